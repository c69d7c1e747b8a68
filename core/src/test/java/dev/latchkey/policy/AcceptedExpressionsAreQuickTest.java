package dev.latchkey.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Random expressions: those that are accepted look at each character a bounded number of times. */
class AcceptedExpressionsAreQuickTest {

  private static final int EXPRESSIONS = Boolean.getBoolean("latchkey.full") ? 300_000 : 20_000;

  /** A path of 3,000 characters; looking at each pair of them would take millions. */
  private static final int LENGTH = 3_000;

  private static final long MOST_LOOKS_PER_CHARACTER = 400;

  private final Random random = new Random(20_260_101);

  @Test
  void noPathMakesThemSlow() {
    int accepted = 0;
    for (int i = 0; i < EXPRESSIONS; i++) {
      String expression = "/" + sequence(2);
      if (isAccepted(expression) && expression.matches(".*[*+].*")) {
        accepted++;
        Pattern pattern = Pattern.compile(expression, Pattern.DOTALL);
        for (String unit : List.of("a", "ab", "aab", "b", "/a", "aaaaaaab")) {
          Path path = new Path("/" + unit.repeat(LENGTH / unit.length()) + "!");
          pattern.matcher(path).matches();
          assertThat(path.looks)
              .as("%s on %s…", expression, unit)
              .isLessThan(MOST_LOOKS_PER_CHARACTER * LENGTH);
        }
      }
    }
    assertThat(accepted).isGreaterThan(EXPRESSIONS / 100);
  }

  private static boolean isAccepted(String expression) {
    List<String> problems = new ArrayList<>();
    RuleTable.parse("deny ~" + expression, problems::add);
    return problems.isEmpty();
  }

  private String sequence(int depth) {
    StringBuilder all = new StringBuilder();
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      all.append(atom(depth)).append(pick("", "", "", "?", "*", "+", "{2}", "{1,3}", "*?"));
    }
    return all.toString();
  }

  private String atom(int depth) {
    if (depth > 0 && random.nextInt(3) == 0) {
      String group = "(" + sequence(depth - 1);
      return random.nextBoolean() ? group + ")" : group + "|" + sequence(depth - 1) + ")";
    }
    return pick("a", "b", "c", "/", "[ab]", "[^/]", "[^a]", ".");
  }

  private String pick(String... from) {
    return from[random.nextInt(from.length)];
  }

  /** Counts how often a character of it is looked at. */
  private static final class Path implements CharSequence {

    private final String text;
    private long looks;

    Path(String text) {
      this.text = text;
    }

    @Override
    public char charAt(int index) {
      looks++;
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.subSequence(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
