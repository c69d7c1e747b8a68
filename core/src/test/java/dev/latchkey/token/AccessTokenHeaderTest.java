package dev.latchkey.token;

import static dev.latchkey.token.TokenMaker.ABSENT;
import static dev.latchkey.token.TokenMaker.accessClaims;
import static dev.latchkey.token.TokenMaker.encoded;
import static dev.latchkey.token.TokenMaker.header;
import static dev.latchkey.token.TokenMaker.quoted;
import static dev.latchkey.token.TokenMaker.raw;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.event.Reason;
import dev.latchkey.http.Surroundings;
import dev.latchkey.json.Json;
import dev.latchkey.keys.FixedKeys;
import dev.latchkey.keys.KeyAddress;
import dev.latchkey.keys.KeySettings;
import dev.latchkey.keys.RemoteKeys;
import dev.latchkey.keys.SecretKeys;
import dev.latchkey.testing.FakeBackground;
import dev.latchkey.testing.FakeTransport;
import dev.latchkey.testing.TestKeys;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the header of an access token may say, and which key that leads to. */
class AccessTokenHeaderTest extends AccessTokenCase {

  private static final KeyPair ATTACKER = TestKeys.RSA_TWO;

  @Test
  void acceptsWhatTheIssuerSigned() {
    assertAccepted(TokenMaker.rs256());
    assertAccepted(TokenMaker.es256());
    for (String algorithm : List.of("RS384", "RS512", "PS256", "PS384", "PS512")) {
      assertAccepted(TokenMaker.nimbus(algorithm, "r1", accessClaims()));
    }
  }

  @Test
  @Tag("A01")
  void refusesATokenWithoutASignature() {
    String unsigned =
        encoded("{\"alg\":\"none\",\"typ\":\"JWT\"}") + "." + encoded(accessClaims()) + ".";

    assertRefused(unsigned, Reason.TOKEN_MALFORMED);
    assertRefused(unsigned + "AQID", Reason.ALGORITHM_REFUSED);
    assertRefused(
        raw(header("alg", quoted("none")), accessClaims(), TestKeys.RSA), Reason.ALGORITHM_REFUSED);
  }

  static Stream<String> foreignAlgorithms() {
    return Stream.of(
        "None",
        "NONE",
        "nOnE",
        " none",
        "none ",
        "",
        "HS256",
        "HS384",
        "HS512",
        "RS1",
        "HS1",
        "SHA1",
        "MD5withRSA",
        "A128KW",
        "RSA1_5",
        "dir",
        "ES256K",
        "ES521",
        "RS257",
        "rs256",
        "Rs256",
        "RS256 ",
        " RS256",
        "RS256\\u0000",
        "RS256\\t",
        "R\\u0053256 ",
        "RSA256",
        "\uff32\uff33256",
        "R\u017f256",
        "SHA256withRSA",
        "RS256,none",
        "PS256K",
        "Ed25519");
  }

  @Tag("A02")
  @Tag("A50")
  @Tag("A61")
  @ParameterizedTest
  @MethodSource("foreignAlgorithms")
  void refusesAnAlgorithmThatIsNotAllowedLetterForLetter(String algorithm) {
    assertRefused(
        raw(header("alg", quoted(algorithm)), accessClaims(), TestKeys.RSA),
        Reason.ALGORITHM_REFUSED);
  }

  @Test
  @Tag("A50")
  @Tag("P10")
  void aTurkishLocaleChangesNothing() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr-TR"));
      foreignAlgorithms().forEach(this::refusesAnAlgorithmThatIsNotAllowedLetterForLetter);
      assertAccepted(TokenMaker.rs256());
      assertAccepted(
          raw(header("typ", quoted("APPLICATION/AT+JWT")), accessClaims(), TestKeys.RSA));
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  @Tag("A02")
  void anEscapedNameOfAnAllowedAlgorithmIsThatAlgorithm() {
    assertAccepted(raw(header("alg", "\"\\u0052S256\""), accessClaims(), TestKeys.RSA));
  }

