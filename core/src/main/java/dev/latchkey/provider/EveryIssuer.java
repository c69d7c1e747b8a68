package dev.latchkey.provider;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whoever the configured keys vouch for; there is nothing to discover and nobody signs in. */
record EveryIssuer() implements IssuerMatch {

  @Override
  public String configured() {
    return ANY;
  }

  @Override
  public Set<String> names() {
    return Set.of();
  }

  @Override
  public boolean maySayInDiscovery(String issuer) {
    return false;
  }

  @Override
  public boolean mayAnswer(String issuer) {
    return false;
  }

  @Override
  public @Nullable String of(Map<String, ?> claims) {
    return claims.get("iss") instanceof String issuer ? issuer : null;
  }

  @Override
  public boolean mayUseKeyOf(String keyIssuer, Map<String, ?> claims) {
    return keyIssuer.equals(claims.get("iss"));
  }

  @Override
  public String named(Map<String, ?> claims) {
    return ClaimText.of("iss", claims);
  }

  @Override
  public String toString() {
    return ANY;
  }
}
