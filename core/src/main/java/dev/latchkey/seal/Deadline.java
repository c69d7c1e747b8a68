package dev.latchkey.seal;

import java.time.Duration;

/**
 * A moment on a clock that only counts on, whatever an administrator does to the time of day.
 *
 * @param from the tick it was set at, in nanoseconds
 * @param nanos how long after it
 */
record Deadline(long from, long nanos) {

  /** No session lasts longer; some centuries of nanoseconds no longer fit a number. */
  private static final Duration LONGEST = Duration.ofDays(400);

  static Deadline after(Duration time, long now) {
    return new Deadline(now, (time.compareTo(LONGEST) > 0 ? LONGEST : time).toNanos());
  }

  /** By difference, since ticks may wrap; at the moment itself it is reached. */
  boolean isReached(long now) {
    return now - from >= nanos;
  }
}
