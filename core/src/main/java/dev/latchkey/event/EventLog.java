package dev.latchkey.event;

import com.github.benmanes.caffeine.cache.Ticker;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * Writes events to the {@link Logger} {@code dev.latchkey}, one line each. Thread-safe.
 *
 * <p>What anybody can cause as often as he likes must not fill a disk: of what is alike in kind and
 * reason, 100 lines a minute stand at their own level, further ones at {@code DEBUG}.
 */
public final class EventLog implements Listener {

  private final Logger logger;
  private final LineLimit limit;

  /** Makes a log on the given logger. */
  public EventLog(Logger logger) {
    this(logger, Ticker.systemTicker());
  }

  EventLog(Logger logger, Ticker ticker) {
    this.logger = logger;
    this.limit = new LineLimit(ticker);
  }

  @Override
  public void on(Event event) {
    Level level = level(event);
    if (level.compareTo(Level.DEBUG) > 0 && event.reference().isPresent()) {
      level = limited(event, level);
    }
    // the level says that it is a warning
    boolean plain = event.kind() == Event.Kind.WARNING;
    logger.log(level, () -> plain ? event.detail() : event.toString());
  }

  /** Only for what requests cause; all else has a pace of its own. */
  private Level limited(Event event, Level level) {
    long count = limit.count(event);
    if (count == LineLimit.MOST) {
      logger.log(Level.WARNING, flood(event));
    }
    return count > LineLimit.MOST ? Level.DEBUG : level;
  }

  private static String flood(Event event) {
    return LineLimit.MOST
        + " lines "
        + event.kind().code()
        + event.reason().map(why -> " reason=\"" + why.code() + "\"").orElse("")
        + " within a minute; more of them in this minute are logged at DEBUG, the counters count"
        + " all";
  }

  private static Level level(Event event) {
    switch (event.kind()) {
      case ALLOWED:
      case FETCHED:
      case LOGIN_STARTED:
        return Level.DEBUG;
      case FETCH_FAILED:
        // a contradiction needs a person, an outage heals by itself
        return event.reason().filter(r -> r == Reason.PROVIDER_MISCONFIGURED).isPresent()
            ? Level.ERROR
            : Level.WARNING;
      case WARNING:
        return Level.WARNING;
      case UNDECIDED:
        return event.reason().filter(EventLog::needsPerson).isPresent()
            ? Level.ERROR
            : Level.WARNING;
      default:
        return Level.INFO;
    }
  }

  private static boolean needsPerson(Reason reason) {
    return reason == Reason.INTERNAL_ERROR
        || reason == Reason.INTROSPECTION_DENIED
        || reason == Reason.FILTER_MISSED;
  }
}
