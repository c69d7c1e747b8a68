package dev.latchkey.token;

import static dev.latchkey.token.TokenMaker.NOW;
import static dev.latchkey.token.TokenMaker.es256;
import static dev.latchkey.token.TokenMaker.quoted;
import static dev.latchkey.token.TokenMaker.rs256;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.event.Reason;
import dev.latchkey.keys.FixedKeys;
import dev.latchkey.keys.KeyLookup;
import dev.latchkey.keys.KeySource;
import dev.latchkey.keys.VerificationKey;
import dev.latchkey.testing.TestKeys;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is remembered of verified tokens, and when it stops to count. */
class SeenTokensTest extends AccessTokenCase {

  private final ChangingKeys keys = new ChangingKeys();
  private final AccessTokens tokens = verifier(SETTINGS, keys);

  @Test
  void theSecondTimeNoKeyIsLookedForAndNoSignatureChecked() {
    String token = rs256();
    VerifiedToken first = assertAccepted(tokens, token);
    VerifiedToken second = assertAccepted(tokens, new String(token.toCharArray()));

    assertThat(second).isSameAs(first);
    assertThat(keys.lookups).isEqualTo(1);
  }

  @Test
  void anotherTokenOfTheSameCallerIsVerifiedAnew() {
    assertAccepted(tokens, rs256());
    assertAccepted(tokens, rs256("jti", quoted("2")));
    assertAccepted(tokens, es256());

    assertThat(keys.lookups).isEqualTo(3);
  }

  @Test
  @Tag("B02")
  @Tag("F23")
  void endsAtItsExpiryAndTheSkewLikeAnyOther() {
    String token = rs256("exp", String.valueOf(NOW + 100));
    assertAccepted(tokens, token);

    clock.jump(Duration.ofSeconds(159));
    assertAccepted(tokens, token);
    assertThat(keys.lookups).isEqualTo(1);
    clock.jump(Duration.ofSeconds(1));
    assertRefused(tokens, token, Reason.EXPIRED);
    assertThat(keys.lookups).as("the entry was dropped and the token judged anew").isEqualTo(2);
  }

  @Test
  @Tag("P11")
  void judgesByTheWallClockEvenWhenItJumpsBack() {
    String token = rs256("nbf", String.valueOf(NOW - 60), "iat", String.valueOf(NOW - 60));
    assertAccepted(tokens, token);

    clock.jump(Duration.ofHours(-1));
    assertAccepted(tokens, token);
    clock.jump(Duration.ofHours(2));
    assertRefused(tokens, token, Reason.EXPIRED);
  }

  @Test
  @Tag("E15")
  @Tag("F-17")
  void isDroppedWhenItsKeyLeavesTheSet() {
    String rsaToken = rs256();
    String ecToken = es256();
    assertAccepted(tokens, rsaToken);
    assertAccepted(tokens, ecToken);

    keys.replace(TestKeys.jwks(TestKeys.jwk("e1", TestKeys.P256.getPublic())));

    assertRefused(tokens, rsaToken, Reason.KEY_UNKNOWN);
    assertAccepted(tokens, ecToken);
    assertThat(keys.lookups).isEqualTo(3);
  }

  @Test
  @Tag("E15")
  void isDroppedWhenAnotherKeyTakesItsKeysId() {
    String token = rs256();
    assertAccepted(tokens, token);

    keys.replace(TestKeys.jwks(TestKeys.jwk("r1", TestKeys.RSA_TWO.getPublic())));

    assertRefused(tokens, token, Reason.SIGNATURE_INVALID);
  }

  @Test
  void staysWhenTheSetIsFetchedAgainWithTheSameKey() {
    String token = rs256();
    assertAccepted(tokens, token);

    keys.replace(new String(TokenMaker.jwks(), StandardCharsets.UTF_8));

    assertAccepted(tokens, token);
    assertThat(keys.lookups).isEqualTo(1);
  }

