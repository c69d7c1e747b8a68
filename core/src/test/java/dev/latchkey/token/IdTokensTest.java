package dev.latchkey.token;

import static dev.latchkey.token.TokenMaker.ABSENT;
import static dev.latchkey.token.TokenMaker.NOW;
import static dev.latchkey.token.TokenMaker.header;
import static dev.latchkey.token.TokenMaker.idClaims;
import static dev.latchkey.token.TokenMaker.quoted;
import static dev.latchkey.token.TokenMaker.raw;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.event.Reason;
import dev.latchkey.json.Json;
import dev.latchkey.keys.FixedKeys;
import dev.latchkey.keys.KeyLookup;
import dev.latchkey.keys.KeySource;
import dev.latchkey.keys.SecretKeys;
import dev.latchkey.keys.VerificationKey;
import dev.latchkey.testing.SettableClock;
import dev.latchkey.testing.TestKeys;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdTokensTest {

  private static final String NONCE = "n-1";
  private static final String ACCESS_TOKEN = "opaque-access-token";

  private final SettableClock clock = new SettableClock(Instant.ofEpochSecond(NOW));
  private final IdTokens idTokens = verifier(Set.of(), AccessTokenCase.ALGORITHMS);

  @Test
  void acceptsWhatTheIssuerMadeForThisLogin() {
    for (String algorithm : new String[] {"RS256", "PS256", "RS512"}) {
      assertAccepted(TokenMaker.nimbus(algorithm, "r1", idClaims()));
    }
    String token = TokenMaker.nimbus("ES256", "e1", idClaims());
    VerifiedIdToken verified = assertAccepted(token);

    assertThat(verified.raw()).isEqualTo(token);
    assertThat(verified.claims().string("sub")).isEqualTo("alice-1");
    assertThat(verified.toString()).doesNotContain("alice-1", NONCE);
  }

  @Tag("H02")
  @ParameterizedTest
  @CsvSource({"RS256, r1", "PS256, r1", "RS512, r1"})
  void refusesABadSignature(String algorithm, String kid) {
    String good = TokenMaker.nimbus(algorithm, kid, idClaims());
    String other = TokenMaker.nimbus(algorithm, kid, idClaims(), TestKeys.RSA_TWO);

    assertRefused(other, Reason.SIGNATURE_INVALID);
    assertRefused(swapped(good, idClaims("sub", quoted("bob"))), Reason.SIGNATURE_INVALID);
  }

  @Test
  @Tag("H02")
  void refusesABadSignatureOnACurve() {
    String forged = TokenMaker.nimbus("ES256", "e1", idClaims(), TestKeys.ec("secp256r1"));

    assertRefused(forged, Reason.SIGNATURE_INVALID);
  }

  @Test
  @Tag("H02")
  @Tag("H03")
  void refusesAMacAndNoSignatureAtAll() {
    byte[] secret = "the client secret, of full length".getBytes(StandardCharsets.US_ASCII);
    String unsigned = TokenMaker.encoded("{\"alg\":\"none\"}") + "." + idClaims();

    assertRefused(
        HmacTokens.hs256(header("alg", quoted("HS256")), idClaims(), secret),
        Reason.ALGORITHM_REFUSED);
    assertRefused(
        TokenMaker.encoded("{\"alg\":\"none\"}") + "." + TokenMaker.encoded(idClaims()) + ".",
        Reason.TOKEN_MALFORMED);
    assertRefused(unsigned, Reason.TOKEN_MALFORMED);
    assertRefused(
        raw(header("alg", quoted("none")), idClaims(), TestKeys.RSA), Reason.ALGORITHM_REFUSED);
  }

  @Test
  @Tag("H02")
  void takesAMacWithTheClientSecretWhereItWasAgreed() throws GeneralSecurityException {
    byte[] secret = "the client secret, of full length".getBytes(StandardCharsets.US_ASCII);
    Set<String> byMac = Set.of("HS256");
    KeySource keys = SecretKeys.beside(FixedKeys.fromJwks(TokenMaker.jwks()), secret, byMac);
    IdTokenSettings settings =
        new IdTokenSettings(
            TokenMaker.ISSUER, "shop", Set.of(), byMac, Duration.ofSeconds(60), 16 * 1024);
    IdTokens agreed = new IdTokens(settings, keys, clock);
    String header = header("alg", quoted("HS256"), "kid", ABSENT);

    assertAccepted(
        agreed,
        HmacTokens.hs256(header, idClaims("at_hash", quoted(leftHalf("SHA-256"))), secret),
        ACCESS_TOKEN);
    assertRefused(
        agreed,
        HmacTokens.hs256(header, idClaims(), TestKeys.RSA.getPublic().getEncoded()),
        Reason.SIGNATURE_INVALID);
    assertRefused(agreed, TokenMaker.nimbus("RS256", "r1", idClaims()), Reason.ALGORITHM_REFUSED);
  }

  private static byte[] hash(String digest) throws GeneralSecurityException {
    return MessageDigest.getInstance(digest)
        .digest(ACCESS_TOKEN.getBytes(StandardCharsets.US_ASCII));
  }

  private static String leftHalf(String digest) throws GeneralSecurityException {
    byte[] full = hash(digest);
    return TestKeys.base64(Arrays.copyOf(full, full.length / 2));
  }

  @Test
  @Tag("H04")
  void refusesAnAlgorithmThatWasNotAgreed() {
    IdTokens strict = verifier(Set.of(), Set.of("ES256"));

    assertRefused(strict, TokenMaker.nimbus("RS256", "r1", idClaims()), Reason.ALGORITHM_REFUSED);
    assertAccepted(strict, TokenMaker.nimbus("ES256", "e1", idClaims()), ACCESS_TOKEN);
  }

  @Tag("H05")
  @ParameterizedTest
  @ValueSource(
      strings = {
        ABSENT,
        "null",
        "\"\"",
        "1",
        "\"https://id.example.com/realms/shop/\"",
        "\"https://self-issued.me\"",
        "[\"https://id.example.com/realms/shop\"]"
      })
  void refusesAnotherIssuer(String iss) {
    assertRefused(signed("iss", iss), Reason.ISSUER_WRONG);
  }

  @Tag("H06")
  @Tag("H07")
  @Tag("H08")
  @ParameterizedTest
  @CsvSource(
      value = {
        "\"shop\" | | ",
        "[\"shop\"] | | ",
        "\"shop\" | \"shop\" | ",
        "[\"shop\"] | \"shop\" | ",
        "[\"shop\",\"trusted\"] | \"shop\" | ",
        "[\"trusted\",\"shop\"] | \"shop\" | ",
        "'' | | AUDIENCE_WRONG",
        "null | | AUDIENCE_WRONG",
        "[] | | AUDIENCE_WRONG",
        "\"\" | | AUDIENCE_WRONG",
        "\"bank\" | | AUDIENCE_WRONG",
        "\"Shop\" | | AUDIENCE_WRONG",
        "\"shop \" | | AUDIENCE_WRONG",
        "\"bank shop\" | | AUDIENCE_WRONG",
        "\"trusted\" | \"shop\" | AUDIENCE_WRONG",
        "[\"trusted\"] | \"shop\" | AUDIENCE_WRONG",
        "[\"shop\",\"bank\"] | \"shop\" | AUDIENCE_WRONG",
        "[\"shop\",\"trusted\",\"bank\"] | \"shop\" | AUDIENCE_WRONG",
        "[\"shop\",1] | \"shop\" | AUDIENCE_WRONG",
        "[\"shop\",null] | \"shop\" | AUDIENCE_WRONG",
        "{\"shop\":1} | | AUDIENCE_WRONG",
        "[\"shop\",\"trusted\"] | | AUTHORIZED_PARTY_WRONG",
        "[\"shop\",\"trusted\"] | \"trusted\" | AUTHORIZED_PARTY_WRONG",
        "\"shop\" | \"bank\" | AUTHORIZED_PARTY_WRONG",
        "\"shop\" | \"\" | AUTHORIZED_PARTY_WRONG",
        "\"shop\" | null | AUTHORIZED_PARTY_WRONG",
        "\"shop\" | 1 | AUTHORIZED_PARTY_WRONG",
        "\"shop\" | [\"shop\"] | AUTHORIZED_PARTY_WRONG"
      },
      delimiter = '|',
      quoteCharacter = '\'')
  void isMeantForThisClientAndForNobodyWhoIsNotTrusted(
      String aud, @Nullable String azp, @Nullable Reason reason) {
    IdTokens trusting = verifier(Set.of("trusted"), AccessTokenCase.ALGORITHMS);
    String token = signed("aud", aud, "azp", azp == null ? ABSENT : azp);

    if (reason == null) {
      assertAccepted(trusting, token, ACCESS_TOKEN);
    } else {
      assertRefused(trusting, token, reason);
    }
  }

  @Tag("H09")
  @ParameterizedTest
  @CsvSource({
    "exp, '', CLAIM_MISSING",
    "exp, null, CLAIM_INVALID",
    "exp, \"1\", CLAIM_INVALID",
    "exp, 0, EXPIRED",
    "iat, '', CLAIM_MISSING",
    "iat, null, CLAIM_INVALID",
    "iat, \"1\", CLAIM_INVALID",
    "nbf, null, CLAIM_INVALID",
    "sub, '', CLAIM_MISSING",
    "sub, null, CLAIM_INVALID",
    "sub, \"\", CLAIM_INVALID",
    "sub, 1, CLAIM_INVALID",
    "sub, \"a\\nb\", CLAIM_INVALID",
    "sub, [], CLAIM_INVALID"
  })
  void refusesAClaimThatIsMissingOrNoUse(String claim, String value, Reason reason) {
    assertRefused(signed(claim, value), reason);
  }

  @Tag("H09")
  @Tag("B02")
  @ParameterizedTest
  @CsvSource({"0, true", "59, true", "60, false", "61, false"})
  void endsAtItsExpiryAndTheSkew(long secondsAgo, boolean accepted) {
    String token = signed("exp", String.valueOf(NOW - secondsAgo));

    if (accepted) {
      assertAccepted(token);
    } else {
      assertRefused(token, Reason.EXPIRED);
    }
  }

  @Tag("B09")
  @Tag("B08")
  @ParameterizedTest
  @CsvSource({
    "-60, ",
    "-61, NOT_YET_VALID",
    "0, ",
    "660, ", // ten minutes and the skew
    "661, EXPIRED",
    "604800, EXPIRED" // a week
  })
  void wasMadeForThisLoginAndNotLongAgo(long secondsAgo, @Nullable Reason reason) {
    String token =
        signed("iat", String.valueOf(NOW - secondsAgo), "exp", String.valueOf(NOW + 9_999_999));

    if (reason == null) {
      assertAccepted(token);
    } else {
      assertRefused(token, reason);
    }
  }

  @Tag("G26")
  @Tag("G25")
  @ParameterizedTest
  @ValueSource(
      strings = {
        ABSENT,
        "null",
        "\"\"",
        "1",
        "\"n-2\"",
        "\"n-1 \"",
        "\"N-1\"",
        "\"n-\"",
        "\"n-11\"",
        "[\"n-1\"]",
        "{\"n-1\":1}"
      })
  void refusesTheNonceOfAnotherLogin(String nonce) {
    assertRefused(signed("nonce", nonce), Reason.NONCE_WRONG);
  }

  @Tag("H10")
  @ParameterizedTest
  @ValueSource(strings = {"\"\"", "\"AAAA\"", "null", "1", "[]", "\"77QmUPtjPfzWtF2AnpK9RQ\""})
  void refusesAHashOfAnotherAccessToken(String hash) {
    assertRefused(signed("at_hash", hash), Reason.ACCESS_TOKEN_HASH_WRONG);
  }

  @Tag("H10")
  @ParameterizedTest
  @CsvSource({
    "RS256, r1, SHA-256",
    "RS384, r1, SHA-384",
    "RS512, r1, SHA-512",
    "PS256, r1, SHA-256",
    "PS384, r1, SHA-384",
    "PS512, r1, SHA-512",
    "ES256, e1, SHA-256"
  })
  void theHashIsTheLeftHalfByTheAlgorithmOfTheSignature(String algorithm, String kid, String digest)
      throws GeneralSecurityException {
    String hash = leftHalf(digest);
    byte[] full = hash(digest);
    String token = TokenMaker.nimbus(algorithm, kid, idClaims("at_hash", quoted(hash)));

    assertAccepted(token);
    assertRefused(idTokens, token, "another-access-token", Reason.ACCESS_TOKEN_HASH_WRONG);
    for (String odd : new String[] {hash + "=", TestKeys.base64(full), hash.substring(1)}) {
      assertRefused(
          TokenMaker.nimbus(algorithm, kid, idClaims("at_hash", quoted(odd))),
          Reason.ACCESS_TOKEN_HASH_WRONG);
    }
  }

  @Test
  @Tag("H10")
  void makesTheHashOfTheExampleInTheStandard() { // OpenID Connect Core appendix A.4
    assertThat(AccessTokenHash.of("jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y", "RS256"))
        .isEqualTo("77QmUPtjPfzWtF2AnpK9RQ");
  }

  @Test
  @Tag("H11")
  void acceptsATokenWithoutAHash() {
    assertAccepted(signed("at_hash", ABSENT));
  }

  @Tag("H12")
  @ParameterizedTest
  @ValueSource(strings = {"ES256K", "none", "", "256x", "RS1", "Ed448"})
  void anAlgorithmWhoseHashIsNotKnownHasNone(String algorithm) {
    assertThat(AccessTokenHash.of(ACCESS_TOKEN, algorithm)).isNull();
  }

  @Test
  @Tag("H12")
  void ed25519HashesWithTheHashOfItsSignature() {
    assertThat(AccessTokenHash.of(ACCESS_TOKEN, "EdDSA"))
        .hasSize(43)
        .isEqualTo(AccessTokenHash.of(ACCESS_TOKEN, "RS512"));
  }

  @Tag("B23")
  @Tag("A46")
  @ParameterizedTest
  @ValueSource(
      strings = {"\"at+jwt\"", "\"application/at+jwt\"", "\"logout+jwt\"", "\"\"", "1", "null"})
  void refusesATokenOfAnotherType(String type) {
    assertRefused(raw(header("typ", type), idClaims(), TestKeys.RSA), Reason.TYPE_WRONG);
  }

  @Test
  @Tag("B23")
  void refusesAnAccessTokenEvenWhenItsTypeDoesNotTell() {
    String claims = TokenMaker.accessClaims();
    String forClient = TokenMaker.accessClaims("aud", quoted("shop"));

    assertRefused(TokenMaker.nimbus("RS256", "r1", claims), Reason.AUDIENCE_WRONG);
    assertRefused(TokenMaker.nimbus("RS256", "r1", forClient), Reason.NONCE_WRONG);
    assertAccepted(raw(header("typ", ABSENT), idClaims(), TestKeys.RSA));
    assertAccepted(raw(header("typ", quoted("application/jwt")), idClaims(), TestKeys.RSA));
  }

  @Tag("A22")
  @Tag("A40")
  @ParameterizedTest
  @CsvSource({"crit, [\"exp\"]", "b64, false", "kid, 1"})
  void refusesAHeaderThatNoRuleAllows(String name, String value) {
    assertRefused(raw(header(name, value), idClaims(), TestKeys.RSA), Reason.TOKEN_MALFORMED);
  }

  @Test
  @Tag("C04")
  void refusesATokenThatIsTooLong() {
    assertRefused(signed() + "A".repeat(1_000_000), Reason.TOKEN_TOO_LARGE);
    assertRefused("", Reason.TOKEN_MALFORMED);
    assertRefused("opaque", Reason.TOKEN_MALFORMED);
  }

  @Test
  @Tag("B39")
  void refusesASelfIssuedToken() {
    String jwk = Json.write(TestKeys.jwk("r1", TestKeys.RSA_TWO.getPublic()));
    String claims = idClaims("iss", quoted("https://self-issued.me/v2"), "sub_jwk", jwk);

    assertRefused(
        TokenMaker.nimbus("RS256", "r1", claims, TestKeys.RSA_TWO), Reason.SIGNATURE_INVALID);
    assertRefused(signed("iss", quoted("https://self-issued.me/v2")), Reason.ISSUER_WRONG);
  }

  @Test
  void missingKeysAreNobodysFault() {
    KeySource down =
        new KeySource() {
          @Override
          public KeyLookup find(@Nullable String kid, String algorithm) {
            return new KeyLookup.Unavailable(Reason.KEYS_UNAVAILABLE, "down");
          }

          @Override
          public boolean holds(VerificationKey key) {
            return false;
          }

          @Override
          public Optional<Instant> lastSuccess() {
            return Optional.empty();
          }
        };
    IdTokens waiting = new IdTokens(settings(Set.of(), AccessTokenCase.ALGORITHMS), down, clock);

    assertThat(waiting.verify(signed(), NONCE, ACCESS_TOKEN))
        .isEqualTo(new TokenResult.Unavailable<>(Reason.KEYS_UNAVAILABLE, "down"));
  }

  private static String signed(String... changes) {
    return TokenMaker.nimbus("RS256", "r1", idClaims(changes));
  }

  private static String swapped(String token, String claims) {
    String[] segments = token.split("\\.");
    return segments[0] + "." + TokenMaker.encoded(claims) + "." + segments[2];
  }

  private IdTokens verifier(Set<String> trusted, Set<String> algorithms) {
    FixedKeys keys = FixedKeys.fromJwks(TokenMaker.jwks());
    return new IdTokens(settings(trusted, algorithms), keys, clock);
  }

  private static IdTokenSettings settings(Set<String> trusted, Set<String> algorithms) {
    return new IdTokenSettings(
        TokenMaker.ISSUER, "shop", trusted, algorithms, Duration.ofSeconds(60), 16 * 1024);
  }

  private VerifiedIdToken assertAccepted(String token) {
    return assertAccepted(idTokens, token, ACCESS_TOKEN);
  }

  private static VerifiedIdToken assertAccepted(
      IdTokens verifier, String token, String accessToken) {
    TokenResult<VerifiedIdToken> result = verifier.verify(token, NONCE, accessToken);
    assertThat(result).isInstanceOf(TokenResult.Verified.class);
    return ((TokenResult.Verified<VerifiedIdToken>) result).token();
  }

  private void assertRefused(String token, Reason reason) {
    assertRefused(idTokens, token, reason);
  }

  private static void assertRefused(IdTokens verifier, String token, Reason reason) {
    assertRefused(verifier, token, ACCESS_TOKEN, reason);
  }

  private static void assertRefused(
      IdTokens verifier, String token, String accessToken, Reason reason) {
    TokenResult<VerifiedIdToken> result = verifier.verify(token, NONCE, accessToken);
    assertThat(result).isInstanceOf(TokenResult.Refused.class);
    TokenResult.Refused<VerifiedIdToken> refused = (TokenResult.Refused<VerifiedIdToken>) result;
    assertThat(refused.reason()).as(refused.detail()).isEqualTo(reason);
    assertThat(refused.detail()).isNotEmpty().doesNotContain(NONCE, accessToken);
  }
}
