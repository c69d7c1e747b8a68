package dev.latchkey.seal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Base64url without padding (RFC 7515 section 2), read canonically: one text for one value, so that
 * a token or cookie cannot be respelled.
 */
public final class Base64Url {

  private static final byte[] VALUES = values();
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  private Base64Url() {}

  private static byte[] values() {
    byte[] values = new byte[128];
    Arrays.fill(values, (byte) -1);
    String letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    for (int i = 0; i < letters.length(); i++) {
      values[letters.charAt(i)] = (byte) i;
    }
    return values;
  }

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
   * @return the bytes, or {@code null} for a foreign character, padding, an impossible length, or
   *     unused bits that are not zero (RFC 4648 section 3.5)
   */
  public static byte @Nullable [] decode(String text, int from, int to) {
    int tail = (to - from) % 4;
    if (tail == 1 || !isCanonical(text, from, to, tail)) {
      return null;
    }
    byte[] ascii = text.substring(from, to).getBytes(StandardCharsets.ISO_8859_1);
    return Base64.getUrlDecoder().decode(ascii);
  }

  private static boolean isCanonical(String text, int from, int to, int tail) {
    for (int i = from; i < to; i++) {
      if (value(text.charAt(i)) < 0) {
        return false;
      }
    }
    int unusedBits = tail == 2 ? 0b1111 : tail == 3 ? 0b11 : 0;
    return unusedBits == 0 || (value(text.charAt(to - 1)) & unusedBits) == 0;
  }

  private static int value(char c) {
    return c < 128 ? VALUES[c] : -1;
  }
}
