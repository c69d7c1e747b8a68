package dev.latchkey;

import static dev.latchkey.token.TokenMaker.accessClaims;
import static dev.latchkey.token.TokenMaker.encoded;
import static dev.latchkey.token.TokenMaker.header;
import static dev.latchkey.token.TokenMaker.quoted;
import static dev.latchkey.token.TokenMaker.rs256;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.latchkey.event.Reason;
import dev.latchkey.testing.TestKeys;
import dev.latchkey.token.HmacTokens;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which signatures count is the settings' to say. */
class TokenAlgorithmSettingsTest extends BearerCase {

  private static final String SECRET = "s".repeat(64);

  @TempDir Path folder;

  private static String mac(String algorithm, String secret) {
    return HmacTokens.hs(
        algorithm.replace("HS", "HmacSHA"),
        header("alg", quoted(algorithm), "kid", quoted("any")),
        accessClaims(),
        secret.getBytes(StandardCharsets.UTF_8));
  }

  @Tag("A06")
  @ParameterizedTest
  @ValueSource(strings = {"HS256", "HS384", "HS512"})
  void takesAMacWithTheClientSecretOnlyWhereItIsNamed(String algorithm) {
    String token = mac(algorithm, SECRET);

    refused(latchkey("client-secret", SECRET), token, Reason.ALGORITHM_REFUSED);
    Latchkey named = latchkey("client-secret", SECRET, "algorithms", "RS256 " + algorithm);
    accepted(named, token);
    accepted(named, rs256());
    refused(named, mac(algorithm, SECRET + "x"), Reason.SIGNATURE_INVALID);
    String other = algorithm.equals("HS256") ? "HS512" : "HS256";
    refused(named, mac(other, SECRET), Reason.ALGORITHM_REFUSED);
  }

  @Test
  @Tag("A04")
  @Tag("A58")
  void takesNoPublishedKeyForTheSecret() {
    String published = "k".repeat(32);
    Map<String, Object> symmetric =
        Map.of("kty", "oct", "kid", "any", "k", encoded(published), "alg", "HS256");
    jwks =
        TestKeys.jwks(TestKeys.jwk("r1", TestKeys.RSA.getPublic()), symmetric)
            .getBytes(StandardCharsets.UTF_8);
    Latchkey latchkey = latchkey("client-secret", SECRET, "algorithms", "RS256 HS256");
    accepted(latchkey, rs256());

    for (String text : List.of(published, new String(jwks, StandardCharsets.UTF_8))) {
      refused(latchkey, mac("HS256", text), Reason.SIGNATURE_INVALID);
    }
    accepted(latchkey, mac("HS256", SECRET));
  }

  @Tag("A07")
  @Tag("A55")
  @ParameterizedTest
  @CsvSource({"HS256, 32", "HS384, 48", "HS512, 64"})
  void needsASecretOfFullLength(String algorithm, int bytes) {
    latchkey("client-secret", "s".repeat(bytes), "algorithms", algorithm);
    latchkey("client-secret", "\u00fc".repeat(bytes / 2), "algorithms", algorithm);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> latchkey("client-secret", "s".repeat(bytes - 1), "algorithms", algorithm))
        .withMessageContaining(
            "client-secret has "
                + (bytes - 1)
                + " bytes, but as the key of "
                + algorithm
                + " it needs at least "
                + bytes
                + " (RFC 7518 section 3.2)")
        .withMessageNotContaining("ssss");
  }

  @Test
  @Tag("A07")
  void needsASecretAtAll() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> latchkey("algorithms", "HS512 HS256"))
        .withMessageContaining(
            "algorithms names HS256 HS512, whose key is the client's secret; set client-secret");
  }

  @Test
  void readsTheSecretFromItsFile() throws Exception {
    Path file = Files.writeString(folder.resolve("secret"), SECRET + "\n");

    accepted(
        latchkey("client-secret-file", file.toString(), "algorithms", "HS256"),
        mac("HS256", SECRET));
  }

  @Tag("A12")
  @ParameterizedTest
  @CsvSource({
    "EdDSA, EdDSA, EdDSA",
    "EdDSA, EdDSA, Ed25519",
    "EdDSA, Ed25519, EdDSA",
    "Ed25519, Ed25519, Ed25519",
    "Ed25519, EdDSA, EdDSA",
    "Ed25519, , EdDSA",
    "RS256 EdDSA, , Ed25519"
  })
  void knowsEd25519ByBothOfItsNames(String setting, String ofTheKey, String ofTheToken) {
    publishEd25519(ofTheKey);

    accepted(latchkey("algorithms", setting), ed25519(ofTheToken));
    accepted(latchkey(), ed25519(ofTheToken));
    refused(latchkey("algorithms", "RS256"), ed25519(ofTheToken), Reason.ALGORITHM_REFUSED);
  }

  @Tag("A12")
  @ParameterizedTest
  @ValueSource(strings = {"Ed448", "ed25519", "ED25519", "EdDSA25519"})
  void knowsNoOtherNameOfTheKind(String name) {
    publishEd25519(null);

    refused(latchkey(), ed25519(name), Reason.ALGORITHM_REFUSED);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> latchkey("algorithms", name))
        .withMessageContaining("algorithms names " + name + "; known are RS256 RS384")
        .withMessageContaining("EdDSA Ed25519 HS256 HS384 HS512");
  }

  private void publishEd25519(String algorithm) {
    Map<String, Object> jwk = TestKeys.jwk("ed", TestKeys.ED25519.getPublic());
    if (algorithm != null) {
      jwk.put("alg", algorithm);
    }
    jwks = TestKeys.jwks(jwk).getBytes(StandardCharsets.UTF_8);
  }

  private static String ed25519(String algorithm) {
    String input =
        encoded(header("alg", quoted(algorithm), "kid", quoted("ed")))
            + "."
            + encoded(accessClaims());
    byte[] signature =
        TestKeys.sign("Ed25519", TestKeys.ED25519, input.getBytes(StandardCharsets.US_ASCII));
    return input + "." + TestKeys.base64(signature);
  }

  @Test
  @Tag("P04")
  void neverTellsTheSecret() {
    Latchkey latchkey = latchkey("client-secret", SECRET, "algorithms", "HS256");
    refused(latchkey, mac("HS256", "x".repeat(32)), Reason.SIGNATURE_INVALID);
    accepted(latchkey, mac("HS256", SECRET));

    assertThat(events).noneMatch(event -> event.toString().contains("ssss"));
  }
}
