package dev.latchkey.event;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Writes events to the {@link Logger} {@code dev.latchkey}, one line each. Thread-safe. */
public final class EventLog implements Listener {

  private final Logger logger;

  /** Makes a log on the given logger. */
  public EventLog(Logger logger) {
    this.logger = logger;
  }

  @Override
  public void on(Event event) {
    // the level says that it is a warning
    boolean plain = event.kind() == Event.Kind.WARNING;
    logger.log(level(event), () -> plain ? event.detail() : event.toString());
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
    return reason == Reason.INTERNAL_ERROR || reason == Reason.INTROSPECTION_DENIED;
  }
}
