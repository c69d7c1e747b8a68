package dev.latchkey.seal;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * One secret, made ready. Each record gets an AES key of its own, derived from the secret and a
 * random salt, so that no number of records brings two uses of one key and nonce together.
 */
final class SealKey {

  static final int ID_BYTES = 4;

  private static final String MAC = "HmacSHA256";

  private final SecretKey deriving;
  private final SecretKey naming;
  private final byte[] id;

  private SealKey(byte[] master) {
    this.deriving = new SecretKeySpec(master, MAC);
    this.naming = new SecretKeySpec(mac(deriving, utf8("latchkey names")), MAC);
    this.id = Arrays.copyOf(mac(deriving, utf8("latchkey key id")), ID_BYTES);
  }

  static SealKey of(byte[] secret) {
    // RFC 5869 section 2.2: extract with a fixed salt, whatever the secret's length
    SecretKey salt = new SecretKeySpec(utf8("latchkey seal 1"), MAC);
    return new SealKey(mac(salt, secret));
  }

  /** A secret that nobody has who lacks this one or the key. */
  SealKey under(byte[] key) {
    byte[] label = utf8("latchkey under ");
    byte[] both = Arrays.copyOf(label, label.length + key.length);
    System.arraycopy(key, 0, both, label.length, key.length);
    return new SealKey(mac(deriving, both));
  }

  byte[] id() {
    return id;
  }

  SecretKey forRecord(byte[] salt) {
    return new SecretKeySpec(mac(deriving, salt), "AES");
  }

  /** A keyed hash; its key is none of the keys that seal. */
  byte[] nameOf(byte[] text) {
    return mac(naming, text);
  }

  private static byte[] mac(SecretKey key, byte[] input) {
    try {
      Mac mac = Mac.getInstance(MAC);
      mac.init(key);
      return mac.doFinal(input);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no " + MAC, e);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
