package dev.latchkey.keys;

import static dev.latchkey.testing.TestKeys.jwk;
import static dev.latchkey.testing.TestKeys.jwks;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.testing.TestKeys;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class FixedKeysTest {

  /** Made with {@code openssl req -x509 -newkey ec}; it ended after a day, which is no matter. */
  private static final String CERTIFICATE =
      """
      -----BEGIN CERTIFICATE-----
      MIIBczCCARmgAwIBAgIUXjPi8a3Eovl4Y3lKt6OwEXD6mOswCgYIKoZIzj0EAwIw
      DzENMAsGA1UEAwwEdGVzdDAeFw0yNjExMjEyMzA1MjlaFw0yNjExMjIyMzA1Mjla
      MA8xDTALBgNVBAMMBHRlc3QwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAQkMVUW
      lSJOn+QNP/SK65tgs/XuC3HYshOQ7A6gvEuev/v106RLU4M0V8BHCfMAU4/UOsxE
      tlUdQFCn1kHP/pxko1MwUTAdBgNVHQ4EFgQULGL09mpsE1VYjFl3EDBjulwMKdsw
      HwYDVR0jBBgwFoAULGL09mpsE1VYjFl3EDBjulwMKdswDwYDVR0TAQH/BAUwAwEB
      /zAKBggqhkjOPQQDAgNIADBFAiEAx/KjcTbbquh+e7vLll/65j76doForvBjB70F
      KnBXgDgCIBeKVlG/rMqCLNH041BSZiXtaOwWfKNkCj2I+pgNgVWH
      -----END CERTIFICATE-----
      """;

  private static String pem(String label, byte[] der) {
    return "-----BEGIN "
        + label
        + "-----\n"
        + Base64.getMimeEncoder().encodeToString(der)
        + "\n-----END "
        + label
        + "-----\n";
  }

  private static FixedKeys fromPem(String pem) {
    return FixedKeys.fromPem(pem, SignatureProvider.jdk());
  }

  @Test
  void keysOfAKeySetAreFoundByTheirId() {
    FixedKeys keys = FixedKeys.fromJwks(utf8(jwks(jwk("a", TestKeys.P256.getPublic()))));
    assertThat(keys.find("a", "ES256")).isInstanceOf(KeyLookup.Found.class);
    assertThat(keys.find("b", "ES256")).isEqualTo(new KeyLookup.Unknown());
    assertThat(keys.find("a", "RS256")).isEqualTo(new KeyLookup.Unknown());
    assertThat(keys.faults()).isEmpty();
    assertThat(keys.lastSuccess()).isEmpty();
  }

  @Test
  void tellsWhatItSkipped() {
    FixedKeys keys =
        FixedKeys.fromJwks(
            utf8(
                jwks(
                    jwk("a", TestKeys.P256.getPublic()),
                    jwk("b", TestKeys.rsa(1024).getPublic()))));
    assertThat(keys.faults()).singleElement().asString().contains("1024 bits");
  }

  @Test
  void aKeyFromPemIsTriedWhateverTheId() {
    for (KeyPair pair : List.of(TestKeys.RSA, TestKeys.P521, TestKeys.ED25519)) {
      FixedKeys keys = fromPem(pem("PUBLIC KEY", pair.getPublic().getEncoded()));
      String algorithm =
          switch (pair.getPublic().getAlgorithm()) {
            case "RSA" -> "RS256";
            case "EC" -> "ES512";
            default -> "EdDSA";
          };
      KeyLookup found = keys.find("whatever", algorithm);
      assertThat(found).isInstanceOf(KeyLookup.Found.class);
      VerificationKey key = ((KeyLookup.Found) found).candidates().get(0);
      assertThat(key.keyId()).isNull();
      assertThat(keys.holds(key)).isTrue();
    }
  }

  @Test
  void severalKeysMayStandInOnePem() {
    String one = pem("PUBLIC KEY", TestKeys.P256.getPublic().getEncoded());
    String two = pem("PUBLIC KEY", TestKeys.ec("secp256r1").getPublic().getEncoded());
    assertThat(((KeyLookup.Found) fromPem(one + two).find(null, "ES256")).candidates()).hasSize(2);
    assertThatThrownBy(() -> fromPem((one + two).repeat(3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("6 keys");
  }

  @Test
  void ofACertificateTheKeyIsUsed() {
    assertThat(fromPem(CERTIFICATE).find(null, "ES256")).isInstanceOf(KeyLookup.Found.class);
  }

  @Test
  void refusesBadInputWithAReasonAndNoKeyMaterial() {
    refuses(pem("PRIVATE KEY", TestKeys.RSA.getPrivate().getEncoded()), "private key");
    refuses(pem("EC PRIVATE KEY", new byte[] {1}), "private key");
    refuses(pem("RSA PUBLIC KEY", new byte[] {1}), "convert it");
    refuses(pem("PUBLIC KEY", new byte[] {1, 2, 3}), "neither RSA, EC nor Ed25519");
    refuses(pem("CERTIFICATE", new byte[] {1, 2, 3}), "certificate cannot be read");
    refuses(pem("PUBLIC KEY", TestKeys.rsa(1024).getPublic().getEncoded()), "1024 bits");
    refuses("", "no PEM block");
    refuses("/etc/keys/public.pem", "no PEM block");
    assertThatThrownBy(() -> FixedKeys.fromJwks("{}".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no array \"keys\"");
  }

  private static void refuses(String pem, String why) {
    assertThatThrownBy(() -> fromPem(pem))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