  @Test
  @Tag("F-16")
  void isNotVerifiedAnewWhileKeysAreOutOfReach() {
    String token = rs256();
    assertAccepted(tokens, token);
    keys.outage = true;

    assertAccepted(tokens, token);
    assertThat(tokens.verify(BearerToken.of(es256())))
        .isEqualTo(new TokenResult.Unavailable<>(Reason.KEYS_UNAVAILABLE, "down"));
  }

  @Test
  @Tag("F24")
  void whatIsRefusedIsNotRememberedSoThatJunkPushesNothingOut() {
    String token = rs256();
    assertAccepted(tokens, token);
    String forged = TokenMaker.nimbus("RS256", "r1", TokenMaker.accessClaims(), TestKeys.RSA_TWO);
    for (int i = 0; i < 200; i++) {
      assertRefused(tokens, forged + "AAAA".repeat(i), Reason.SIGNATURE_INVALID);
      assertRefused(tokens, rs256("aud", quoted("other")), Reason.AUDIENCE_WRONG);
    }
    int before = keys.lookups;

    assertAccepted(tokens, token);
    assertThat(keys.lookups).isEqualTo(before);
  }

  @Test
  @Tag("F24")
  void remembersNoMoreTokensThanItIsToldTo() {
    SeenTokens seen = new SeenTokens(10);
    var verified = new TokenResult.Verified<>(assertAccepted(tokens, rs256()));
    for (int i = 0; i < 1_000; i++) {
      seen.remember(BearerToken.of("token" + i), verified);
    }
    int found = 0;
    for (int i = 0; i < 1_000; i++) {
      found += seen.find(BearerToken.of("token" + i)) == null ? 0 : 1;
    }

    assertThat(found).isBetween(1, 10);
  }

  @Test
  @Tag("O05")
  void tokensThatEndAlikeAreTwoTokens() {
    SeenTokens seen = new SeenTokens(10);
    var verified = new TokenResult.Verified<>(assertAccepted(tokens, rs256()));
    seen.remember(BearerToken.of("alice.AAAAAAAAAAAAAAAAAAAA"), verified);

    assertThat(seen.find(BearerToken.of("alice.AAAAAAAAAAAAAAAAAAAA"))).isSameAs(verified);
    assertThat(seen.find(BearerToken.of("blice.AAAAAAAAAAAAAAAAAAAA"))).isNull();
    assertThat(seen.find(BearerToken.of("alice.AAAAAAAAAAAAAAAAAAAB"))).isNull();
    seen.forget(BearerToken.of("alice.AAAAAAAAAAAAAAAAAAAA"));
    assertThat(seen.find(BearerToken.of("alice.AAAAAAAAAAAAAAAAAAAA"))).isNull();
  }

  @Test
  @Tag("O03")
  void twoVerifiersRememberApart() {
    String token = rs256();
    assertAccepted(tokens, token);
    AccessTokens other =
        verifier(
            settings("https://other.example", SETTINGS.audience(), SETTINGS.algorithms()), keys);

    assertRefused(other, token, Reason.ISSUER_WRONG);
  }

  /** Keys that can change or be out of reach, as those of a provider do. */
  private static final class ChangingKeys implements KeySource {

    private KeySource now = FixedKeys.fromJwks(TokenMaker.jwks());
    private int lookups;
    private boolean outage;

    void replace(String jwks) {
      now = FixedKeys.fromJwks(jwks.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public KeyLookup find(@Nullable String kid, String algorithm) {
      lookups++;
      return outage
          ? new KeyLookup.Unavailable(Reason.KEYS_UNAVAILABLE, "down")
          : now.find(kid, algorithm);
    }

    @Override
    public boolean holds(VerificationKey key) {
      return now.holds(key);
    }

    @Override
    public Optional<Instant> lastSuccess() {
      return Optional.empty();
    }
  }
}