  @Tag("A03")
  @ParameterizedTest
  @ValueSource(strings = {ABSENT, "null", "1", "true", "[\"RS256\"]", "{\"RS256\":1}", "[]"})
  void refusesAnAlgorithmThatIsNoString(String value) {
    assertRefused(
        raw(header("alg", value), accessClaims(), TestKeys.RSA), Reason.ALGORITHM_REFUSED);
  }

  static Stream<byte[]> publicTexts() {
    byte[] rsa = TestKeys.RSA.getPublic().getEncoded();
    byte[] ec = TestKeys.P256.getPublic().getEncoded();
    Map<String, Object> jwk = TestKeys.jwk("r1", TestKeys.RSA.getPublic());
    return Stream.of(
        rsa,
        ec,
        HmacTokens.pem(rsa),
        HmacTokens.pem(ec),
        HmacTokens.modulus(TestKeys.RSA),
        HmacTokens.jwk(jwk),
        HmacTokens.openSsh(TestKeys.RSA),
        TokenMaker.jwks(),
        new byte[] {0},
        "null".getBytes(StandardCharsets.US_ASCII),
        "undefined".getBytes(StandardCharsets.US_ASCII));
  }

  @Tag("A04")
  @Tag("A05")
  @Tag("A07")
  @ParameterizedTest
  @MethodSource("publicTexts")
  void refusesAMacMadeWithWhatIsPublic(byte[] publicText) {
    String token = HmacTokens.hs256(header("alg", quoted("HS256")), accessClaims(), publicText);
    AccessTokens careless =
        verifier(
            settings(TokenMaker.ISSUER, SETTINGS.audience(), Set.of("RS256", "ES256", "HS256")));

    AccessTokens withSecret =
        verifier(
            settings(TokenMaker.ISSUER, SETTINGS.audience(), Set.of("RS256", "ES256", "HS256")),
            SecretKeys.beside(
                FixedKeys.fromJwks(TokenMaker.jwks()),
                "s".repeat(32).getBytes(StandardCharsets.US_ASCII),
                Set.of("HS256")));

    assertRefused(token, Reason.ALGORITHM_REFUSED);
    assertRefused(careless, token, Reason.KEY_UNKNOWN);
    assertRefused(withSecret, token, Reason.SIGNATURE_INVALID);
  }

  @Tag("A09")
  @Tag("A10")
  @ParameterizedTest
  @CsvSource({"ES256, r1", "RS256, e1", "PS256, e1", "ES384, e1", "ES512, e1", "EdDSA, e1"})
  void refusesAnAlgorithmThatTheKeyIsNotFor(String algorithm, String kid) {
    String odd = header("alg", quoted(algorithm), "kid", quoted(kid));

    assertRefused(raw(odd, accessClaims(), TestKeys.RSA), Reason.KEY_UNKNOWN);
    assertRefused(raw(odd, accessClaims(), TestKeys.P256), Reason.KEY_UNKNOWN);
  }

  @Test
  @Tag("A08")
  void refusesAnAlgorithmThatThisIssuerIsNotConfiguredFor() {
    AccessTokens strict =
        verifier(settings(TokenMaker.ISSUER, SETTINGS.audience(), Set.of("ES256")));

    assertAccepted(strict, TokenMaker.es256());
    assertRefused(strict, TokenMaker.rs256(), Reason.ALGORITHM_REFUSED);
  }

  static Stream<String> embeddedKeys() {
    String jwk = Json.write(TestKeys.jwk("r1", ATTACKER.getPublic()));
    return Stream.of(
        header("jwk", jwk),
        header("jwk", jwk, "kid", ABSENT),
        header("x5c", "[\"" + "MII" + "\"]"),
        header("x5t", quoted("AAAA"), "x5t#S256", quoted("AAAA")),
        header("x5t#S256", quoted("AAAA"), "kid", ABSENT));
  }

  @Tag("A13")
  @Tag("A14")
  @Tag("A17")
  @Tag("A18")
  @ParameterizedTest
  @MethodSource("embeddedKeys")
  void neverUsesAKeyThatTheTokenBringsAlong(String header) {
    assertRefused(raw(header, accessClaims(), ATTACKER), Reason.SIGNATURE_INVALID);
  }

