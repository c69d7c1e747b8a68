package dev.latchkey.policy;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the part of the JDK's regular expressions that can be judged: characters, classes, {@code
 * .}, groups, alternatives and repetitions. The text was compiled by the JDK before, so that only
 * what is not in this part needs a message.
 */
final class RegexReader {

  private static final Pattern COUNT = Pattern.compile("\\{(\\d{1,5})(,(\\d{0,5}))?}");
  private static final String CLASS_ESCAPES = "dDsSwW";

  private final String text;
  private int at;

  RegexReader(String text) {
    this.text = text;
  }

  /**
   * Reads the whole text.
   *
   * @throws IllegalArgumentException when it has something that cannot be judged
   */
  RegexPart read() {
    RegexPart whole = choice();
    if (at < text.length()) {
      throw refusal("has a ) too many");
    }
    return whole;
  }

  private RegexPart choice() {
    List<RegexPart> alternatives = new ArrayList<>();
    alternatives.add(sequence());
    while (at < text.length() && text.charAt(at) == '|') {
      at++;
      alternatives.add(sequence());
    }
    return alternatives.size() == 1 ? alternatives.get(0) : new RegexPart.Choice(alternatives);
  }

  private RegexPart sequence() {
    List<RegexPart> parts = new ArrayList<>();
    while (at < text.length() && text.charAt(at) != '|' && text.charAt(at) != ')') {
      int start = at;
      RegexPart part = repeated(atom());
      if (part instanceof RegexPart.One && text.charAt(start) == '.') {
        at = start;
        throw refusal(
            "has a dot that stands for any one character, a slash too; write \\. or [.] for a dot,"
                + " [^/] for any one character of a name");
      }
      parts.add(part);
    }
    return new RegexPart.Sequence(parts);
  }

  private RegexPart atom() {
    return switch (text.charAt(at)) {
      case '(' -> group();
      case '[' -> characterClass();
      case '\\' -> escape();
      case '^', '$' ->
          throw refusal(
              "has ^ or $ within; an expression is for the whole path anyway, so that only both, at"
                  + " its two ends, may stand");
      default -> new RegexPart.One(membersOf(at, ++at));
    };
  }

  private RegexPart group() {
    at++;
    if (text.startsWith("?", at) && !text.startsWith("?:", at)) {
      throw refusal(
          "has (? which looks around, names or changes something; only ( ) and (?: ) may stand."
              + " For an exception write a line of its own above");
    }
    at += text.startsWith("?:", at) ? 2 : 0;
    RegexPart inner = choice();
    at++; // its ) is there, or the JDK had not compiled it
    return inner;
  }

  private RegexPart characterClass() {
    int start = at++;
    at += text.startsWith("^", at) ? 1 : 0;
    while (at < text.length() && text.charAt(at) != ']') {
      if (text.charAt(at) == '[' || text.startsWith("&&", at)) {
        throw refusal("has a class within a class");
      }
      if (text.charAt(at) == '\\') {
        escape();
      } else {
        at++;
      }
    }
    at = Math.min(at + 1, text.length());
    return new RegexPart.One(membersOf(start, at));
  }

  private RegexPart escape() {
    int start = at;
    at += 2;
    char escaped = at <= text.length() ? text.charAt(at - 1) : '\\';
    boolean word = Character.isLetterOrDigit(escaped);
    if (word && CLASS_ESCAPES.indexOf(escaped) < 0) {
      at = start;
      throw refusal(
          "has \\%s; of those only \\d \\w \\s \\D \\W \\S may stand, and no references back"
              .formatted(escaped));
    }
    return new RegexPart.One(membersOf(start, at));
  }

  /** Asks the JDK which characters the piece of text stands for. */
  private BitSet membersOf(int start, int end) {
    String piece = text.substring(start, end);
    if (piece.length() == 1 && piece.charAt(0) >= RegexPart.BEYOND_ASCII) {
      return bits(RegexPart.BEYOND_ASCII); // half a pair may stand here, which is no expression
    }
    Pattern pattern = Pattern.compile(piece, Pattern.DOTALL);
    BitSet members = new BitSet(RegexPart.ALL);
    for (char c = 0; c < RegexPart.BEYOND_ASCII; c++) {
      members.set(c, pattern.matcher(String.valueOf(c)).matches());
    }
    members.set(RegexPart.BEYOND_ASCII, mayGoBeyondAscii(piece));
    return members;
  }

  private static boolean mayGoBeyondAscii(String piece) {
    boolean negated = piece.equals(".") || piece.startsWith("[^") || piece.matches(".*\\\\[DSW].*");
    return negated || piece.chars().anyMatch(c -> c >= RegexPart.BEYOND_ASCII);
  }

  private static BitSet bits(int bit) {
    BitSet bits = new BitSet(RegexPart.ALL);
    bits.set(bit);
    return bits;
  }

  private RegexPart repeated(RegexPart what) {
    RegexPart result = what;
    while (at < text.length() && "*+?{".indexOf(text.charAt(at)) >= 0) {
      if (result instanceof RegexPart.Repeat) {
        throw refusal("repeats a repetition");
      }
      result = repeat(what);
      // a lazy repetition tries the same lengths in another order
      at += text.startsWith("?", at) ? 1 : 0;
    }
    return result;
  }

  private RegexPart repeat(RegexPart what) {
    char sign = text.charAt(at);
    if (sign == '{') {
      return counted(what);
    }
    at++;
    int min = sign == '+' ? 1 : 0;
    int max = sign == '?' ? 1 : Integer.MAX_VALUE;
    return new RegexPart.Repeat(what, min, max);
  }

  private RegexPart counted(RegexPart what) {
    Matcher count = COUNT.matcher(text).region(at, text.length());
    if (!count.lookingAt()) {
      throw refusal("has a { that begins no count such as {2} or {2,5}");
    }
    at = count.end();
    int min = Integer.parseInt(count.group(1));
    boolean open = count.group(2) != null && count.group(3).isEmpty();
    int max = count.group(2) == null ? min : open ? min : Integer.parseInt(count.group(3));
    if (max > Runaway.MOST_COUNTED) {
      throw refusal("counts beyond " + Runaway.MOST_COUNTED);
    }
    return new RegexPart.Repeat(what, min, open ? Integer.MAX_VALUE : max);
  }

  private IllegalArgumentException refusal(String what) {
    return new IllegalArgumentException(what + " (at character " + (at + 1) + ")");
  }
}
