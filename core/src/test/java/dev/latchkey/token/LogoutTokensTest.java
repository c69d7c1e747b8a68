package dev.latchkey.token;

import static dev.latchkey.token.TokenMaker.ABSENT;
import static dev.latchkey.token.TokenMaker.ISSUER;
import static dev.latchkey.token.TokenMaker.NOW;
import static dev.latchkey.token.TokenMaker.logoutClaims;
import static dev.latchkey.token.TokenMaker.quoted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.event.Reason;
import dev.latchkey.keys.FixedKeys;
import dev.latchkey.keys.KeyLookup;
import dev.latchkey.keys.KeySource;
import dev.latchkey.keys.VerificationKey;
import dev.latchkey.testing.SettableClock;
import dev.latchkey.testing.TestKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** OpenID Connect Back-Channel Logout 1.0 sections 2.4 and 2.6. */
class LogoutTokensTest {

  private final SettableClock clock = new SettableClock(Instant.ofEpochSecond(NOW));
  private final AskedKeys keys = new AskedKeys();
  private final LogoutTokens tokens =
      new LogoutTokens(
          new IdTokenSettings(
              ISSUER, "shop", Set.of(), Set.of("RS256", "ES256"), Duration.ofSeconds(60), 4_096),
          keys,
          clock);

  /** Keys that know how often they were asked for. */
  private static final class AskedKeys implements KeySource {

    private final KeySource fixed = FixedKeys.fromJwks(TokenMaker.jwks());
    private int asked;
    private boolean down;

    @Override
    public KeyLookup find(@Nullable String kid, String algorithm) {
      asked++;
      return down
          ? new KeyLookup.Unavailable(Reason.KEYS_UNAVAILABLE, "connection refused")
          : fixed.find(kid, algorithm);
    }

    @Override
    public boolean holds(VerificationKey key) {
      return fixed.holds(key);
    }

    @Override
    public Optional<Instant> lastSuccess() {
      return Optional.empty();
    }
  }

  private static String signed(String... changes) {
    return TokenMaker.nimbus("RS256", "r1", logoutClaims(changes));
  }

  private static String withHeader(String member, String json) {
    return TokenMaker.raw(TokenMaker.header(member, json), logoutClaims(), TestKeys.RSA);
  }

  private VerifiedLogoutToken assertAccepted(String token) {
    TokenResult<VerifiedLogoutToken> result = tokens.verify(token);
    assertThat(result).isInstanceOf(TokenResult.Verified.class);
    return ((TokenResult.Verified<VerifiedLogoutToken>) result).token();
  }

  private void assertRefused(String token, Reason reason) {
    TokenResult<VerifiedLogoutToken> result = tokens.verify(token);
    assertThat(result).isInstanceOf(TokenResult.Refused.class);
    assertThat(((TokenResult.Refused<VerifiedLogoutToken>) result).reason()).isEqualTo(reason);
  }

