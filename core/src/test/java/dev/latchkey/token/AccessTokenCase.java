package dev.latchkey.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.event.Reason;
import dev.latchkey.keys.FixedKeys;
import dev.latchkey.keys.KeySource;
import dev.latchkey.keys.SignatureProvider;
import dev.latchkey.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** A verifier of access tokens as most applications have it, and what to say of its results. */
abstract class AccessTokenCase {

  static final Set<String> ALGORITHMS =
      Set.of(
          "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA");
  static final AccessTokenSettings SETTINGS =
      settings(TokenMaker.ISSUER, AudienceRule.anyOf(Set.of(TokenMaker.AUDIENCE)), ALGORITHMS);

  final SettableClock clock = new SettableClock(Instant.ofEpochSecond(TokenMaker.NOW));
  final AccessTokens tokens = verifier(SETTINGS);

  static AccessTokenSettings settings(
      String issuer, AudienceRule audience, Set<String> algorithms) {
    return new AccessTokenSettings(
        issuer,
        audience,
        algorithms,
        Duration.ofSeconds(60),
        16 * 1024,
        false,
        ClaimPlaces.standard(),
        100);
  }

  final AccessTokens verifier(AccessTokenSettings settings) {
    return verifier(settings, FixedKeys.fromJwks(TokenMaker.jwks(), signatures()));
  }

  /** Who verifies them. */
  SignatureProvider signatures() {
    return SignatureProvider.jdk();
  }

  final AccessTokens verifier(AccessTokenSettings settings, KeySource keys) {
    return new AccessTokens(settings, keys, clock);
  }

  final void assertAccepted(String token) {
    assertAccepted(tokens, token);
  }

  static VerifiedToken assertAccepted(AccessTokens verifier, String token) {
    TokenResult<VerifiedToken> result = verifier.verify(BearerToken.of(token));
    assertThat(result).isInstanceOf(TokenResult.Verified.class);
    return ((TokenResult.Verified<VerifiedToken>) result).token();
  }

  final void assertRefused(String token, Reason reason) {
    assertRefused(tokens, token, reason);
  }

  static void assertRefused(AccessTokens verifier, String token, Reason reason) {
    TokenResult<VerifiedToken> result = verifier.verify(BearerToken.of(token));
    assertThat(result).isInstanceOf(TokenResult.Refused.class);
    TokenResult.Refused<VerifiedToken> refused = (TokenResult.Refused<VerifiedToken>) result;
    assertThat(refused.reason()).as(refused.detail()).isEqualTo(reason);
    assertThat(refused.detail()).as("what an operator reads").isNotEmpty();
    int lastDot = token.lastIndexOf('.');
    if (token.length() - lastDot > 20) {
      assertThat(refused.detail()).doesNotContain(token.substring(lastDot + 1));
    }
  }
}
