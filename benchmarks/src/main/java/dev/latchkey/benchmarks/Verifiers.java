package dev.latchkey.benchmarks;

import dev.latchkey.keys.FixedKeys;
import dev.latchkey.keys.KeySource;
import dev.latchkey.keys.SecretKeys;
import dev.latchkey.token.AccessTokenSettings;
import dev.latchkey.token.AccessTokens;
import dev.latchkey.token.AudienceRule;
import dev.latchkey.token.ClaimPlaces;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;

/** The verifier of one issuer's tokens. */
public final class Verifiers {

  private static final int MAX_BYTES = 16 * 1024;

  private Verifiers() {}

  /** Remembers as many tokens as asked for. */
  public static AccessTokens of(Issuer issuer, int remembered) {
    AccessTokenSettings settings =
        new AccessTokenSettings(
            Issuer.NAME,
            AudienceRule.anyOf(Set.of(Issuer.AUDIENCE)),
            Set.of(issuer.algorithm()),
            Duration.ofSeconds(60),
            MAX_BYTES,
            false,
            ClaimPlaces.standard(),
            remembered);
    return new AccessTokens(settings, keys(issuer), InstantSource.system());
  }

  private static KeySource keys(Issuer issuer) {
    String algorithm = issuer.algorithm();
    return SecretKeys.areFor(algorithm)
        ? SecretKeys.beside(FixedKeys.none(), issuer.secret().getEncoded(), Set.of(algorithm))
        : FixedKeys.fromJwks(issuer.jwks());
  }
}
