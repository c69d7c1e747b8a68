package dev.latchkey.event;

import com.github.benmanes.caffeine.cache.Ticker;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** Counts events that are alike in kind and reason, minute by minute. Thread-safe. */
final class LineLimit {

  /** How many of them an operator needs to see in a minute. */
  static final long MOST = 100;

  private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
  private static final int REASONS = Reason.values().length + 1;

  private record Minute(long beganTick, long count) {

    /** A new minute begins at the instant. */
    static Minute next(@Nullable Minute before, long tick) {
      return before == null || tick - before.beganTick >= MINUTE
          ? new Minute(tick, 1)
          : new Minute(before.beganTick, before.count + 1);
    }
  }

  private final AtomicReferenceArray<@Nullable Minute> minutes =
      new AtomicReferenceArray<>(Event.Kind.values().length * REASONS);
  private final Ticker ticker;

  LineLimit(Ticker ticker) {
    this.ticker = ticker;
  }

  /** The number of this event in its minute; the first is 1. */
  long count(Event event) {
    int reason = event.reason().map(Reason::ordinal).orElse(REASONS - 1);
    long tick = ticker.read();
    return minutes
        .updateAndGet(
            event.kind().ordinal() * REASONS + reason, before -> Minute.next(before, tick))
        .count();
  }
}
