package dev.latchkey.seal;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import org.jspecify.annotations.Nullable;

/**
 * Seals records with AES-256-GCM and opens them again. A record opens only for the purpose and the
 * place it was sealed for. Thread-safe.
 *
 * <pre>version (1) | key id (4) | salt (16) | nonce (12) | ciphertext and tag (16)</pre>
 */
public final class Sealer {

  private static final byte VERSION = 1;
  private static final int SALT_BYTES = 16;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  /** Beyond guessing, and so few that a member of an index stays short. */
  private static final int ALIKE_BYTES = 12;

  private static final int HEAD_BYTES = 1 + SealKey.ID_BYTES + SALT_BYTES + NONCE_BYTES;

  /** So many characters hold the version and the key's id, and end with a whole byte. */
  private static final int START_CHARS = 8;

  private final String application;
  private final SealKeys keys;
  private final Unguessable random;

  /**
   * Makes a sealer; the first of the keys seals.
   *
   * @param application bound into every record, so that two applications that share a secret still
   *     cannot read each other's
   */
  public Sealer(String application, SealKeys keys, Unguessable random) {
    this.application = application;
    this.keys = keys;
    this.random = random;
  }

  /**
   * The same application's sealer, under a key that travels with the user and the secrets together:
   * whoever has one of both can neither read nor make what it seals.
   *
   * @param key 32 random bytes
   */
  public Sealer under(byte[] key) {
    return new Sealer(application, keys.under(key), random);
  }

  /**
   * Seals a record as base64url.
   *
   * @param purpose what it is, such as {@code session}
   * @param place where it is kept, such as the cookie's name; need not be secret
   */
  public String seal(String purpose, String place, byte[] plain) {
    return Base64Url.encode(sealBytes(purpose, place, plain));
  }

  /**
   * Seals some bytes for a set that is to hold them once: the same bytes give the same text, which
   * whoever reads the set can see, and nothing else. It is 12 bytes longer, in base64url.
   */
  public String sealAlike(String purpose, String place, byte[] plain) {
    SealKey key = keys.first();
    byte[] start = alikeStart(key, purpose, place, plain);
    return Base64Url.encode(
        ByteBuffer.allocate(start.length + plain.length)
            .put(start)
            .put(alike(key, start, plain))
            .array());
  }

  /** Opens what {@link #sealAlike} made; {@code null} for everything else. */
  public byte @Nullable [] openAlike(String purpose, String place, String sealed) {
    byte[] record = Base64Url.decode(sealed);
    if (record == null || record.length < ALIKE_BYTES) {
      return null;
    }
    byte[] start = Arrays.copyOf(record, ALIKE_BYTES);
    byte[] rest = Arrays.copyOfRange(record, ALIKE_BYTES, record.length);
    for (SealKey key : keys.all()) {
      byte[] plain = alike(key, start, rest);
      if (MessageDigest.isEqual(start, alikeStart(key, purpose, place, plain))) {
        return plain;
      }
    }
    return null;
  }

  /** A hash of all that is sealed, by which it is both keyed and proved (RFC 5297 section 1.1). */
  private byte[] alikeStart(SealKey key, String purpose, String place, byte[] plain) {
    byte[] bound = bound(purpose, place);
    byte[] all = ByteBuffer.allocate(bound.length + plain.length).put(bound).put(plain).array();
    return Arrays.copyOf(key.nameOf(all), ALIKE_BYTES);
  }

  /** The same way there and back. */
  private static byte[] alike(SealKey key, byte[] start, byte[] input) {
    try {
      Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
      // no two records share a key, so they may share where counting begins
      cipher.init(Cipher.ENCRYPT_MODE, key.forRecord(start), new IvParameterSpec(new byte[16]));
      return cipher.doFinal(input);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java cannot encrypt with AES-256-CTR", e);
    }
  }

  /** Seals a record, as {@link #seal}. */
  public byte[] sealBytes(String purpose, String place, byte[] plain) {
    byte[] start = random.bytes(SALT_BYTES + NONCE_BYTES);
    SealKey key = keys.first();
    byte[] head = ByteBuffer.allocate(HEAD_BYTES).put(VERSION).put(key.id()).put(start).array();
    byte[] salt = Arrays.copyOf(start, SALT_BYTES);
    byte[] sealed =
        crypt(Cipher.ENCRYPT_MODE, key.forRecord(salt), head, bound(purpose, place), plain, 0);
    if (sealed == null) {
      throw new IllegalStateException("this Java cannot encrypt with AES-256-GCM");
    }
    return ByteBuffer.allocate(head.length + sealed.length).put(head).put(sealed).array();
  }

  /**
   * Opens a record.
   *
   * @return what was sealed, or {@code null} for everything that was not sealed with one of the
   *     keys, for this purpose and this place, in a format that this version knows
   */
  public byte @Nullable [] open(String purpose, String place, String sealed) {
    byte[] record = Base64Url.decode(sealed);
    return record == null ? null : openBytes(purpose, place, record);
  }

  /** Opens a record, as {@link #open}. */
  public byte @Nullable [] openBytes(String purpose, String place, byte[] record) {
    if (record.length < HEAD_BYTES + TAG_BITS / 8 || record[0] != VERSION) {
      return null;
    }
    SealKey key = keys.named(record, 1);
    if (key == null) {
      return null;
    }
    int saltAt = 1 + SealKey.ID_BYTES;
    SecretKey recordKey = key.forRecord(Arrays.copyOfRange(record, saltAt, saltAt + SALT_BYTES));
    byte[] head = Arrays.copyOf(record, HEAD_BYTES);
    return crypt(Cipher.DECRYPT_MODE, recordKey, head, bound(purpose, place), record, HEAD_BYTES);
  }

  /**
   * Tells whether a record was sealed with the first of the keys, or an older one that will go.
   *
   * @param sealed a record that opened
   */
  public boolean isFresh(String sealed) {
    if (sealed.length() < START_CHARS) {
      return false;
    }
    byte[] start = Base64Url.decode(sealed.substring(0, START_CHARS)); // not all of it once more
    return start != null && keys.named(start, 1) == keys.first();
  }

  /**
   * Names for something that must be found again but not be read: a keyed hash for each of the
   * keys, the first being the one to write under.
   */
  public List<String> names(String purpose, String text) {
    byte[] named = bound(purpose, text);
    return keys.all().stream().map(key -> Base64Url.encode(key.nameOf(named))).toList();
  }

  private static byte @Nullable [] crypt(
      int mode, SecretKey key, byte[] head, byte[] bound, byte[] input, int from) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      GCMParameterSpec nonce =
          new GCMParameterSpec(TAG_BITS, head, HEAD_BYTES - NONCE_BYTES, NONCE_BYTES);
      cipher.init(mode, key, nonce);
      cipher.updateAAD(head);
      cipher.updateAAD(bound);
      return cipher.doFinal(input, from, input.length - from);
    } catch (GeneralSecurityException notOurs) {
      return null; // javax.crypto has no other way to say that the tag is wrong
    }
  }

  /** Lengths stand before the parts, so that no two lists of parts read alike. */
  private byte[] bound(String purpose, String place) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (String part : new String[] {application, purpose, place}) {
      byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
      out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
      out.writeBytes(bytes);
    }
    return out.toByteArray();
  }
}
