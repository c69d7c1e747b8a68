package dev.latchkey.token;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a login asked of the authentication itself, and what its ID token must say therefore.
 *
 * @param maxAge how long ago the user may have been authenticated; {@code null} for any time
 * @param acrValues of which {@code acr} must be one, the preferred one first; empty for any
 */
public record LoginDemands(@Nullable Duration maxAge, Set<String> acrValues) {

  /** Copies the set. */
  public LoginDemands {
    acrValues = Collections.unmodifiableSet(new LinkedHashSet<>(acrValues));
  }

  /** No demands. */
  public static LoginDemands none() {
    return new LoginDemands(null, Set.of());
  }

  /** Tells whether nothing is asked. */
  public boolean isNone() {
    return maxAge == null && acrValues.isEmpty();
  }

  /** Both together; each may ask for either, and no two for the same. */
  public LoginDemands and(LoginDemands other) {
    return new LoginDemands(
        maxAge == null ? other.maxAge : maxAge, acrValues.isEmpty() ? other.acrValues : acrValues);
  }
}
