package dev.latchkey.keys;

import static dev.latchkey.testing.TestKeys.jwk;
import static dev.latchkey.testing.TestKeys.jwks;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.json.Json;
import dev.latchkey.testing.TestKeys;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JwksReaderTest {

  private static final Map<String, Object> GOOD = jwk("good", TestKeys.P384.getPublic());

  private static JwksReader.Result.Read read(byte[] json) {
    JwksReader.Result result = JwksReader.read(json, null, SignatureProvider.jdk());
    assertThat(result).isInstanceOf(JwksReader.Result.Read.class);
    return (JwksReader.Result.Read) result;
  }

  private static String problem(byte[] json) {
    JwksReader.Result result = JwksReader.read(json, null, SignatureProvider.jdk());
    assertThat(result).isInstanceOf(JwksReader.Result.Unusable.class);
    return ((JwksReader.Result.Unusable) result).problem();
  }

  private static Map<String, Object> changed(Map<String, Object> jwk, String name, Object value) {
    Map<String, Object> changed = new LinkedHashMap<>(jwk);
    changed.put(name, value);
    return changed;
  }

  @Test
  void readsEveryKindOfKeyWithoutANote() {
    JwksReader.Result.Read read =
        read(
            utf8(
                jwks(
                    jwk("rsa", TestKeys.RSA.getPublic()),
                    jwk("p256", TestKeys.P256.getPublic()),
                    jwk("p384", TestKeys.P384.getPublic()),
                    jwk("p521", TestKeys.P521.getPublic()),
                    jwk("ed", TestKeys.ED25519.getPublic()))));
    assertThat(read.keys().size()).isEqualTo(5);
    assertThat(read.skipped()).isEmpty();
    assertThat(read.warnings()).isEmpty();
    byte[] input = {1, 2, 3};
    byte[] signature = TestKeys.sign("Ed25519", TestKeys.ED25519, input);
    VerificationKey ed = read.keys().candidates("ed", "EdDSA").get(0);
    assertThat(ed.verifies("EdDSA", input, 0, input.length, signature)).isTrue();
    byte[] rsaSignature = TestKeys.sign("SHA256withRSA", TestKeys.RSA, input);
    VerificationKey rsa = read.keys().candidates("rsa", "RS256").get(0);
    assertThat(rsa.verifies("RS256", input, 0, input.length, rsaSignature)).isTrue();
  }

  @Test
  @Tag("E13")
  void skipsAKeyWhoseIssuerIsNoText() {
    Map<String, Object> odd =
        changed(jwk("odd", TestKeys.RSA.getPublic()), "issuer", List.of("https://a.example.com"));
    Map<String, Object> owned =
        changed(jwk("own", TestKeys.P256.getPublic()), "issuer", "https://a.example.com");

    JwksReader.Result.Read read = read(utf8(jwks(GOOD, odd, owned)));

    assertThat(read.warnings()).singleElement().asString().contains("issuer that is no string");
    assertThat(read.keys().candidates("odd", "RS256")).isEmpty();
    assertThat(read.keys().candidates("own", "ES256").get(0).issuer())
        .isEqualTo("https://a.example.com");
    assertThat(read.keys().candidates("good", "ES384").get(0).issuer()).isNull();
  }

  static Stream<Arguments> notOurs() {
    Map<String, Object> rsa = jwk("other", TestKeys.RSA.getPublic());
    Map<String, Object> ec = jwk("other", TestKeys.P256.getPublic());
    return Stream.of(
        Arguments.of("A56", changed(rsa, "use", "enc"), "is for use \"enc\""),
        Arguments.of("A56", changed(rsa, "key_ops", List.of("sign")), "key_ops without verify"),
        Arguments.of("A56", changed(rsa, "key_ops", "verify"), "key_ops without verify"),
        Arguments.of("A56", changed(rsa, "key_ops", List.of()), "key_ops without verify"),
        Arguments.of("E13", changed(rsa, "alg", "RSA-OAEP"), "is for alg \"RSA-OAEP\""),
        Arguments.of("A11", changed(ec, "alg", "ES384"), "is for alg \"ES384\""),
        Arguments.of("A10", changed(rsa, "alg", "ES256"), "is for alg \"ES256\""),
        Arguments.of("A04", changed(rsa, "alg", "HS256"), "is for alg \"HS256\""),
        Arguments.of("E13", changed(rsa, "kty", "LMS"), "is of unknown kty \"LMS\""),
        Arguments.of("E13", changed(ec, "crv", "secp256k1"), "is on curve \"secp256k1\""),
        Arguments.of(
            "A12", Map.of("kty", "OKP", "crv", "Ed448", "x", "AA"), "is on curve \"Ed448\""),
        Arguments.of("E13", Map.of("kty", "OKP", "crv", "X25519", "x", "AA"), "is on curve"));
  }

  @ParameterizedTest(name = "{0} {2}")
  @Tag("E13")
  @Tag("A11")
  @Tag("A56")
  @MethodSource("notOurs")
  void skipsWhatIsNotOursAndUsesTheRest(String row, Map<String, Object> entry, String why) {
    JwksReader.Result.Read read = read(utf8(jwks(entry, GOOD)));
    assertThat(read.keys().size()).isEqualTo(1);
    assertThat(read.skipped()).singleElement().asString().contains("entry 1").contains(why);
    assertThat(read.warnings()).isEmpty();
  }

  static Stream<Arguments> faulty() {
    Map<String, Object> rsa = jwk("bad", TestKeys.RSA.getPublic());
    Map<String, Object> ec = jwk("bad", TestKeys.P256.getPublic());
    Map<String, Object> noType = new HashMap<>(rsa);
    noType.remove("kty");
    BigInteger p =
        new BigInteger("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff", 16);
    BigInteger x = new BigInteger(1, java.util.Base64.getUrlDecoder().decode((String) ec.get("x")));
    return Stream.of(
        Arguments.of("A58", Map.of("kty", "oct", "k", "CANARY"), "symmetric"),
        Arguments.of("A59", changed(rsa, "d", "CANARY"), "private part (d)"),
        Arguments.of("A59", changed(rsa, "p", "CANARY"), "private part (p)"),
        Arguments.of("A59", changed(rsa, "q", 1), "private part (q)"),
        Arguments.of("A59", changed(ec, "d", "CANARY"), "private part (d)"),
        Arguments.of("A51", jwk("bad", TestKeys.rsa(1024).getPublic()), "has 1024 bits"),
        Arguments.of("A52", changed(rsa, "e", "BA"), "exponent"),
        Arguments.of("A52", changed(rsa, "e", "AQ"), "valid numbers"),
        Arguments.of("A52", changed(rsa, "e", "AAAA"), "valid numbers"),
        Arguments.of("A53", changed(rsa, "n", "x".repeat(8000)), "no valid numbers"),
        Arguments.of("A57", changed(ec, "y", ec.get("x")), "no valid numbers"),
        Arguments.of("A57", changed(ec, "x", "AA"), "no valid numbers"),
        Arguments.of("A57", changed(ec, "x", "AA" + ec.get("x")), "no valid numbers"),
        Arguments.of("A57", changed(ec, "x", TestKeys.base64(p.add(x))), "no valid numbers"),
        Arguments.of("E13", changed(rsa, "n", "!!"), "no valid numbers"),
        Arguments.of("E13", changed(rsa, "n", 7), "no valid numbers"),
        Arguments.of("E13", changed(rsa, "kid", 7), "kid that is no string"),
        Arguments.of("E13", changed(rsa, "use", List.of("sig")), "use that is no string"),
        Arguments.of("E13", changed(rsa, "kty", List.of()), "kty that is no string"),
        Arguments.of("E13", noType, "has no kty"),
        Arguments.of("E13", Map.of("kty", "OKP", "crv", "Ed25519", "x", "AA"), "valid numbers"));
  }

  /** Little-endian, as RFC 8032 section 5.1.2 writes points; the last bit is the sign of x. */
  @Tag("A57")
  @ParameterizedTest
  @CsvSource({
    "0100000000000000000000000000000000000000000000000000000000000000, small order",
    "0100000000000000000000000000000000000000000000000000000000000080, small order",
    "0000000000000000000000000000000000000000000000000000000000000000, small order",
    "0000000000000000000000000000000000000000000000000000000000000080, small order",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f, small order",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff, small order",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05, small order",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85, small order",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a, small order",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa, small order",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f, canonically",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff, canonically",
    "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f, canonically",
    "0200000000000000000000000000000000000000000000000000000000000000, not a point on its curve"
  })
  void refusesPointsThatAreNoKeysOfEd25519(String hex, String why) {
    Map<String, Object> jwk = jwk("weak", TestKeys.ED25519.getPublic());
    jwk.put("x", TestKeys.base64(HexFormat.of().parseHex(hex)));

    assertThat(read(utf8(jwks(jwk, GOOD))).warnings()).singleElement().asString().contains(why);
    assertThat(problem(utf8(jwks(jwk)))).contains(why);
  }

  @Test
  void takesEveryKeyOfEd25519ThatIsMade() {
    for (int i = 0; i < 50; i++) {
      Map<String, Object> jwk = jwk("ed", TestKeys.pair("Ed25519").getPublic());
      assertThat(read(utf8(jwks(jwk))).warnings()).isEmpty();
    }
  }

  @ParameterizedTest(name = "{0} {2}")
  @Tag("A51")
  @Tag("A52")
  @Tag("A53")
  @Tag("A57")
  @Tag("A58")
  @Tag("A59")
  @MethodSource("faulty")
  void skipsAndWarnsOfWhatIsFaulty(String row, Map<String, Object> entry, String why) {
    JwksReader.Result.Read read = read(utf8(jwks(entry, GOOD)));
    assertThat(read.keys().size()).isEqualTo(1);
    assertThat(read.warnings())
        .singleElement()
        .asString()
        .contains("entry 1")
        .containsIgnoringCase(why)
        .doesNotContain("CANARY");
    assertThat(read.skipped()).isEmpty();
  }

  @Test
  void anEntryThatIsNoObjectIsSkipped() {
    byte[] json = Json.write(Map.of("keys", List.of("x", GOOD))).getBytes(StandardCharsets.UTF_8);
    assertThat(read(json).warnings()).containsExactly("entry 1 is no object");
  }

  @ParameterizedTest
  @Tag("E08")
  @Tag("F-13")
  @ValueSource(
      strings = {
        "",
        "<html>please sign in</html>",
        "[]",
        "{}",
        "{\"keys\":{}}",
        "{\"keys\":null}",
        "{\"keys\":[]}",
        "{\"keys\":[null,1]}",
        "{\"keys\":[],\"keys\":[]}"
      })
  void aSetWithoutAUsableKeyIsNone(String json) {
    assertThat(problem(json.getBytes(StandardCharsets.UTF_8))).contains("key set");
  }

  @Test
  @Tag("E14")
  void takesAHundredEntriesAndNotOneMore() {
    List<Map<String, Object>> keys = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      keys.add(changed(GOOD, "kid", "k" + i));
    }
    assertThat(read(bytes(keys)).keys().size()).isEqualTo(100);
    keys.add(GOOD);
    assertThat(problem(bytes(keys))).contains("101 entries");
  }

  private static byte[] bytes(List<Map<String, Object>> keys) {
    return Json.write(Map.of("keys", keys)).getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void anUnchangedKeyStaysTheSameObject() {
    KeySet first = read(utf8(jwks(GOOD, jwk("b", TestKeys.P256.getPublic())))).keys();
    JwksReader.Result.Read second =
        (JwksReader.Result.Read)
            JwksReader.read(
                utf8(jwks(jwk("c", TestKeys.RSA.getPublic()), GOOD)),
                first,
                SignatureProvider.jdk());
    assertThat(second.keys().candidates("good", "ES384").get(0))
        .isSameAs(first.candidates("good", "ES384").get(0));
    assertThat(second.keys().contains(first.candidates("b", "ES256").get(0))).isFalse();
  }

  @Test
  @Tag("A27")
  void anIdSharedByKeysOffersTwoThatFitAtMost() {
    KeySet keys =
        read(utf8(
                jwks(
                    jwk("a", TestKeys.P256.getPublic()),
                    jwk("a", TestKeys.RSA.getPublic()),
                    jwk("a", TestKeys.RSA_TWO.getPublic()),
                    jwk("a", TestKeys.rsa(2048).getPublic()))))
            .keys();
    assertThat(keys.candidates("a", "ES256")).hasSize(1);
    assertThat(keys.candidates("a", "RS256")).hasSize(2);
    assertThat(keys.candidates("a", "ES384")).isEmpty();
  }

  @Test
  @Tag("A23")
  @Tag("A24")
  @Tag("A25")
  void withoutAnIdFourThatFitAreCandidatesAtMost() {
    List<Map<String, Object>> keys = new ArrayList<>();
    keys.add(jwk("rsa", TestKeys.RSA.getPublic()));
    keys.add(jwk(null, TestKeys.P384.getPublic()));
    for (int i = 0; i < 6; i++) {
      keys.add(jwk("k" + i, TestKeys.ec("secp256r1").getPublic()));
    }
    KeySet set = read(bytes(keys)).keys();
    assertThat(set.candidates(null, "ES256")).hasSize(4).allMatch(key -> key.fits("ES256"));
    assertThat(set.candidates(null, "RS256")).hasSize(1);
    assertThat(set.candidates(null, "EdDSA")).isEmpty();
  }

  @Test
  @Tag("A19")
  @Tag("A20")
  @Tag("A22")
  void anIdIsComparedAndNothingElse() {
    KeySet set =
        read(utf8(jwks(jwk("", TestKeys.P256.getPublic()), jwk(null, TestKeys.RSA.getPublic()))))
            .keys();
    assertThat(set.candidates("", "ES256")).hasSize(1);
    assertThat(set.candidates("", "RS256")).isEmpty();
    assertThat(set.candidates("../../dev/null", "ES256")).isEmpty();
    assertThat(set.candidates("x".repeat(60_000), "ES256")).isEmpty();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
