package dev.latchkey.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Random tables and requests, against a second reading of the design that is slow and obvious. */
class MatchingAgreesWithTheTextTest {

  private static final List<String> SEGMENTS = List.of("a", "b", "{*}", "*.x", "a.x");
  private static final List<String> EXPRESSIONS =
      List.of("~/a/.*", "~/a[^/]*", "~/(a|b)/c", "~/a/b(/c)?", "~/b/a[.]x", "~.*x", "~/b?");
  private static final List<String> METHODS = List.of("", "GET ", "POST ", "GET,PUT ", "* ");
  private static final List<String> REQUESTED = List.of("GET", "HEAD", "POST", "PUT", "get");
  private static final int TABLES = Boolean.getBoolean("latchkey.full") ? 200_000 : 4_000;

  private final Random random = new Random(20_260_101);

  @Test
  void everySoundTableAnswersAsItReads() {
    int sound = 0;
    for (int i = 0; i < TABLES; i++) {
      List<String> lines = randomLines();
      List<String> problems = new ArrayList<>();
      RuleTable table = RuleTable.parse(String.join("\n", lines), problems::add);
      if (problems.isEmpty()) {
        sound++;
        compare(table, lines);
      }
    }
    assertThat(sound).isGreaterThan(TABLES / 5);
  }

  /** No line is refused that a request could have reached, but for the one documented case. */
  @Test
  void everyPathThatIsSaidToBeDeadIsDead() {
    int dead = 0;
    for (int i = 0; i < TABLES; i++) {
      List<String> lines = randomLines();
      List<String> problems = new ArrayList<>();
      RuleTable.parse(String.join("\n", lines), problems::add);
      for (String problem : problems) {
        int line = Integer.parseInt(problem.substring(5, problem.indexOf(':')));
        boolean listsMethods = lines.get(line - 1).split(" ").length == 3;
        boolean documented =
            problem.contains("comes first and covers it")
                || listsMethods && problem.contains("take it together");
        if (!documented) {
          dead++;
          assertThat(reachable(lines, line)).as("%s in %s", problem, lines).isFalse();
        }
      }
    }
    assertThat(dead).isGreaterThan(TABLES / 20);
  }

  private boolean reachable(List<String> lines, int line) {
    for (int i = 0; i < 60; i++) {
      String path = randomPath(); // the gate lets none pass with an empty segment
      if (!path.contains("//")
          && naive(lines, pick(REQUESTED), path).equals(lines.get(line - 1) + "@" + line)) {
        return true;
      }
    }
    return false;
  }

  private void compare(RuleTable table, List<String> lines) {
    for (int i = 0; i < 25; i++) {
      String method = pick(REQUESTED);
      String path = randomPath();
      assertThat(answer(table.match(method, path)))
          .as("%s %s in %s", method, path, lines)
          .isEqualTo(naive(lines, method, path));
    }
  }

  private static String answer(Match match) {
    if (match instanceof Match.Matched matched) {
      return matched.rule().text() + "@" + matched.rule().line();
    }
    return match instanceof Match.MethodNotListed others ? others.allowed().toString() : "none";
  }

  private static String naive(List<String> lines, String method, String path) {
    Set<String> allowed = new LinkedHashSet<>();
    boolean listed = false;
    for (int i = 0; i < lines.size(); i++) {
      String[] words = lines.get(i).split(" ");
      boolean mentions = words.length == 3;
      if (!fits(words[words.length - 1], path) || listed && !mentions) {
        continue;
      }
      List<String> methods = mentions ? List.of(words[1].split(",")) : List.of("*");
      boolean head = method.equals("HEAD") && methods.contains("GET");
      if (methods.contains("*") || methods.contains(method) || head) {
        return lines.get(i) + "@" + (i + 1);
      }
      listed = true;
      methods.forEach(
          name -> allowed.addAll(name.equals("GET") ? List.of(name, "HEAD") : List.of(name)));
    }
    return listed ? allowed.toString() : "none";
  }

  private static boolean fits(String pattern, String path) {
    if (!pattern.startsWith("~")) {
      return path.matches(regex(pattern));
    }
    String bare = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    String expression = pattern.substring(1);
    return bare.matches(expression) || (bare + "/").matches(expression);
  }

  private static String regex(String template) {
    boolean anyRest = template.endsWith("/**");
    String rest = anyRest ? template.substring(0, template.length() - 3) : template;
    StringBuilder regex = new StringBuilder();
    for (String segment : rest.split("/")) {
      if (!segment.isEmpty()) {
        regex.append('/').append(segmentRegex(segment));
      }
    }
    return regex + (anyRest ? "(/.*)?" : "/?");
  }

  private static String segmentRegex(String segment) {
    return segment.equals("{*}") ? "[^/]+" : Pattern.quote(segment).replace("*", "\\E[^/]*\\Q");
  }

  private List<String> randomLines() {
    List<String> lines = new ArrayList<>();
    for (int i = random.nextInt(5); i >= 0; i--) {
      lines.add(pick(List.of("public ", "login ", "deny ")) + pick(METHODS) + randomPattern());
    }
    return lines;
  }

  private String randomPattern() {
    return random.nextInt(6) == 0 ? pick(EXPRESSIONS) : randomTemplate();
  }

  private String randomTemplate() {
    StringBuilder template = new StringBuilder();
    int depth = random.nextInt(4);
    for (int i = 0; i < depth; i++) {
      String segment = pick(SEGMENTS);
      // a star within a segment may stand in the last one only
      template.append('/').append(segment.equals("*.x") && i < depth - 1 ? "b" : segment);
    }
    boolean anyRest = random.nextInt(3) == 0 && template.indexOf("*.x") < 0;
    return template.isEmpty() || anyRest ? template + (anyRest ? "/**" : "/") : template.toString();
  }

  private String randomPath() {
    StringBuilder path = new StringBuilder();
    for (int i = random.nextInt(4); i > 0; i--) {
      path.append('/').append(pick(List.of("a", "b", "c", "a.x", ".x", "")));
    }
    return path.isEmpty() || random.nextInt(4) == 0 ? path + "/" : path.toString();
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
