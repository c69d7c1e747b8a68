package dev.latchkey;

import java.io.IOException;
import java.io.StringReader;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The text of a properties file, read as the JDK reads it, but not past what the JDK repairs in
 * silence: a key that is set twice, of which it keeps the last, and a backslash before an ordinary
 * character, which it drops: {@code ~/v\d+} would become {@code ~/vd+}.
 */
final class PropertiesText {

  /** What may follow a backslash: escapes, separators and comment marks, and quotes. */
  private static final String ESCAPED = "tnrf\\ :=#!\"'";

  private static final int UNICODE_DIGITS = 4;

  private final Consumer<String> problems;

  private PropertiesText(Consumer<String> problems) {
    this.problems = problems;
  }

  /** Reads a text and tells what is wrong with it; what can be read counts all the same. */
  static Map<String, String> read(String text, Consumer<String> problems) {
    new PropertiesText(problems).checkEscapes(text);
    Once properties = new Once(problems);
    try {
      properties.load(new StringReader(text));
    } catch (IllegalArgumentException badUnicodeEscape) {
      // told already, with its line
    } catch (IOException impossible) {
      throw new IllegalStateException("text in memory cannot be read", impossible);
    }
    Map<String, String> found = new TreeMap<>();
    properties.forEach((key, value) -> found.put((String) key, (String) value));
    return found;
  }

  private void checkEscapes(String text) {
    int number = 0;
    boolean continued = false;
    for (String line : text.lines().toList()) {
      number++;
      String start = line.stripLeading();
      boolean comment = !continued && (start.startsWith("#") || start.startsWith("!"));
      continued = !comment && checkLine(number, line);
    }
  }

  /** Tells whether the line goes on in the next one. */
  private boolean checkLine(int number, String line) {
    for (int at = line.indexOf('\\'); at >= 0; at = line.indexOf('\\', at + 2)) {
      if (at + 1 == line.length()) {
        return true;
      }
      char escaped = line.charAt(at + 1);
      if (escaped == 'u' && !isUnicode(line, at + 2)) {
        problems.accept("line " + number + " holds \\u without four hexadecimal digits");
      } else if (escaped != 'u' && ESCAPED.indexOf(escaped) < 0) {
        problems.accept(
            "line " + number + " holds a single backslash, which would be lost; write two");
      }
    }
    return false;
  }

  private static boolean isUnicode(String line, int from) {
    return line.length() >= from + UNICODE_DIGITS
        && line.substring(from, from + UNICODE_DIGITS)
            .chars()
            .allMatch(c -> Character.digit(c, 16) >= 0 && c < 128);
  }

  /** Properties that notice a key which is set twice. */
  private static final class Once extends Properties {

    private static final long serialVersionUID = 1;

    private final transient Consumer<String> problems;

    Once(Consumer<String> problems) {
      this.problems = problems;
    }

    @Override
    public synchronized @Nullable Object put(Object key, Object value) {
      if (containsKey(key)) {
        problems.accept("\"" + key + "\" is set twice");
      }
      return super.put(key, value);
    }
  }
}
