package dev.latchkey.policy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The clock by which an authentication is fresh or not. Thread-safe.
 *
 * @param clock ours
 * @param skew how far apart from it the providers' may be
 */
public record SkewedClock(InstantSource clock, Duration skew) {

  /** Tells whether something happened no longer ago than {@code most}, and not in the future. */
  boolean isRecent(Instant then, Duration most) {
    Instant now = clock.instant();
    return !then.isBefore(now.minus(most).minus(skew)) // at the instant itself it still counts
        && !then.isAfter(now.plus(skew));
  }
}
