package dev.latchkey.token;

import static dev.latchkey.token.TokenMaker.ABSENT;
import static dev.latchkey.token.TokenMaker.ISSUER;
import static dev.latchkey.token.TokenMaker.NOW;
import static dev.latchkey.token.TokenMaker.es256;
import static dev.latchkey.token.TokenMaker.header;
import static dev.latchkey.token.TokenMaker.idClaims;
import static dev.latchkey.token.TokenMaker.quoted;
import static dev.latchkey.token.TokenMaker.raw;
import static dev.latchkey.token.TokenMaker.rs256;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.event.Reason;
import dev.latchkey.testing.TestKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a genuine access token must say; the clock stands at {@link TokenMaker#NOW}. */
class AccessTokenClaimsTest extends AccessTokenCase {

  @Test
  void tellsWhoTheCallerIs() {
    Identity alice = assertAccepted(tokens, rs256()).identity();

    assertThat(alice.issuer()).isEqualTo(ISSUER);
    assertThat(alice.subject()).contains("alice-1");
    assertThat(alice.scopes()).containsExactly("orders:read");
    assertThat(alice.audience()).containsExactly("orders-api");
    assertThat(alice.expiresAt()).isEqualTo(Instant.ofEpochSecond(NOW + 300));
    assertThat(alice.tokens().accessToken()).contains(rs256());
    assertThat(assertAccepted(tokens, es256()).identity()).isEqualTo(alice);
  }

  @Tag("B01")
  @Tag("B08")
  @Tag("B24")
  @ParameterizedTest
  @CsvSource({
    "exp, CLAIM_MISSING",
    "sub, CLAIM_MISSING",
    "iss, ISSUER_WRONG",
    "aud, AUDIENCE_WRONG"
  })
  void refusesATokenWithoutARequiredClaim(String claim, Reason reason) {
    assertRefused(rs256(claim, ABSENT), reason);
    assertRefused(es256(claim, ABSENT), reason);
  }

  @Tag("B02")
  @ParameterizedTest
  @CsvSource({
    "-1, true", // one second before the end
    "0, true", // at the end: within the skew
    "59, true",
    "60, false", // at the end of the skew
    "61, false",
    "100000, false"
  })
  void endsAtTheInstantOfItsExpiryAndTheSkew(long secondsLater, boolean accepted) {
    String token = rs256("exp", String.valueOf(NOW - secondsLater));

    if (accepted) {
      assertAccepted(token);
    } else {
      assertRefused(token, Reason.EXPIRED);
    }
  }

  @Test
  @Tag("B02")
  void theLastNanosecondCounts() {
    String token = rs256("exp", String.valueOf(NOW - 59));

    clock.jump(Duration.ofNanos(999_999_999));
    assertAccepted(token);
    clock.jump(Duration.ofNanos(1));
    assertRefused(token, Reason.EXPIRED);
  }

  @Tag("B03")
  @ParameterizedTest
  @ValueSource(strings = {"\"1767269100\"", "true", "null", "[1767269100]", "{}", "\"\""})
  void refusesATimeThatIsNoNumber(String value) {
    for (String claim : new String[] {"exp", "nbf", "iat"}) {
      assertRefused(rs256(claim, value), Reason.CLAIM_INVALID);
    }
  }

  @Tag("B04")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "1e300",
        "1e20",
        "9223372036854775807",
        "9223372036854775808",
        "253402300800",
        "1.8e19",
        "99999999999999999999999999999999999999999999999999999999999999"
      })
  void aDistantExpiryNeitherWrapsNorLastsForEver(String exp) {
    VerifiedToken token = assertAccepted(tokens, rs256("exp", exp));

    assertThat(token.identity().expiresAt()).isEqualTo(Instant.parse("9999-12-31T23:59:59Z"));
    assertAccepted(rs256("exp", exp));
    clock.jump(Duration.ofDays(366L * 8_000));
    assertRefused(rs256("exp", exp), Reason.EXPIRED);
  }

  @Tag("B04")
  @ParameterizedTest
  @ValueSource(strings = {"1e999999999", "1e309", "NaN", "0x7fffffff"})
  void refusesAnExpiryThatIsNoJsonNumber(String exp) {
    assertRefused(rs256("exp", exp), Reason.TOKEN_MALFORMED);
  }

  @Tag("B05")
  @ParameterizedTest
  @ValueSource(strings = {"-1", "0", "-0", "-9223372036854775808", "-1e300", "1e-300"})
  void refusesAnExpiryBeforeAllTime(String exp) {
    assertRefused(rs256("exp", exp), Reason.EXPIRED);
  }

  @Test
  @Tag("B06")
  void readsAFractionOfASecond() {
    assertAccepted(rs256("exp", NOW + 10 + ".5", "iat", NOW - 10 + ".25", "nbf", NOW - 1 + ".75"));
    assertAccepted(rs256("exp", "1.7672691e9"));
    assertRefused(rs256("exp", NOW - 60 + ".5"), Reason.EXPIRED);
  }

  @Tag("B07")
  @Tag("B08")
  @ParameterizedTest
  @CsvSource({"-100000, true", "0, true", "59, true", "60, true", "61, false", "100000, false"})
  void beginsWithinTheSkew(long secondsAhead, boolean accepted) {
    for (String claim : new String[] {"nbf", "iat"}) {
      String token = rs256(claim, String.valueOf(NOW + secondsAhead));
      if (accepted) {
        assertAccepted(token);
      } else {
        assertRefused(token, Reason.NOT_YET_VALID);
      }
    }
  }

  @Tag("B07")
  @ParameterizedTest
  @ValueSource(strings = {"1e300", "9223372036854775807", "253402300800"})
  void aDistantBeginningIsNotYet(String time) {
    assertRefused(rs256("nbf", time), Reason.NOT_YET_VALID);
    assertRefused(rs256("iat", time), Reason.NOT_YET_VALID);
  }

  @Test
  @Tag("B08")
  void anOldOrMissingIssueTimeIsNoReasonToRefuseAnAccessToken() {
    assertAccepted(rs256("iat", ABSENT));
    assertAccepted(rs256("iat", "0"));
  }

  @Tag("B11")
  @ParameterizedTest
  @ValueSource(strings = {"null", "1", "true", "{}", "\"\"", "[\"" + ISSUER + "\"]"})
  void refusesAnIssuerThatIsNoString(String iss) {
    assertRefused(rs256("iss", iss), Reason.ISSUER_WRONG);
  }

  @Tag("B12")
  @Tag("B13")
  @Tag("B15")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://id.example.com/realms/shop/",
        "https://id.example.com/realms/Shop",
        "https://ID.example.com/realms/shop",
        "https://id.example.com:443/realms/shop",
        "http://id.example.com/realms/shop",
        "https://id.example.com/realms%2Fshop",
        "https://user@id.example.com/realms/shop",
        "https://\u0456d.example.com/realms/shop",
        "https://id.example.com/realms/shop ",
        " https://id.example.com/realms/shop",
        "https://id.example.com/realms/shop\\u0000",
        "https://id.example.com/realms/shop2",
        "https://id.example.com/realms/sho",
        "xhttps://id.example.com/realms/shop",
        "https://evil.example/https://id.example.com/realms/shop",
        "https://id.example.com/realms/shop?x",
        "https://id.example.com/realms/shop#",
        "https://id.example.com/realms/./shop",
        "https://id.example.com/realms/bank",
        "https://evil.example",
        "*",
        "shop"
      })
  void comparesTheIssuerByteForByte(String iss) {
    assertRefused(rs256("iss", quoted(iss)), Reason.ISSUER_WRONG);
  }

  @Test
  @Tag("B12")
  void anEscapedSlashInTheIssuerIsASlash() {
    assertAccepted(rs256("iss", quoted(ISSUER.replace("/", "\\/"))));
  }

  @Test
  @Tag("B14")
  void anotherTenantsIssuerIsRefusedEvenWhenTheKeyVerifies() {
    AccessTokens bank =
        verifier(settings("https://id.example.com/realms/bank", SETTINGS.audience(), ALGORITHMS));

    assertRefused(bank, rs256(), Reason.ISSUER_WRONG);
  }

  @Test
  @Tag("B11")
  void anyIssuerIsStillAnIssuer() {
    AccessTokens any = verifier(settings("*", SETTINGS.audience(), ALGORITHMS));

    assertThat(assertAccepted(any, rs256("iss", quoted("https://x"))).identity().issuer())
        .isEqualTo("https://x");
    assertRefused(any, rs256("iss", ABSENT), Reason.ISSUER_WRONG);
    assertRefused(any, rs256("iss", quoted("")), Reason.ISSUER_WRONG);
    assertRefused(any, rs256("iss", "[\"x\"]"), Reason.ISSUER_WRONG);
    assertRefused(any, rs256("iss", "\"https://x\\r\\nallowed\""), Reason.ISSUER_WRONG);
    assertRefused(any, rs256("iss", quoted("x".repeat(1_025))), Reason.ISSUER_WRONG);
  }

  @Tag("B16")
  @Tag("B18")
  @Tag("B20")
  @Tag("B21")
  @ParameterizedTest
  @CsvSource(
      value = {
        "[] | AUDIENCE_WRONG",
        "\"\" | AUDIENCE_WRONG",
        "[\"\"] | AUDIENCE_WRONG",
        "\"orders-api2\" | AUDIENCE_WRONG",
        "\"my-orders-api\" | AUDIENCE_WRONG",
        "\"orders\" | AUDIENCE_WRONG",
        "\"Orders-API\" | AUDIENCE_WRONG",
        "\"orders-api/\" | AUDIENCE_WRONG",
        "\"orders-api \" | AUDIENCE_WRONG",
        "\" orders-api\" | AUDIENCE_WRONG",
        "\"orders-api\\u0000\" | AUDIENCE_WRONG",
        "\"other orders-api\" | AUDIENCE_WRONG",
        "\"other,orders-api\" | AUDIENCE_WRONG",
        "\"*\" | AUDIENCE_WRONG",
        "[\"other\",\"another\"] | AUDIENCE_WRONG",
        "null | AUDIENCE_WRONG",
        "1 | CLAIM_INVALID",
        "true | CLAIM_INVALID",
        "{\"orders-api\":1} | CLAIM_INVALID",
        "[null] | CLAIM_INVALID",
        "[\"orders-api\",1] | CLAIM_INVALID",
        "[\"orders-api\",null] | CLAIM_INVALID",
        "[[\"orders-api\"]] | CLAIM_INVALID",
        "[{\"aud\":\"orders-api\"}] | CLAIM_INVALID"
      },
      delimiter = '|',
      quoteCharacter = '\'')
  void refusesAnAudienceThatIsNotOurs(String aud, Reason reason) {
    assertRefused(rs256("aud", aud), reason);
  }

  @Test
  @Tag("B19")
  void acceptsAnAudienceThatNamesUsAmongOthers() {
    assertAccepted(rs256("aud", "[\"other\",\"orders-api\"]"));
    assertAccepted(rs256("aud", "[\"orders-api\"]"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "1.5", "true", "[\"a\"]", "{}"})
  void refusesATokenIdThatIsNoString(String value) {
    assertRefused(rs256("jti", value), Reason.CLAIM_INVALID);
    assertAccepted(rs256("jti", quoted("1")));
    assertAccepted(rs256("jti", "null"));
  }

  @Test
  @Tag("B17")
  void onlyAnUncheckedAudienceMayBeMissing() {
    AccessTokens unchecked = verifier(settings(ISSUER, AudienceRule.none(), ALGORITHMS));

    assertAccepted(unchecked, rs256("aud", ABSENT));
    assertAccepted(unchecked, rs256("aud", quoted("other")));
    assertRefused(unchecked, rs256("aud", "[null]"), Reason.CLAIM_INVALID);
  }

  @Test
  @Tag("B18")
  void anAudienceRefusalNamesBothSidesAndWhatToDo() {
    TokenResult.Refused<VerifiedToken> refused =
        (TokenResult.Refused<VerifiedToken>)
            tokens.verify(BearerToken.of(rs256("aud", quoted("other"))));

    assertThat(refused.detail())
        .isEqualTo(
            "the token is meant for [other], configured is audience=orders-api;"
                + " have the provider add that audience, or configure the one it sends");
  }

  static Stream<String> idTokens() {
    return Stream.of(
        idClaims("aud", quoted("orders-api")),
        idClaims("aud", quoted("orders-api"), "nonce", ABSENT, "at_hash", quoted("x")),
        idClaims("aud", quoted("orders-api"), "nonce", ABSENT, "c_hash", quoted("x")),
        idClaims("aud", quoted("orders-api"), "nonce", "null"),
        idClaims("aud", quoted("orders-api"), "nonce", ABSENT, "typ", quoted("ID")),
        idClaims("aud", quoted("orders-api"), "nonce", ABSENT, "typ", quoted("Refresh")),
        idClaims("aud", quoted("orders-api"), "nonce", ABSENT, "typ", quoted("Offline")),
        idClaims("aud", quoted("orders-api"), "nonce", ABSENT, "typ", quoted("Logout")));
  }

  /** Where the audience of an API is its client's id, a logout token has all that counts. */
  @Test
  @Tag("M18")
  void takesNoLogoutTokenForAnAccessToken() {
    String claims = TokenMaker.logoutClaims("aud", quoted("orders-api"));

    assertRefused(TokenMaker.nimbus("RS256", "r1", claims), Reason.TYPE_WRONG);
    assertAccepted(rs256("events", "{\"concert\":{}}"));
  }

  @Tag("B22")
  @ParameterizedTest
  @MethodSource("idTokens")
  void refusesATokenOfAnotherKind(String claims) {
    assertRefused(TokenMaker.nimbus("RS256", "r1", claims), Reason.ID_TOKEN_AS_ACCESS_TOKEN);
  }

  @Test
  @Tag("B22")
  void refusesAnIdTokenForItsAudienceAtTheLatest() {
    String bare = idClaims("nonce", ABSENT);

    assertRefused(TokenMaker.nimbus("RS256", "r1", bare), Reason.AUDIENCE_WRONG);
    assertAccepted(rs256("typ", quoted("Bearer")));
  }

  @Tag("N24")
  @ParameterizedTest
  @ValueSource(strings = {"{\"jkt\":\"x\"}", "{\"x5t#S256\":\"x\"}", "{}", "null", "\"x\""})
  void refusesATokenThatIsBoundToAKey(String cnf) {
    assertRefused(rs256("cnf", cnf), Reason.SENDER_CONSTRAINED);
  }

  @Tag("B24")
  @Tag("C14")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"\"",
        "null",
        "1",
        "[\"alice-1\"]",
        "{}",
        "\"a\\nb\"",
        "\"a\\u0000\"",
        "\"\\u007f\"",
        "\"a\\u0085b\"",
        "\"a\\tb\""
      })
  void refusesASubjectThatCanStandForNobody(String sub) {
    assertRefused(rs256("sub", sub), Reason.CLAIM_INVALID);
  }

  @Tag("B24")
  @ParameterizedTest
  @CsvSource({"1, true", "255, true", "1024, true", "1025, false", "4000, false"})
  void refusesASubjectThatIsTooLong(int chars, boolean accepted) {
    String token = rs256("sub", quoted("s".repeat(chars)));

    if (accepted) {
      assertAccepted(token);
    } else {
      assertRefused(token, Reason.CLAIM_INVALID);
    }
  }

  @Tag("C01")
  @Tag("C02")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"x\",\"sub\":\"bob\"",
        "\"alice-1\",\"sub\":\"alice-1\"",
        "1,\"s\\u0075b\":\"b\""
      })
  void refusesAClaimThatStandsTwice(String sub) {
    assertRefused(rs256("sub", sub), Reason.TOKEN_MALFORMED);
  }

  @Test
  @Tag("C14")
  void refusesALoneSurrogate() {
    assertRefused(rs256("sub", "\"\\ud800\""), Reason.TOKEN_MALFORMED);
    assertRefused(rs256("roles", "[\"\\udc00\"]"), Reason.TOKEN_MALFORMED);
  }

  @Test
  @Tag("C06")
  void refusesMoreClaimsThanAnyTokenHas() {
    String many = "{" + "\"a\":1,".repeat(3) + "\"b\":1}";
    StringBuilder distinct = new StringBuilder("1");
    for (int i = 0; i < 1_200; i++) {
      distinct.append(",\"c").append(i).append("\":1");
    }

    assertAccepted(rs256("x", distinct.toString()));
    assertRefused(rs256("x", many), Reason.TOKEN_MALFORMED);
  }

  @Test
  @Tag("B38")
  @Tag("C15")
  void noClaimTalksTheVerifierOutOfACheck() {
    String[] talk = {
      "verified",
      "true",
      "skip",
      "true",
      "nonce_supported",
      "false",
      "alg",
      quoted("none"),
      "@class",
      quoted("java.lang.Runtime"),
      "aud_check",
      "false",
      "exp_check",
      "false"
    };
    String[] expired = Arrays.copyOf(talk, talk.length + 2);
    expired[talk.length] = "exp";
    expired[talk.length + 1] = String.valueOf(NOW - 3_600);

    assertAccepted(rs256(talk));
    assertRefused(rs256(expired), Reason.EXPIRED);
    assertRefused(
        raw(
            header("skip", "true", "verified", "true"),
            TokenMaker.accessClaims(),
            TestKeys.RSA_TWO),
        Reason.SIGNATURE_INVALID);
  }

  @Test
  @Tag("P04")
  void whatIsVerifiedIsPrintedWithoutTheToken() {
    String token = rs256();
    VerifiedToken verified = assertAccepted(tokens, token);

    assertThat(verified).hasToString("VerifiedToken[Identity[" + ISSUER + " alice-1]]");
    assertThat(tokens.verify(BearerToken.of(token)).toString())
        .doesNotContain(token.substring(token.lastIndexOf('.') + 1));
  }

  @Test
  @Tag("B17")
  void forAnyAudienceLeavesEverythingElse() {
    AccessTokens any = verifier(SETTINGS.forAnyAudience());

    assertAccepted(any, rs256("aud", quoted("other")));
    assertRefused(any, rs256("aud", quoted("other"), "exp", "0"), Reason.EXPIRED);
    assertThat(SETTINGS.forAnyAudience().audience()).isEqualTo(AudienceRule.none());
    assertThat(SETTINGS.audience()).isEqualTo(AudienceRule.anyOf(Set.of("orders-api")));
  }
}
