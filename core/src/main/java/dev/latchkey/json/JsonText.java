package dev.latchkey.json;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What stands between two quotes, where it holds escapes or more than ASCII. */
final class JsonText {

  private static final int WRONG = -1;

  private final String raw;
  private int at;

  private JsonText(String raw) {
    this.raw = raw;
  }

  /** Returns the text that is meant; {@code null} for a wrong escape or what is not UTF-8. */
  static @Nullable String read(byte[] utf8, int from, int to) {
    String raw = Utf8.decode(Arrays.copyOfRange(utf8, from, to));
    return raw == null || raw.indexOf('\\') < 0 ? raw : new JsonText(raw).unescaped();
  }

  private @Nullable String unescaped() {
    StringBuilder out = new StringBuilder(raw.length());
    while (at < raw.length()) {
      int c = raw.charAt(at++);
      if (c == '\\') {
        c = escape();
      }
      if (c == WRONG) {
        return null;
      }
      out.append((char) c);
    }
    return hasLoneSurrogate(out) ? null : out.toString();
  }

  private int escape() {
    char c = raw.charAt(at++); // never the last: a quote behind a backslash ends no string
    switch (c) {
      case '"':
      case '\\':
      case '/':
        return c;
      case 'b':
        return '\b';
      case 'f':
        return '\f';
      case 'n':
        return '\n';
      case 'r':
        return '\r';
      case 't':
        return '\t';
      case 'u':
        return hexEscape();
      default:
        return WRONG;
    }
  }

  private int hexEscape() {
    if (raw.length() - at < 4) {
      return WRONG;
    }
    int code = 0;
    for (int i = 0; i < 4; i++) {
      int digit = hexDigit(raw.charAt(at++));
      if (digit < 0) {
        return WRONG;
      }
      code = code << 4 | digit;
    }
    return code;
  }

  private static int hexDigit(char c) {
    // Character.digit would also take full-width digits
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    char lower = (char) (c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
  }

  private static boolean hasLoneSurrogate(CharSequence chars) {
    for (int i = 0; i < chars.length(); i++) {
      char c = chars.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < chars.length()
          && Character.isLowSurrogate(chars.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        return true;
      }
    }
    return false;
  }
}
