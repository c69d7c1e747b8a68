package dev.latchkey.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How fresh a document is kept.
 *
 * @param freshFor how long a copy is used before a newer one is fetched, where the answer does not
 *     say
 * @param maxStale how long a copy is used after that while fetching fails; zero turns it off
 * @param coolDown how long after a fetch that {@link FreshDocument#newerThan} caused the next may
 *     be caused
 * @param firstPause how long nothing is fetched after a failure; doubled with each in a row
 * @param longestPause where doubling ends; a server may ask for more ({@code Retry-After})
 * @param retries whether a pause ends with another fetch by itself, or with the next use
 * @param waitLimit how long a reader waits for a fetch
 */
public record Freshness(
    Duration freshFor,
    Duration maxStale,
    Duration coolDown,
    Duration firstPause,
    Duration longestPause,
    boolean retries,
    Duration waitLimit) {

  private static final Duration CENTURY = Duration.ofDays(36_525);

  Duration pauseAfter(int failures, @Nullable Duration asked) {
    Duration own = pauseAfter(failures);
    return asked == null || asked.compareTo(own) < 0 ? own : asked;
  }

  private Duration pauseAfter(int failures) {
    Duration pause = firstPause;
    for (int i = 1; i < failures && pause.compareTo(longestPause) < 0; i++) {
      pause = pause.multipliedBy(2);
    }
    return pause.compareTo(longestPause) < 0 ? pause : longestPause;
  }

  /** Nanoseconds; a century stands for everything longer, so that sums do not wrap. */
  static long nanos(Duration duration) {
    return duration.compareTo(CENTURY) < 0 ? duration.toNanos() : CENTURY.toNanos();
  }
}
