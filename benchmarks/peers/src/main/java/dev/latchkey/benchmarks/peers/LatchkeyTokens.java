package dev.latchkey.benchmarks.peers;

import dev.latchkey.benchmarks.Issuer;
import dev.latchkey.keys.FixedKeys;
import dev.latchkey.keys.KeySource;
import dev.latchkey.keys.SecretKeys;
import dev.latchkey.token.AccessTokenSettings;
import dev.latchkey.token.AccessTokens;
import dev.latchkey.token.AudienceRule;
import dev.latchkey.token.ClaimPlaces;
import dev.latchkey.token.TokenResult;
import dev.latchkey.token.VerifiedToken;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Latchkey, up to the identity that an application sees. */
final class LatchkeyTokens {

  private LatchkeyTokens() {}

  /** With no memory of tokens. */
  static Verifier forgetting(Issuer issuer) {
    AccessTokens tokens = of(issuer, 0);
    return token -> () -> verified(tokens, token);
  }

  static AccessTokens of(Issuer issuer, int cacheSize) {
    AccessTokenSettings settings =
        new AccessTokenSettings(
            Issuer.NAME,
            AudienceRule.anyOf(Set.of(Issuer.AUDIENCE)),
            Set.of(issuer.algorithm()),
            Duration.ofSeconds(60),
            16 * 1024,
            false,
            ClaimPlaces.standard(),
            cacheSize);
    return new AccessTokens(settings, keys(issuer), InstantSource.system());
  }

  static @Nullable VerifiedToken verified(AccessTokens tokens, String token) {
    return tokens.verify(token) instanceof TokenResult.Verified<VerifiedToken> verified
        ? verified.token()
        : null;
  }

  private static KeySource keys(Issuer issuer) {
    String algorithm = issuer.algorithm();
    return SecretKeys.areFor(algorithm)
        ? SecretKeys.beside(FixedKeys.none(), issuer.secret().getEncoded(), Set.of(algorithm))
        : FixedKeys.fromJwks(issuer.jwks());
  }
}
