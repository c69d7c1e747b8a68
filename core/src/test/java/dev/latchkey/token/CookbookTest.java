package dev.latchkey.token;

import static dev.latchkey.testing.VectorFolder.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.event.Reason;
import dev.latchkey.json.Json;
import dev.latchkey.keys.JwksReader;
import dev.latchkey.keys.SignatureProvider;
import dev.latchkey.testing.VectorFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The examples of RFC 7520, RFC 7797 and RFC 8037: what a JWT may be is taken, no more. */
class CookbookTest {

  private static final String RSA = "jwk/3_3.rsa_public_key.json";
  private static final String EC = "jwk/3_1.ec_public_key.json";
  private static final String RS256 = "jws/4_1.rsa_v15_signature.json";
  private static final String ED25519 = "curve25519/jws.json";

  @ParameterizedTest
  @CsvSource({
    RS256 + "," + RSA,
    "jws/4_2.rsa-pss_signature.json," + RSA, // PS384
    "jws/4_3.ecdsa_signature.json," + EC, // ES512
  })
  void verifiesWithThePublishedKey(String signed, String key) {
    String token = compact(signed);

    assertThat(ForeignJws.refusal(token, jwks(read(key)))).isEmpty();
    assertThat(ForeignJws.refusal(withoutPayload(token), jwks(read(key))))
        .as("detached")
        .contains(Reason.SIGNATURE_INVALID);
    assertThat(ForeignJws.refusal(token, jwks(read(key.equals(RSA) ? EC : RSA))))
        .as("with the other key of the same id")
        .contains(Reason.KEY_UNKNOWN);
  }

  @Test
  @Tag("A12")
  @Tag("A59")
  void verifiesEd25519WithThePublicPartOfTheKey() {
    Map<String, Object> key = new LinkedHashMap<>(inputKey(ED25519));
    assertThat(ForeignJws.refusal(compact(ED25519), jwks(key))).contains(Reason.KEY_UNKNOWN);

    assertThat(key.remove("d")).as("the private part").isNotNull();
    assertThat(ForeignJws.refusal(compact(ED25519), jwks(key))).isEmpty();
  }

  @Tag("A58")
  @ParameterizedTest
  @CsvSource({
    "jws/4_4.hmac-sha2_integrity_protection.json",
    "jws/4_5.signature_with_detached_content.json",
  })
  void refusesAMac(String signed) {
    assertThat(ForeignJws.refusal(compact(signed), jwks(inputKey(signed))))
        .contains(Reason.ALGORITHM_REFUSED);
  }

  @Test
  void agreesWithAMacWhereItsSecretIsOurs() {
    String signed = "jws/4_4.hmac-sha2_integrity_protection.json";
    byte[] secret = Base64.getUrlDecoder().decode((String) inputKey(signed).get("k"));
    String token = compact(signed);

    assertThat(ForeignJws.refusalBySecret(token, secret, "HS256")).isEmpty();
    assertThat(ForeignJws.refusalBySecret(withoutPayload(token), secret, "HS256"))
        .contains(Reason.SIGNATURE_INVALID);
    secret[0] ^= 1;
    assertThat(ForeignJws.refusalBySecret(token, secret, "HS256"))
        .contains(Reason.SIGNATURE_INVALID);
  }

  @Test
  @Tag("A42")
  void refusesAPayloadThatIsNotEncoded() {
    String token = compact("rfc7797/hmac-sha2_b64_false.json");
    assertThat(ForeignJws.refusal(token, jwks(read(RSA)))).contains(Reason.TOKEN_MALFORMED);

    String encoded = token.replaceFirst("\\..*\\.", ".e30.");
    assertThat(CompactJws.parse(encoded)).as("all but the header is in order").isNotNull();
    assertThat(ForeignJws.refusal(encoded, jwks(read(RSA)))).contains(Reason.TOKEN_MALFORMED);
  }

  @Test
  @Tag("A31")
  void refusesEveryJsonSerialization() {
    List<String> texts = new ArrayList<>();
    for (String folder : List.of("jws", "curve25519", "rfc7797", "jwe")) {
      for (Path file : VectorFolder.files("jose-cookbook", folder)) {
        Map<String, Object> output = object(VectorFolder.json(file), "output");
        output.forEach(
            (name, form) -> {
              if (name.startsWith("json")) {
                texts.add(Json.write(form));
              }
            });
      }
    }

    assertThat(texts)
        .hasSize(48)
        .allSatisfy(
            text ->
                assertThat(ForeignJws.refusal(text, jwks(read(RSA))))
                    .contains(Reason.TOKEN_MALFORMED));
  }

  @Tag("A58")
  @Tag("A59")
  @ParameterizedTest
  @CsvSource({
    "jwk/3_2.ec_private_key.json, has a private part",
    "jwk/3_4.rsa_private_key.json, has a private part",
    "jwk/3_5.symmetric_key_mac_computation.json, is a symmetric key",
    "jwk/3_6.symmetric_key_encryption.json, is a symmetric key",
  })
  void takesNoSecretKeyFromAPublishedSet(String key, String why) {
    assertThat(JwksReader.read(jwks(read(key)), null, SignatureProvider.jdk()))
        .isInstanceOfSatisfying(
            JwksReader.Result.Unusable.class,
            unusable -> assertThat(unusable.problem()).contains(why));
  }

  private static Map<String, Object> read(String file) {
    return VectorFolder.json(VectorFolder.path("jose-cookbook", file));
  }

  private static Map<String, Object> inputKey(String file) {
    return object(object(read(file), "input"), "key");
  }

  private static String compact(String file) {
    return (String) object(read(file), "output").get("compact");
  }

  private static byte[] jwks(Map<String, Object> key) {
    return WycheproofCase.jwks(key);
  }

  private static String withoutPayload(String token) {
    return token.substring(0, token.indexOf('.') + 1) + token.substring(token.lastIndexOf('.'));
  }
}