  @Test
  @Tag("A13")
  @Tag("A18")
  void neitherRefusesAGoodTokenForWhatItBringsAlong() {
    embeddedKeys().forEach(header -> assertAccepted(raw(header, accessClaims(), TestKeys.RSA)));
  }

  @Test
  @Tag("A15")
  @Tag("A16")
  void callsNoAddressThatTheTokenNames() {
    FakeTransport network = new FakeTransport();
    network.answers(200, new String(TokenMaker.jwks(), StandardCharsets.UTF_8));
    URI known = URI.create("https://id.example.com/keys");
    Surroundings outside =
        new Surroundings(network, clock, clock, new FakeBackground(), event -> {});
    try (RemoteKeys keys =
        new RemoteKeys(
            TokenMaker.ISSUER, List.of(KeyAddress.of(known)), KeySettings.standard(), outside)) {
      AccessTokens remote = verifier(SETTINGS, keys);
      assertAccepted(remote, TokenMaker.rs256());
      for (String name : List.of("jku", "x5u")) {
        for (String address :
            List.of("https://evil.example/keys", "http://169.254.169.254/", "file:///etc/passwd")) {
          String header = header(name, quoted(address));
          assertRefused(remote, raw(header, accessClaims(), ATTACKER), Reason.SIGNATURE_INVALID);
        }
      }
    }
    assertThat(network.calls).extracting(call -> call.uri()).containsOnly(known).hasSize(1);
  }

