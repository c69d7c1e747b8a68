package dev.latchkey.seal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** There is one format, and no way round it. */
class OtherFormatsTest {

  private static final byte[] SECRET =
      "0123456789abcdefghijklmnopqrstuv".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] PLAIN = "{\"sub\":\"admin\"}".getBytes(StandardCharsets.US_ASCII);

  private final Sealer sealer = new Sealer("shop", SealKeys.of(SECRET), Unguessable.secureRandom());

  private boolean opens(byte[] record) {
    return sealer.openBytes("session", "shop", record) != null
        || sealer.open("session", "shop", Base64Url.encode(record)) != null
        || sealer.open("session", "shop", Base64.getEncoder().encodeToString(record)) != null;
  }

  @Tag("J10")
  @ParameterizedTest
  @ValueSource(strings = {"AES/CBC/PKCS5Padding", "AES/CTR/NoPadding"})
  void whatIsEncryptedWithTheSecretButNotAuthenticatedDoesNotOpen(String cipher)
      throws GeneralSecurityException {
    Cipher aes = Cipher.getInstance(cipher);
    aes.init(
        Cipher.ENCRYPT_MODE, new SecretKeySpec(SECRET, "AES"), new IvParameterSpec(new byte[16]));
    byte[] encrypted = aes.doFinal(PLAIN);

    assertThat(opens(encrypted)).isFalse();
    for (int version = 0; version < 256; version++) {
      byte[] headed =
          ByteBuffer.allocate(33 + 16 + encrypted.length)
              .put((byte) version)
              .put(SealKey.of(SECRET).id())
              .put(new byte[28])
              .put(encrypted)
              .array();
      assertThat(opens(headed)).isFalse();
    }
  }

  @Test
  @Tag("J10")
  void whatIsNotEncryptedDoesNotOpen() {
    assertThat(opens(PLAIN)).isFalse();
    assertThat(sealer.open("session", "shop", new String(PLAIN, StandardCharsets.US_ASCII)))
        .isNull();
  }
}
