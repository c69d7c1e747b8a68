package dev.latchkey.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is told to be never matched never is, and what never is, is told. */
class ShadowingAgreesWithMatchingTest {

  private static final int TABLES = Boolean.getBoolean("latchkey.full") ? 50_000 : 3_000;
  private static final List<String> METHODS = List.of("GET", "HEAD", "POST", "PUT");
  private static final List<String> METHOD_WORDS =
      List.of("", "", "", "GET ", "POST ", "GET,POST ", "HEAD ", "* ");
  private static final List<String> TEMPLATES =
      List.of(
          "/",
          "/a",
          "/b",
          "/{*}",
          "/**",
          "/*.a",
          "/x.a",
          "/a/b",
          "/a/{*}",
          "/{*}/b",
          "/{*}/{*}",
          "/a/**",
          "/b/**",
          "/{*}/**",
          "/a/b/**",
          "/a/{*}/**",
          "/{*}/{*}/**",
          "/a/*.a");
  private static final List<String> EXPRESSIONS =
      List.of("~/a", "~/a|/b", "~/[ab]", "~/a.*", "~/a/.*", "~/.*", "~/[^/]+", "~/a/[ab]");
  private static final Pattern TOLD =
      Pattern.compile("line ([0-9]+): (?:path \"(.*)\" can never|repeats).*");

  private final List<String> universe = paths();
  private int deadUntold;
  private int deadTold;

  /** One more segment than any template has, and one that none of them names. */
  private static List<String> paths() {
    List<String> all = new ArrayList<>(List.of("/"));
    List<String> last = List.of("");
    for (int depth = 0; depth < 3; depth++) {
      List<String> next = new ArrayList<>();
      for (String parent : last) {
        for (String segment : List.of("a", "b", "ab", "x.a", "z", "z.a")) {
          next.add(parent + "/" + segment);
        }
      }
      all.addAll(next);
      last = next;
    }
    return all;
  }

  @Test
  @Tag("K23")
  void forTemplatesItIsExact() {
    Random random = new Random(23);
    for (int i = 0; i < TABLES; i++) {
      check(table(random, TEMPLATES));
    }
    assertThat(deadTold).isGreaterThan(TABLES / 10);
    assertThat(deadUntold).isZero();
  }

  /** Whether several expressions leave nothing is not looked into, so some are not told. */
  @Test
  @Tag("K23")
  void withExpressionsNothingIsToldThatMatches() {
    Random random = new Random(24);
    List<String> patterns = new ArrayList<>(TEMPLATES);
    patterns.addAll(EXPRESSIONS);
    for (int i = 0; i < TABLES; i++) {
      check(table(random, patterns));
    }
    assertThat(deadTold).isGreaterThan(TABLES / 10);
    assertThat(deadUntold).as("of " + deadTold).isLessThan(deadTold / 8);
  }

  private static List<String> table(Random random, List<String> patterns) {
    List<String> lines = new ArrayList<>();
    int count = 2 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      String methods = METHOD_WORDS.get(random.nextInt(METHOD_WORDS.size()));
      lines.add("deny " + methods + patterns.get(random.nextInt(patterns.size())));
    }
    return lines;
  }

  private void check(List<String> lines) {
    List<String> problems = new ArrayList<>();
    List<Rule> rules = RuleTable.parse(String.join("\n", lines), problems::add).rules();
    assertThat(rules).hasSameSizeAs(lines);
    Set<Integer> told = new HashSet<>();
    for (String problem : problems) {
      Matcher parts = TOLD.matcher(problem);
      assertThat(parts.matches()).as(problem).isTrue();
      told.add(Integer.valueOf(parts.group(1)));
    }
    for (Rule rule : rules) {
      List<Rule> earlier = rules.subList(0, rule.line() - 1);
      boolean decides = decides(rule, earlier);
      if (told.contains(rule.line())) {
        deadTold++;
        assertThat(decides && !isReadAsDead(rule, earlier)).as(lines + " " + problems).isFalse();
      } else if (!decides) {
        deadUntold++;
      }
    }
  }

  private boolean decides(Rule rule, List<Rule> earlier) {
    return universe.stream()
        .filter(rule::isFor)
        .anyMatch(
            path -> METHODS.stream().anyMatch(method -> decides(rule, method, path, earlier)));
  }

  /** As {@link RuleTable#match} says it, written once more. */
  private static boolean decides(Rule rule, String method, String path, List<Rule> earlier) {
    if (!rule.methods().allow(method)) {
      return false;
    }
    boolean listed = false;
    for (Rule other : earlier) {
      if (other.isFor(path) && (!listed || other.methods().listed())) {
        if (other.methods().allow(method)) {
          return false;
        }
        listed = true;
      }
    }
    return !listed || rule.methods().listed();
  }

  /** Behind a line without methods, read from top to bottom: refused though it could match. */
  private static boolean isReadAsDead(Rule rule, List<Rule> earlier) {
    return rule.methods().listed()
        && earlier.stream().anyMatch(other -> !other.methods().listed())
        && earlier.stream().anyMatch(other -> other.methods().listed());
  }
}
