package dev.latchkey.session;

import dev.latchkey.seal.Base64Url;
import dev.latchkey.seal.Sha256;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a browser holds of a session that is kept in a store: a name to find it by, and the key that
 * opens it. Both are random and written as 86 characters of base64url. Immutable; never printed.
 */
final class Ticket {

  private static final int NAME_BYTES = 32;
  private static final int KEY_BYTES = 32;
  private static final int CHARS = 86;

  /** How many bytes {@link #storeKey} stands for. */
  static final int STORE_KEY_BYTES = 16;

  private final byte[] bytes;
  private final String cookieValue;
  private final String storeKey;

  private Ticket(byte[] bytes) {
    this.bytes = bytes;
    this.cookieValue = Base64Url.encode(bytes);
    byte[] hash = Sha256.of(Base64Url.encode(Arrays.copyOf(bytes, NAME_BYTES)));
    this.storeKey = Base64Url.encode(Arrays.copyOf(hash, STORE_KEY_BYTES));
  }

  /** Makes the one ticket of 256 random bits. */
  static Ticket of(String word) {
    byte[] name = Sha256.of("name\n" + word);
    byte[] key = Sha256.of("key\n" + word);
    return new Ticket(ByteBuffer.allocate(NAME_BYTES + KEY_BYTES).put(name).put(key).array());
  }

  /** Reads a cookie; {@code null} for what is no ticket. */
  static @Nullable Ticket parse(@Nullable String text) {
    byte[] bytes = text == null || text.length() != CHARS ? null : Base64Url.decode(text);
    return bytes == null ? null : new Ticket(bytes);
  }

  /**
   * Where the session is kept: a hash, so that whoever reads the store holds no ticket. 128 bits of
   * it, since it is repeated in each index; whoever finds another ticket for one lacks its key.
   */
  String storeKey() {
    return storeKey;
  }

  /** What opens it. */
  byte[] key() {
    return Arrays.copyOfRange(bytes, NAME_BYTES, bytes.length);
  }

  String cookieValue() {
    return cookieValue;
  }

  /** Nothing of it. */
  @Override
  public String toString() {
    return "Ticket";
  }
}
