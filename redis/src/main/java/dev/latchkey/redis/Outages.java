package dev.latchkey.redis;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * When Redis is away, and that an operator hears of it once: when it lasts and when it ends.
 * Thread-safe; who tells of beginnings and ends does so in their order.
 */
final class Outages {

  private static final long NONE = Long.MIN_VALUE;

  private final Consumer<String> warnings;
  private final AtomicLong began = new AtomicLong(NONE);
  private final AtomicBoolean told = new AtomicBoolean();
  private volatile String reason = "";

  Outages(Consumer<String> warnings) {
    this.warnings = warnings;
  }

  void begin() {
    began.compareAndSet(NONE, System.nanoTime());
  }

  void because(Throwable failure) {
    reason = " (" + RedisErrors.code(RedisErrors.root(failure)) + ")";
  }

  void end() {
    began.set(NONE);
    reason = "";
    if (told.compareAndSet(true, false)) {
      warnings.accept("Redis is reached again");
    }
  }

  /** Tells whether it has been away for longer than a call may wait. */
  boolean last(Duration timeout) {
    long since = began.get();
    boolean lasts = since != NONE && System.nanoTime() - since > timeout.toNanos();
    if (lasts && told.compareAndSet(false, true)) {
      warnings.accept(
          "Redis cannot be reached"
              + reason
              + "; sessions are unavailable until it can, which is tried all the time. Check"
              + " redis.uri and whether Redis is up");
    }
    return lasts;
  }
}