  @Test
  void acceptsWhatTheIssuerSays() {
    VerifiedLogoutToken token = assertAccepted(signed("sid", quoted("s-1")));

    assertThat(token.issuer()).isEqualTo(ISSUER);
    assertThat(token.subject()).contains("alice-1");
    assertThat(token.sessionId()).contains("s-1");
    assertThat(token.id()).isEqualTo("logout-1");
    assertThat(token.issuedAt()).isEqualTo(Instant.ofEpochSecond(NOW));
    assertThat(token.toString()).doesNotContain("alice-1", "s-1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"logout+jwt", "LOGOUT+JWT", "application/logout+jwt", "JWT"})
  void acceptsItsTypes(String typ) {
    assertAccepted(withHeader("typ", quoted(typ)));
    assertAccepted(withHeader("typ", ABSENT));
  }

  @Test
  @Tag("M07")
  void refusesWhatNobodySigned() {
    String none =
        TokenMaker.encoded("{\"alg\":\"none\"}") + "." + TokenMaker.encoded(logoutClaims());

    assertRefused(none + ".", Reason.TOKEN_MALFORMED);
    assertRefused(none + ".AA", Reason.ALGORITHM_REFUSED);
    assertRefused(none, Reason.TOKEN_MALFORMED);
    assertThat(keys.asked).isZero();
  }

  @Test
  @Tag("M08")
  void refusesAWrongSignatureAlgorithmOrKey() {
    assertRefused(
        TokenMaker.nimbus("RS256", "r1", logoutClaims(), TestKeys.RSA_TWO),
        Reason.SIGNATURE_INVALID);
    assertRefused(TokenMaker.nimbus("RS512", "r1", logoutClaims()), Reason.ALGORITHM_REFUSED);
    assertRefused(withHeader("alg", quoted("HS256")), Reason.ALGORITHM_REFUSED);
    assertRefused(withHeader("kid", quoted("other")), Reason.KEY_UNKNOWN);
    assertRefused(withHeader("crit", "[\"exp\"]"), Reason.TOKEN_MALFORMED);
  }

  @Tag("M09")
  @ParameterizedTest
  @CsvSource({
    "iss, ISSUER_WRONG",
    "aud, AUDIENCE_WRONG",
  })
  void refusesAnothersWithoutALookForItsKey(String claim, Reason reason) {
    assertRefused(signed(claim, quoted("https://other.example")), reason);
    assertRefused(signed(claim, ABSENT), reason);
    assertRefused(signed(claim, "7"), reason);
    assertThat(keys.asked).isZero();
  }

  @Test
  @Tag("M10")
  void refusesWhatIsNotFresh() {
    assertAccepted(signed("iat", String.valueOf(NOW - 300)));
    assertRefused(signed("iat", String.valueOf(NOW - 301)), Reason.EXPIRED);
    assertAccepted(signed("iat", String.valueOf(NOW + 60)));
    assertRefused(signed("iat", String.valueOf(NOW + 61)), Reason.NOT_YET_VALID);
    assertRefused(signed("iat", ABSENT), Reason.CLAIM_MISSING);
    assertRefused(signed("iat", quoted("now")), Reason.CLAIM_INVALID);
  }

  @Test
  @Tag("M11")
  void refusesWhatHasExpired() {
    assertAccepted(signed("exp", String.valueOf(NOW - 59)));
    assertRefused(signed("exp", String.valueOf(NOW - 60)), Reason.EXPIRED);
    for (String wrong : new String[] {quoted("soon"), "true", "null", "[]"}) {
      assertRefused(signed("exp", wrong), Reason.CLAIM_INVALID);
    }
  }

  @Test
  @Tag("M12")
  void doesWithoutExpWhileItIsFresh() {
    assertAccepted(signed("exp", ABSENT, "iat", String.valueOf(NOW - 300)));
    assertRefused(signed("exp", ABSENT, "iat", String.valueOf(NOW - 301)), Reason.EXPIRED);
  }

  @Test
  @Tag("M12")
  void demandsExpWhereItIsToldTo() {
    LogoutTokens demanding = tokens.demandingExp();

    TokenResult<VerifiedLogoutToken> result = demanding.verify(signed("exp", ABSENT));
    assertThat(result).isInstanceOf(TokenResult.Refused.class);
    assertThat(((TokenResult.Refused<VerifiedLogoutToken>) result).reason())
        .isEqualTo(Reason.CLAIM_MISSING);
    assertThat(demanding.verify(signed())).isInstanceOf(TokenResult.Verified.class);
    assertThat(demanding.longestUse()).isEqualTo(tokens.longestUse());
  }

  @Test
  @Tag("M13")
  void refusesWhatHasNoName() {
    assertRefused(signed("jti", ABSENT), Reason.CLAIM_MISSING);
    for (String wrong : new String[] {"7", quoted(""), "null", "[]"}) {
      assertRefused(signed("jti", wrong), Reason.CLAIM_INVALID);
    }
  }

  @Test
  @Tag("M15")
  void refusesANonce() {
    for (String nonce : new String[] {quoted("n-1"), "null", "7"}) {
      assertRefused(signed("nonce", nonce), Reason.CLAIM_FORBIDDEN);
    }
  }

  @Tag("M16")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "\"http://schemas.openid.net/event/backchannel-logout\"",
        "[\"http://schemas.openid.net/event/backchannel-logout\"]",
        "{}",
        "{\"http://schemas.openid.net/event/backchannel-logout\":true}",
        "{\"http://schemas.openid.net/event/backchannel-logout\":\"\"}",
        "{\"http://schemas.openid.net/event/backchannel-logout\":null}",
        "{\"http://schemas.openid.net/event/backchannel-Logout\":{}}",
        "{\"http://schemas.openid.net/secevent/oauth/event-type/token-revoked\":{}}"
      })
  void refusesWhatSpeaksOfNoLogout(String events) {
    assertRefused(signed("events", events), Reason.CLAIM_INVALID);
    assertRefused(signed("events", ABSENT), Reason.CLAIM_MISSING);
  }

