package dev.latchkey.token;

import dev.latchkey.event.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What this application's operator asks of an access token beyond the specifications. Immutable.
 *
 * @param required places that must hold a value other than {@code null}
 * @param forbidden places that must not even hold {@code null}
 * @param maxLifetime the most that {@code exp} may lie after {@code iat}; empty for no limit
 */
public record ClaimDemands(
    List<ClaimPointer> required, List<ClaimPointer> forbidden, Optional<Duration> maxLifetime) {

  private static final ClaimDemands NONE = new ClaimDemands(List.of(), List.of(), Optional.empty());

  /** Copies the lists. */
  public ClaimDemands {
    required = List.copyOf(required);
    forbidden = List.copyOf(forbidden);
  }

  /** Nothing beyond the specifications. */
  public static ClaimDemands none() {
    return NONE;
  }

  <T> TokenResult.@Nullable Refused<T> refusal(Claims claims) {
    for (ClaimPointer place : required) {
      if (place.in(claims.asMap()) == null) {
        return refused(Reason.CLAIM_MISSING, place + " is missing, which claims.required names");
      }
    }
    for (ClaimPointer place : forbidden) {
      if (place.existsIn(claims.asMap())) {
        return refused(Reason.CLAIM_FORBIDDEN, place + " is there, which claims.forbidden names");
      }
    }
    return maxLifetime.isEmpty() ? null : lifetimeRefusal(claims, maxLifetime.get());
  }

  /** Also for tokens that the provider was asked about: what cannot be judged is not short. */
  private static <T> TokenResult.@Nullable Refused<T> lifetimeRefusal(
      Claims claims, Duration longest) {
    Instant begin = claims.instant("iat");
    Instant end = claims.instant("exp");
    if (begin == null || end == null) {
      return refused(
          Reason.CLAIM_MISSING,
          (begin == null ? "iat" : "exp") + " is missing, which token.max-lifetime needs");
    }
    Duration lifetime = Duration.between(begin, end);
    return lifetime.compareTo(longest) > 0 // exactly as long is not too long
        ? refused(
            Reason.LIFETIME_TOO_LONG,
            "the token lives for "
                + lifetime.toSeconds()
                + "s, token.max-lifetime is "
                + longest.toSeconds()
                + "s")
        : null;
  }

  private static <T> TokenResult.Refused<T> refused(Reason reason, String detail) {
    return new TokenResult.Refused<>(reason, detail);
  }
}
