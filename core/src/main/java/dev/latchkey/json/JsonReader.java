package dev.latchkey.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One pass over one text in UTF-8. Refusing is not exceptional here, so it is a flag and not a
 * throw: after {@link #fail} every method returns at once and what was read is dropped.
 */
final class JsonReader {

  private static final int MAX_DEPTH = 32;
  private static final int MAX_VALUES = 10_000;
  private static final int MAX_NUMBER_CHARS = 64;

  /** Integers up to here fit a {@code long} whatever their digits. */
  private static final int EXACT_CHARS = 18;

  private static final String MIN_LONG = Long.toString(Long.MIN_VALUE);
  private static final String MAX_LONG = Long.toString(Long.MAX_VALUE);

  private final byte[] utf8;
  private int at;
  private int values;

  /** What was read of the objects and arrays that are still open. */
  private @Nullable Object[] read = new @Nullable Object[48];

  private int top;
  private boolean failed;

  JsonReader(byte[] utf8) {
    this.utf8 = utf8;
  }

  @Nullable Map<String, @Nullable Object> readObject() {
    skipSpace();
    if (peek() != '{') {
      return null;
    }
    Map<String, @Nullable Object> object = object(1);
    skipSpace();
    return failed || at != utf8.length ? null : object;
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

  private @Nullable Map<String, @Nullable Object> object(int depth) {
    int bottom = top;
    at++;
    skipSpace();
    if (!accept('}')) {
      do {
        member(depth);
      } while (!failed && accept(','));
      expect('}');
    }
    Map<String, @Nullable Object> members = failed ? null : Members.of(read, bottom, top);
    top = bottom;
    if (members == null) { // RFC 7519 section 4: names must be unique
      fail();
    }
    return members;
  }

  private void member(int depth) {
    skipSpace();
    if (peek() != '"') {
      fail();
      return;
    }
    push(name());
    skipSpace();
    expect(':');
    skipSpace();
    if (!failed) {
      push(value(depth + 1));
      skipSpace();
    }
  }

  private List<@Nullable Object> array(int depth) {
    int bottom = top;
    at++;
    skipSpace();
    if (!accept(']')) {
      do {
        skipSpace();
        push(value(depth + 1));
        skipSpace();
      } while (!failed && accept(','));
      expect(']');
    }
    @Nullable Object[] elements = Arrays.copyOfRange(read, bottom, top);
    top = bottom;
    return Collections.unmodifiableList(Arrays.asList(elements));
  }

  private void push(@Nullable Object each) {
    if (top == read.length) {
      read = Arrays.copyOf(read, 2 * top);
    }
    read[top++] = each;
  }

  /** Reads a name; the common ones make no new string. */
  private String name() {
    int start = at + 1;
    boolean plain = skipString();
    String common = plain ? CommonNames.find(utf8, start, at - 1) : null;
    return common == null ? text(start, plain) : common;
  }

  private String string() {
    int start = at + 1;
    return text(start, skipString());
  }

  /** Goes behind the closing quote and tells whether all before it means what it says. */
  private boolean skipString() {
    boolean plain = true;
    for (at++; at < utf8.length; at++) {
      byte c = utf8[at];
      if (c == '"') {
        at++;
        return plain;
      }
      if (c == '\\') {
        plain = false;
        at++; // whatever is escaped ends nothing
      } else if (c < 0) {
        plain = false;
      } else if (c < ' ') {
        break;
      }
    }
    fail();
    return false;
  }

  private String text(int start, boolean plain) {
    if (failed) {
      return "";
    }
    if (plain) {
      return new String(utf8, start, at - 1 - start, StandardCharsets.ISO_8859_1);
    }
    String text = JsonText.read(utf8, start, at - 1);
    if (text == null) {
      fail();
      return "";
    }
    return text;
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
    if (integer && at - start <= EXACT_CHARS) {
      return exact(start);
    }
    if (at - start > MAX_NUMBER_CHARS) {
      return fail();
    }
    return number(new String(utf8, start, at - start, StandardCharsets.ISO_8859_1), integer);
  }

  private Long exact(int start) {
    boolean negative = utf8[start] == '-';
    long number = 0;
    for (int i = negative ? start + 1 : start; i < at; i++) {
      number = 10 * number + utf8[i] - '0';
    }
    return negative ? -number : number;
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
    for (int i = 0; i < word.length(); i++) {
      if (!accept(word.charAt(i))) {
        return fail();
      }
    }
    return meaning;
  }

  private int peek() {
    return at < utf8.length ? utf8[at] : 0;
  }

  private boolean accept(int wanted) {
    if (peek() != wanted) {
      return false;
    }
    at++;
    return true;
  }

  private void expect(int wanted) {
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
    at = utf8.length;
    return null;
  }
}
