package dev.latchkey.http;

import java.time.Duration;
import java.time.Instant;

/**
 * A copy of a remote document and how long it may be used.
 *
 * @param dueTick when a newer one is to be fetched
 * @param endTick when it is too stale
 */
record DatedCopy<T>(T value, Instant fetched, long dueTick, long endTick) {

  /** Dates a copy that was fetched just now. */
  static <T> DatedCopy<T> of(
      Attempt.Loaded<T> loaded, Freshness freshness, Surroundings outside, long tick) {
    Duration freshFor = loaded.freshFor() == null ? freshness.freshFor() : loaded.freshFor();
    long fresh = Freshness.nanos(freshFor);
    long due = tick + fresh - outside.jitter().upTo(fresh / 10); // never longer than it may be
    long end = tick + fresh + Freshness.nanos(freshness.maxStale());
    return new DatedCopy<>(loaded.value(), outside.clock().instant(), due, end);
  }

  boolean isDue(long tick) {
    return tick - dueTick >= 0; // due at the instant
  }

  boolean isTooStale(long tick) {
    return tick - endTick >= 0; // gone at the instant
  }
}
