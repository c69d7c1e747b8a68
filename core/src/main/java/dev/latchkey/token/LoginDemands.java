package dev.latchkey.token;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a login asked of the authentication itself, and what its ID token must say therefore.
 *
 * @param maxAge how long ago the user may have been authenticated; {@code null} for any time
 * @param acrValues of which {@code acr} must be one; empty for any
 */
public record LoginDemands(@Nullable Duration maxAge, Set<String> acrValues) {

  /** Copies the set. */
  public LoginDemands {
    acrValues = Set.copyOf(acrValues);
  }

  /** No demands. */
  public static LoginDemands none() {
    return new LoginDemands(null, Set.of());
  }
}
