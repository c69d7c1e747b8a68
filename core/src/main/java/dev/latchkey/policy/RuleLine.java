package dev.latchkey.policy;

import java.util.ArrayList;
import java.util.List;

/** Cuts a line of a rule table into words. A quote begins or ends text in which all is literal. */
final class RuleLine {

  private RuleLine() {}

  /**
   * Returns the words between blanks, quotes still in them, without the comment.
   *
   * @throws IllegalArgumentException when a quote is not closed or an invisible character stands
   *     where one would read a blank
   */
  static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      quoted ^= c == '"';
      if (!quoted && c == '#' && word.isEmpty()) {
        break;
      }
      if (!quoted && isBlank(c)) {
        finish(word, words);
      } else {
        word.append(visible(c, quoted));
      }
    }
    if (quoted) {
      throw new IllegalArgumentException("a quote is opened and not closed");
    }
    finish(word, words);
    return words;
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  private static char visible(char c, boolean quoted) {
    boolean deceiving = Character.isSpaceChar(c) || Character.getType(c) == Character.FORMAT;
    if (Character.isISOControl(c) || deceiving && !(quoted && c == ' ')) {
      throw new IllegalArgumentException(
          "has the invisible character U+%04X; delete it or write a blank".formatted((int) c));
    }
    return c;
  }

  private static void finish(StringBuilder word, List<String> words) {
    if (!word.isEmpty()) {
      words.add(word.toString());
      word.setLength(0);
    }
  }

  /** Cuts a word at each separator that stands outside of quotes; the quotes stay. */
  static List<String> split(String word, char separator) {
    List<String> parts = new ArrayList<>();
    int start = 0;
    for (int i = indexOf(word, separator, 0); i >= 0; i = indexOf(word, separator, start)) {
      parts.add(word.substring(start, i));
      start = i + 1;
    }
    parts.add(word.substring(start));
    return parts;
  }

  /** Finds a character outside of quotes; {@code from} itself is outside. Minus one if none. */
  static int indexOf(String word, char wanted, int from) {
    boolean quoted = false;
    for (int i = from; i < word.length(); i++) {
      quoted ^= word.charAt(i) == '"';
      if (!quoted && word.charAt(i) == wanted) {
        return i;
      }
    }
    return -1;
  }

  /** Removes the quotes. */
  static String unquoted(String word) {
    return word.replace("\"", "");
  }
}
