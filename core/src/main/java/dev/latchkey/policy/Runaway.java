package dev.latchkey.policy;

import java.util.BitSet;

/**
 * Refuses regular expressions whose time could grow faster than the path is long, since whoever
 * sends requests chooses the path. Rather too strict than too clever:
 *
 * <ul>
 *   <li>A group may be optional or repeated a fixed number of times ({@code (-[0-9a-f]{4}){3}}),
 *       never freely: {@code (a+)+}, {@code (a|b)*}, {@code (/[a-z]+)*}.
 *   <li>A repetition is <em>loose</em> when what follows it may begin with a character that it
 *       repeats, as {@code .*} in {@code .*x}; then there are many places where it may stop. One
 *       may be loose: {@code /.*\.css}. Behind it nothing may be repeated freely but a {@code .*}
 *       or {@code .+} at the very end.
 *   <li>Alternatives and optional parts that begin alike multiply the ways through; at most {@link
 *       #MOST_WAYS}.
 * </ul>
 *
 * <p>So one path costs at most its length times a constant.
 */
final class Runaway {

  /** The highest count that may stand in braces. */
  static final int MOST_COUNTED = 100;

  /** How many ways through the expression there may be, loose repetitions apart. */
  static final int MOST_WAYS = 100;

  private long ways = 1;

  private Runaway() {}

  /**
   * Checks an expression.
   *
   * @throws IllegalArgumentException when it could run away, with advice
   */
  static void refuse(RegexPart expression) {
    new Runaway().walk(expression, new BitSet(), false);
  }

  /**
   * Walks from left to right.
   *
   * @param behind the characters that may come next; empty at the very end
   * @param loose whether there was a loose repetition before
   * @return whether there was one before or within
   */
  private boolean walk(RegexPart part, BitSet behind, boolean loose) {
    if (part instanceof RegexPart.Sequence sequence) {
      return walkSequence(sequence, behind, loose);
    }
    if (part instanceof RegexPart.Choice choice) {
      return walkChoice(choice, behind, loose);
    }
    if (part instanceof RegexPart.Repeat repeat) {
      return walkRepeat(repeat, behind, loose);
    }
    return loose;
  }

  private boolean walkSequence(RegexPart.Sequence sequence, BitSet behind, boolean loose) {
    boolean result = loose;
    for (int i = 0; i < sequence.parts().size(); i++) {
      result = walk(sequence.parts().get(i), sequence.firstFrom(i + 1, behind), result);
    }
    return result;
  }

  private boolean walkChoice(RegexPart.Choice choice, BitSet behind, boolean loose) {
    boolean result = loose;
    boolean alike = false;
    BitSet seen = new BitSet();
    for (RegexPart alternative : choice.alternatives()) {
      BitSet first = (BitSet) alternative.first().clone();
      if (alternative.canBeEmpty()) {
        first.or(behind);
      }
      alike |= seen.intersects(first);
      seen.or(first);
      result |= walk(alternative, behind, loose);
    }
    multiplyWays(alike ? choice.alternatives().size() : 1);
    return result;
  }

  private boolean walkRepeat(RegexPart.Repeat repeat, BitSet behind, boolean loose) {
    RegexPart what = repeat.what();
    boolean ambiguous = what.first().intersects(behind);
    if (repeat.max() <= 1) {
      multiplyWays(ambiguous ? 2 : 1);
      return walk(what, behind, loose);
    }
    if (repeat.fixed()) {
      return loose;
    }
    if (!(what instanceof RegexPart.One one)) {
      throw new IllegalArgumentException(
          "repeats a group, which could take very long; repeat one character or class such as"
              + " [^/]+, or write /** where any rest may follow");
    }
    if (loose && !takesAnyRest(repeat, one, behind)) {
      throw new IllegalArgumentException(
          "has a second repetition behind one that may stop in many places, which could take very"
              + " long; repeat what cannot run into its successor, such as [^/]+ before a slash");
    }
    return loose || ambiguous;
  }

  /** Such a repetition succeeds at once or not at all. */
  private static boolean takesAnyRest(RegexPart.Repeat repeat, RegexPart.One one, BitSet behind) {
    return behind.isEmpty()
        && repeat.max() == Integer.MAX_VALUE
        && one.chars().cardinality() == RegexPart.ALL;
  }

  private void multiplyWays(int by) {
    ways = Math.min(ways * by, Integer.MAX_VALUE);
    if (ways > MOST_WAYS) {
      throw new IllegalArgumentException(
          "has too many alternatives or optional parts that begin alike, which could take very long;"
              + " write several paths");
    }
  }
}
