package dev.latchkey.token;

import dev.latchkey.event.Reason;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * When a token is valid (RFC 7519 section 4.1.4 to 4.1.6).
 *
 * @param clock the wall clock
 * @param skew how far two clocks may differ
 */
record TimeRules(InstantSource clock, Duration skew) {

  <T> TokenResult.@Nullable Refused<T> refusal(Claims claims) {
    return claims.has("exp") ? refusalOfStated(claims) : missingOrInvalid(claims, "exp");
  }

  /** Judges the times that are there, for answers in which all of them are optional. */
  <T> TokenResult.@Nullable Refused<T> refusalOfStated(Claims claims) {
    Instant now = clock.instant();
    Instant expiry = claims.instant("exp");
    if (expiry == null && claims.has("exp")) {
      return missingOrInvalid(claims, "exp");
    }
    if (expiry != null && hasPassed(expiry, now)) {
      return refused(Reason.EXPIRED, "expired at " + expiry);
    }
    for (String beginning : new String[] {"nbf", "iat"}) {
      if (claims.has(beginning)) {
        Instant from = claims.instant(beginning);
        if (from == null) {
          return missingOrInvalid(claims, beginning);
        }
        if (from.isAfter(now.plus(skew))) { // at the last tolerated instant it is valid
          return refused(
              Reason.NOT_YET_VALID,
              beginning + " is " + from + ", our clock says " + now + "; compare the clocks");
        }
      }
    }
    return null;
  }

  /** Tells whether something that was valid until then is so no more. */
  boolean hasPassed(Instant expiry) {
    return hasPassed(expiry, clock.instant());
  }

  private boolean hasPassed(Instant expiry, Instant now) {
    return !now.isBefore(expiry.plus(skew)); // at the instant itself it has expired
  }

  private static <T> TokenResult.Refused<T> missingOrInvalid(Claims claims, String name) {
    return claims.has(name)
        ? refused(Reason.CLAIM_INVALID, name + " is not a number of seconds")
        : refused(Reason.CLAIM_MISSING, name + " is missing");
  }

  static <T> TokenResult.Refused<T> refused(Reason reason, String detail) {
    return new TokenResult.Refused<>(reason, detail);
  }
}
