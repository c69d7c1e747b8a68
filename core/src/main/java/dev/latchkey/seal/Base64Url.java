package dev.latchkey.seal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Base64url without padding (RFC 7515 section 2), read canonically: one text for one value, so that
 * a token or cookie cannot be respelled.
 */
public final class Base64Url {

  private static final String LETTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  private Base64Url() {}

  /** Writes bytes as text. */
  public static String encode(byte[] bytes) {
    return ENCODER.encodeToString(bytes);
  }

  /** Reads a text; see {@link #decode(String, int, int)}. */
  public static byte @Nullable [] decode(String text) {
    return decode(text, 0, text.length());
  }

  /**
   * Reads a part of a text.
   *
   * @return as {@link #decode(byte[], int, int)}
   */
  public static byte @Nullable [] decode(String text, int from, int to) {
    // what is not Latin-1 becomes a question mark, which is as foreign
    byte[] ascii = text.substring(from, to).getBytes(StandardCharsets.ISO_8859_1);
    return decode(ascii, 0, ascii.length);
  }

  /**
   * Reads a part of a text of ASCII characters.
   *
   * @return the bytes, or {@code null} for a foreign character, padding, an impossible length, or
   *     unused bits that are not zero (RFC 4648 section 3.5)
   */
  public static byte @Nullable [] decode(byte[] ascii, int from, int to) {
    int tail = (to - from) % 4;
    if (tail == 1 || from < to && !mayBeLast(ascii[to - 1], tail)) {
      return null;
    }
    try {
      ByteBuffer part = ByteBuffer.wrap(ascii, from, to - from);
      return Base64.getUrlDecoder().decode(part).array();
    } catch (IllegalArgumentException e) { // a foreign character; see RATIONALE.md
      return null;
    }
  }

  /** The decoder takes padding and whatever unused bits, which stand at the very end. */
  private static boolean mayBeLast(byte c, int tail) {
    int value = LETTERS.indexOf(c);
    int unusedBits = tail == 2 ? 0b1111 : tail == 3 ? 0b11 : 0;
    return value >= 0 && (value & unusedBits) == 0;
  }
}
