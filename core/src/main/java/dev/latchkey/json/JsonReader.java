package dev.latchkey.json;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One pass over one text. Refusing is not exceptional here, so it is a flag and not a throw: after
 * {@link #fail} every method returns at once and what was read is dropped.
 */
final class JsonReader {

  private static final int MAX_DEPTH = 32;
  private static final int MAX_VALUES = 10_000;
  private static final int MAX_NUMBER_CHARS = 64;
  private static final String MIN_LONG = Long.toString(Long.MIN_VALUE);
  private static final String MAX_LONG = Long.toString(Long.MAX_VALUE);

  private final String text;
  private int at;
  private int values;
  private boolean failed;

  JsonReader(String text) {
    this.text = text;
  }

  @Nullable Map<String, @Nullable Object> readObject() {
    skipSpace();
    if (peek() != '{') {
      return null;
    }
    Map<String, @Nullable Object> object = object(1);
    skipSpace();
    return failed || at != text.length() ? null : object;
  }

  private @Nullable Object value(int depth) {
    if (++values > MAX_VALUES) {
      return fail();
    }
    switch (peek()) {
      case '{':
        return depth > MAX_DEPTH ? fail() : object(depth);
      case '[':
        return depth > MAX_DEPTH ? fail() : array(depth);
      case '"':
        return string();
      case 't':
        return word("true", Boolean.TRUE);
      case 'f':
        return word("false", Boolean.FALSE);
      case 'n':
        return word("null", null);
      default:
        return number();
    }
  }

  private Map<String, @Nullable Object> object(int depth) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    at++;
    skipSpace();
    if (accept('}')) {
      return Collections.unmodifiableMap(members);
    }
    do {
      member(members, depth);
    } while (!failed && accept(','));
    expect('}');
    return Collections.unmodifiableMap(members);
  }

  private void member(Map<String, @Nullable Object> members, int depth) {
    skipSpace();
    if (peek() != '"') {
      fail();
      return;
    }
    String name = string();
    skipSpace();
    expect(':');
    skipSpace();
    if (failed || members.containsKey(name)) { // RFC 7519 section 4: names must be unique
      fail();
      return;
    }
    members.put(name, value(depth + 1));
    skipSpace();
  }

  private List<@Nullable Object> array(int depth) {
    List<@Nullable Object> elements = new ArrayList<>();
    at++;
    skipSpace();
    if (accept(']')) {
      return Collections.unmodifiableList(elements);
    }
    do {
      skipSpace();
      elements.add(value(depth + 1));
      skipSpace();
    } while (!failed && accept(','));
    expect(']');
    return Collections.unmodifiableList(elements);
  }

  private String string() {
    int start = ++at;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '"') {
        return text.substring(start, at++);
      }
      if (c == '\\') {
        return stringWithEscapes(start);
      }
      if (c < ' ') {
        break;
      }
      at++;
    }
    fail();
    return "";
  }

  private String stringWithEscapes(int start) {
    StringBuilder out = new StringBuilder(text.substring(start, at));
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '"') {
        return hasLoneSurrogate(out) ? failedString() : out.toString();
      }
      if (c < ' ') {
        break;
      }
      if (c == '\\') {
        c = escape();
      }
      out.append(c);
    }
    return failedString();
  }

  private String failedString() {
    fail();
    return "";
  }

  private char escape() {
    char c = peek();
    at++;
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
        fail();
        return c;
    }
  }

  private char hexEscape() {
    int code = 0;
    for (int i = 0; i < 4; i++) {
      int digit = hexDigit(peek());
      if (digit < 0) {
        fail();
        return ' ';
      }
      code = code << 4 | digit;
      at++;
    }
    return (char) code;
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

  private @Nullable Object number() {
    int start = at;
    accept('-');
    boolean leadingZero = peek() == '0';
    int digits = digits();
    if (digits == 0 || leadingZero && digits > 1) {
      return fail();
    }
    boolean integer = true;
    if (accept('.')) {
      integer = false;
      if (digits() == 0) {
        return fail();
      }
    }
    if (peek() == 'e' || peek() == 'E') {
      integer = false;
      at++;
      if (!accept('+')) {
        accept('-');
      }
      if (digits() == 0) {
        return fail();
      }
    }
    return at - start > MAX_NUMBER_CHARS ? fail() : number(text.substring(start, at), integer);
  }

  private @Nullable Object number(String literal, boolean integer) {
    if (integer && fitsLong(literal)) {
      return Long.valueOf(literal);
    }
    double number = Double.parseDouble(literal);
    return Double.isInfinite(number) ? fail() : (Object) number;
  }

  private static boolean fitsLong(String literal) {
    String limit = literal.charAt(0) == '-' ? MIN_LONG : MAX_LONG;
    // without leading zeros, what is as long as the limit compares like the numbers
    return literal.length() < limit.length()
        || literal.length() == limit.length() && literal.compareTo(limit) <= 0;
  }

  private int digits() {
    int start = at;
    while (peek() >= '0' && peek() <= '9') {
      at++;
    }
    return at - start;
  }

  private @Nullable Object word(String word, @Nullable Object meaning) {
    if (!text.startsWith(word, at)) {
      return fail();
    }
    at += word.length();
    return meaning;
  }

  private char peek() {
    return at < text.length() ? text.charAt(at) : '\0';
  }

  private boolean accept(char wanted) {
    if (peek() != wanted) {
      return false;
    }
    at++;
    return true;
  }

  private void expect(char wanted) {
    if (!accept(wanted)) {
      fail();
    }
  }

  private void skipSpace() {
    while (peek() == ' ' || peek() == '\t' || peek() == '\n' || peek() == '\r') {
      at++;
    }
  }

  private @Nullable Object fail() {
    failed = true;
    at = text.length();
    return null;
  }
}