  @Tag("A19")
  @Tag("A20")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "../../../../dev/null",
        "/proc/self/environ",
        "file:///etc/passwd",
        "jar:file:x!/y",
        "\\\"",
        "*)(uid=*",
        ";",
        "\\r\\nINFO ok",
        "\\u0000",
        "${jndi:ldap://x}",
        "%n%s",
        "r1 ",
        " r1",
        "R1",
        "r1\\u0000",
        "r\\u200b1",
        "",
        "null"
      })
  void aKeyIdIsOnlyEverCompared(String kid) {
    assertRefused(
        raw(header("kid", quoted(kid)), accessClaims(), TestKeys.RSA), Reason.KEY_UNKNOWN);
  }

  @Test
  @Tag("A21")
  void aLongKeyIdIsComparedLikeAnyOther() {
    String kid = quoted("k".repeat(8_000));

    assertRefused(raw(header("kid", kid), accessClaims(), TestKeys.RSA), Reason.KEY_UNKNOWN);
    assertRefused(
        raw(header("kid", quoted("k".repeat(60_000))), accessClaims(), TestKeys.RSA),
        Reason.TOKEN_TOO_LARGE);
  }

  @Tag("A22")
  @ParameterizedTest
  @ValueSource(strings = {"1", "true", "null", "[\"r1\"]", "{\"kid\":\"r1\"}"})
  void refusesAKeyIdThatIsNoString(String kid) {
    assertRefused(raw(header("kid", kid), accessClaims(), TestKeys.RSA), Reason.TOKEN_MALFORMED);
  }

  @Test
  @Tag("A22")
  void anEmptyKeyIdIsAnIdLikeAnyOther() {
    FixedKeys keys = keys(TestKeys.jwk("", TestKeys.RSA.getPublic()));
    AccessTokens verifier = verifier(SETTINGS, keys);

    assertAccepted(verifier, raw(header("kid", quoted("")), accessClaims(), TestKeys.RSA));
    assertRefused(verifier, TokenMaker.rs256(), Reason.KEY_UNKNOWN);
  }

  @Test
  @Tag("A23")
  @Tag("A24")
  void withoutAKeyIdTheKeysThatFitAreTried() {
    FixedKeys keys =
        keys(
            TestKeys.jwk("e1", TestKeys.P256.getPublic()),
            TestKeys.jwk("r1", TestKeys.RSA.getPublic()),
            TestKeys.jwk("r2", TestKeys.RSA_TWO.getPublic()));
    AccessTokens verifier = verifier(SETTINGS, keys);
    String noId = header("kid", ABSENT);

    assertAccepted(raw(noId, accessClaims(), TestKeys.RSA));
    assertAccepted(verifier, raw(noId, accessClaims(), TestKeys.RSA));
    assertAccepted(verifier, raw(noId, accessClaims(), TestKeys.RSA_TWO));
    assertRefused(verifier, raw(noId, accessClaims(), TestKeys.P256), Reason.SIGNATURE_INVALID);
  }

  @Test
  @Tag("A25")
  void withoutAKeyIdNoMoreThanFourKeysAreTried() {
    List<KeyPair> pairs = new ArrayList<>();
    List<Map<String, Object>> jwks = new ArrayList<>();
    for (int i = 0; i < 90; i++) {
      pairs.add(TestKeys.ec("secp256r1"));
      jwks.add(TestKeys.jwk("k" + i, pairs.get(i).getPublic()));
    }
    String all = Json.write(Map.of("keys", jwks));
    AccessTokens verifier =
        verifier(SETTINGS, FixedKeys.fromJwks(all.getBytes(StandardCharsets.UTF_8)));
    String noId = header("alg", quoted("ES256"), "kid", ABSENT);

    assertAccepted(verifier, raw(noId, accessClaims(), pairs.get(3)));
    assertRefused(verifier, raw(noId, accessClaims(), pairs.get(4)), Reason.SIGNATURE_INVALID);
    assertAccepted(verifier, TokenMaker.nimbus("ES256", "k89", accessClaims(), pairs.get(89)));
  }

  @Test
  @Tag("A26")
  void refusesAKeyIdThatTheIssuerDoesNotHave() {
    assertRefused(TokenMaker.nimbus("RS256", "r9", accessClaims()), Reason.KEY_UNKNOWN);
  }

  @Test
  @Tag("A27")
  void ofKeysThatShareAnIdThoseThatFitAreTried() {
    FixedKeys keys =
        keys(
            TestKeys.jwk("k", TestKeys.P256.getPublic()),
            TestKeys.jwk("k", TestKeys.RSA.getPublic()),
            TestKeys.jwk("k", TestKeys.RSA_TWO.getPublic()));
    AccessTokens verifier = verifier(SETTINGS, keys);

    assertAccepted(verifier, TokenMaker.nimbus("ES256", "k", accessClaims()));
    assertAccepted(verifier, TokenMaker.nimbus("RS256", "k", accessClaims()));
    assertAccepted(verifier, TokenMaker.nimbus("RS256", "k", accessClaims(), TestKeys.RSA_TWO));
    assertRefused(
        verifier,
        raw(header("kid", quoted("k")), accessClaims(), TestKeys.P256),
        Reason.SIGNATURE_INVALID);
  }

  static Stream<Arguments> critical() {
    return Stream.of(
        Arguments.of("[\"exp\"]", ABSENT, ABSENT),
        Arguments.of("[\"x-unknown\"]", "x-unknown", "1"),
        Arguments.of("[\"x-absent\"]", ABSENT, ABSENT),
        Arguments.of("[]", ABSENT, ABSENT),
        Arguments.of("null", ABSENT, ABSENT),
        Arguments.of("\"exp\"", ABSENT, ABSENT),
        Arguments.of("{}", ABSENT, ABSENT),
        Arguments.of("[\"alg\"]", ABSENT, ABSENT),
        Arguments.of("[\"exp\",\"exp\"]", "exp", "1"),
        Arguments.of("[\"b64\"]", "b64", "false"),
        Arguments.of("[\"b64\"]", "b64", "true"));
  }

  @Tag("A40")
  @Tag("A41")
  @Tag("A42")
  @ParameterizedTest
  @MethodSource("critical")
  void refusesExtensionsThatAreCritical(String crit, String name, String value) {
    String odd = name.isEmpty() ? header("crit", crit) : header("crit", crit, name, value);

    assertRefused(raw(odd, accessClaims(), TestKeys.RSA), Reason.TOKEN_MALFORMED);
  }

  @Tag("A43")
  @ParameterizedTest
  @ValueSource(strings = {"false", "true", "null", "\"false\""})
  void refusesAPayloadThatClaimsToBeUnencoded(String b64) {
    assertRefused(raw(header("b64", b64), accessClaims(), TestKeys.RSA), Reason.TOKEN_MALFORMED);
  }

  @Tag("A44")
  @Tag("A45")
  @ParameterizedTest
  @CsvSource({
    "at+jwt, true, true",
    "AT+JWT, true, true",
    "application/at+jwt, true, true",
    "APPLICATION/At+Jwt, true, true",
    "JWT, true, false",
    "jwt, true, false",
    "application/jwt, true, false"
  })
  void readsTheTypeAsAMediaType(String type, boolean lenient, boolean strict) {
    String claims = accessClaims("client_id", quoted("shop"), "jti", quoted("t-1"));
    String token = raw(header("typ", quoted(type)), claims, TestKeys.RSA);

    assertThat(tokens.verify(BearerToken.of(token)) instanceof TokenResult.Verified)
        .isEqualTo(lenient);
    if (strict) {
      assertAccepted(strictlyTyped(), token);
    } else {
      assertRefused(strictlyTyped(), token, Reason.TYPE_WRONG);
    }
  }

  @Test
  @Tag("A44")
  void aMissingTypeIsRefusedWhereAccessTokensMustSayWhatTheyAre() {
    String token = raw(header("typ", ABSENT), accessClaims(), TestKeys.RSA);

    assertAccepted(token);
    assertRefused(strictlyTyped(), token, Reason.TYPE_WRONG);
  }

  @Tag("A46")
  @Tag("A47")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"logout+jwt\"",
        "\"dpop+jwt\"",
        "\"secevent+jwt\"",
        "\"token-introspection+jwt\"",
        "\"entity-statement+jwt\"",
        "\"application/logout+jwt\"",
        "\"JOSE\"",
        "\"\"",
        "\"at+jwt \"",
        "\"x/at+jwt\"",
        "\"application/application/at+jwt\"",
        "\"application/\"",
        "\"at+jwt;a=b\"",
        "\"kb+jwt\"",
        "\"id+jwt\"",
        "1",
        "null",
        "true",
        "[\"JWT\"]",
        "{\"JWT\":1}"
      })
  void refusesTheTypeOfAnotherKindOfToken(String type) {
    String token = raw(header("typ", type), accessClaims(), TestKeys.RSA);

    assertRefused(token, Reason.TYPE_WRONG);
    assertRefused(strictlyTyped(), token, Reason.TYPE_WRONG);
  }

  @Tag("A49")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"alg\":\"none\",\"alg\":\"RS256\",\"kid\":\"r1\"}",
        "{\"alg\":\"RS256\",\"alg\":\"none\",\"kid\":\"r1\"}",
        "{\"alg\":\"RS256\",\"alg\":\"RS256\",\"kid\":\"r1\"}",
        "{\"alg\":\"RS256\",\"kid\":\"r1\",\"kid\":\"r2\"}",
        "{\"alg\":\"RS256\",\"kid\":\"r1\",\"k\\u0069d\":\"r1\"}"
      })
  void refusesANameThatStandsTwiceInTheHeader(String header) {
    assertRefused(raw(header, accessClaims(), TestKeys.RSA), Reason.TOKEN_MALFORMED);
  }

  @Test
  @Tag("A48")
  void refusesATokenInsideAToken() {
    String nested = raw(header("cty", quoted("JWT")), TokenMaker.rs256(), TestKeys.RSA);

    assertRefused(nested, Reason.TOKEN_MALFORMED);
  }

  private AccessTokens strictlyTyped() {
    return verifier(
        new AccessTokenSettings(
            TokenMaker.ISSUER,
            SETTINGS.audience(),
            SETTINGS.algorithms(),
            SETTINGS.clockSkew(),
            SETTINGS.maxBytes(),
            true,
            SETTINGS.places(),
            SETTINGS.cacheSize()));
  }

  @SafeVarargs
  private static FixedKeys keys(Map<String, Object>... jwks) {
    return FixedKeys.fromJwks(TestKeys.jwks(jwks).getBytes(StandardCharsets.UTF_8));
  }
}