  @Test
  @Tag("M17")
  void refusesWhatNamesNobody() {
    assertAccepted(signed("sub", ABSENT, "sid", quoted("s-1")));
    assertRefused(signed("sub", ABSENT), Reason.CLAIM_MISSING);
    for (String wrong : new String[] {quoted(""), "7", "null", "[\"s-1\"]", quoted("a\\nb")}) {
      assertRefused(signed("sub", wrong), Reason.CLAIM_INVALID);
      assertRefused(signed("sid", wrong), Reason.CLAIM_INVALID);
    }
  }

  @Test
  @Tag("M18")
  void refusesTokensOfOtherKinds() {
    for (String typ : new String[] {"at+jwt", "application/at+jwt", "dpop+jwt", "secevent+jwt"}) {
      assertRefused(withHeader("typ", quoted(typ)), Reason.TYPE_WRONG);
    }
    assertRefused(withHeader("typ", "7"), Reason.TYPE_WRONG);
    assertRefused(signed("at_hash", quoted("x")), Reason.CLAIM_FORBIDDEN);
    String idToken = TokenMaker.nimbus("RS256", "r1", TokenMaker.idClaims());
    assertRefused(idToken, Reason.CLAIM_FORBIDDEN);
    assertRefused(
        TokenMaker.nimbus("RS256", "r1", TokenMaker.idClaims("nonce", ABSENT)),
        Reason.CLAIM_MISSING);
    assertRefused(TokenMaker.rs256(), Reason.CLAIM_MISSING);
  }

  @Test
  @Tag("A46")
  void aLogoutTokenIsNoIdToken() {
    IdTokens idTokens =
        new IdTokens(
            new IdTokenSettings(
                ISSUER, "shop", Set.of(), Set.of("RS256"), Duration.ofSeconds(60), 4_096),
            keys,
            clock);

    assertThat(idTokens.verify(withHeader("typ", quoted("logout+jwt")), "n-1", "opaque"))
        .isInstanceOfSatisfying(
            TokenResult.Refused.class,
            refused -> assertThat(refused.reason()).isEqualTo(Reason.TYPE_WRONG));
  }

  @Test
  void looksAtSoManyBytesAndNoMore() {
    assertRefused("x".repeat(4_097), Reason.TOKEN_TOO_LARGE);
    assertRefused("x".repeat(4_096), Reason.TOKEN_MALFORMED);
    assertRefused(TokenMaker.encoded("{\"enc\":\"x\"}") + "....t", Reason.TOKEN_ENCRYPTED);
  }

  @Test
  void saysWhenItCouldNotFindOut() {
    keys.down = true;

    assertThat(tokens.verify(signed())).isInstanceOf(TokenResult.Unavailable.class);
  }

  @Test
  void isRememberedForLongerThanItIsAccepted() {
    assertAccepted(signed("iat", String.valueOf(NOW + 60), "exp", ABSENT));
    clock.advance(tokens.longestUse().minusSeconds(1));
    assertAccepted(signed("iat", String.valueOf(NOW + 60), "exp", ABSENT));
    clock.advance(Duration.ofSeconds(1));
    assertRefused(signed("iat", String.valueOf(NOW + 60), "exp", ABSENT), Reason.EXPIRED);
  }
}
