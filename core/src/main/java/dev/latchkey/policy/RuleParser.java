package dev.latchkey.policy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the language of rules:
 *
 * <pre>
 * [audit:]access [METHOD,METHOD] path [path …] [name=value[|value…] …]
 *     or name=value …
 * </pre>
 *
 * <p>A line with a problem yields no rule; reading goes on, so that all problems are told at once.
 * Indentation says nothing: a properties file takes it away, a {@code web.xml} adds it everywhere.
 */
final class RuleParser {

  private static final String OR = "or";

  private final Collection<String> providers;
  private final RuleProblems problems;
  private final List<Rule> rules = new ArrayList<>();
  private @Nullable RuleDraft draft;

  RuleParser(Collection<String> providers, RuleProblems problems) {
    this.providers = providers;
    this.problems = problems;
  }

  List<Rule> read(String text) {
    int line = 0;
    for (Iterator<String> lines = text.lines().iterator(); lines.hasNext(); ) {
      line++;
      List<String> words = attempt(line, lines.next(), RuleLine::words);
      if (words != null && !words.isEmpty()) {
        readLine(line, words);
      }
    }
    finishRule();
    return rules;
  }

  private void readLine(int line, List<String> words) {
    if (words.get(0).equals(OR)) {
      readOr(line, words);
    } else {
      finishRule();
      readRule(line, words);
    }
  }

  private void finishRule() {
    if (draft == null) {
      return;
    }
    Rule rule = draft.rule(problems.count());
    if (rule != null) {
      rules.add(rule);
    }
  }

  private void readRule(int line, List<String> words) {
    RuleDraft started = new RuleDraft(line, String.join(" ", words), problems.count());
    draft = started;
    Deque<String> left = new ArrayDeque<>(words);
    AccessWord word = attempt(line, left.remove(), AccessWord::read);
    Methods methods = readMethods(line, left);
    started.needs(word, methods);
    boolean pathsFollow = !left.isEmpty() && isPath(left.element());
    started.isFor(readPaths(line, left));
    if (!pathsFollow && methods != null) {
      problems.add(line, "names no path; write /** for every path");
    }
    if (!left.isEmpty()) {
      started.conditions(readAlternative(line, left));
    }
    Access access = word == null ? null : word.access();
    if (access != null && !access.judges() && left.stream().anyMatch(each -> idle(each, access))) {
      problems.add(
          line,
          ("a condition on %s has no effect, since %s; delete it or use another access word")
              .formatted(
                  access.word(),
                  access == Access.OPTIONAL
                      ? "a caller without any credential passes too"
                      : "no caller is judged"));
    }
  }

  /** On optional, the provider tells whose callers are recognised. */
  private static boolean idle(String word, Access access) {
    return isCondition(word) && !(access == Access.OPTIONAL && AcceptedProviders.isMeant(word));
  }

  private void readOr(int line, List<String> words) {
    RuleDraft above = draft;
    if (above == null) {
      problems.add(line, "or needs a rule above it");
      return;
    }
    if (!above.conditional()) {
      problems.add(
          line,
          "or has nothing to be an alternative to, since line %d has no condition"
              .formatted(above.line()));
    }
    if (above.conditional() && !above.judges()) {
      problems.add(
          line,
          "or has no effect, since a caller without any credential passes too; delete it or use"
              + " another access word");
    }
    if (words.size() == 1) {
      problems.add(line, "or has no condition, so that it would grant every caller");
    }
    above.or(String.join(" ", words), readAlternative(line, words.subList(1, words.size())));
  }

  /** Takes the word that stands where methods may stand; {@code null} when it is none. */
  private @Nullable Methods readMethods(int line, Deque<String> left) {
    if (left.isEmpty() || isPath(left.element()) || isCondition(left.element())) {
      return Methods.NOT_MENTIONED;
    }
    String word = left.remove();
    if (!Methods.looksLike(word)) {
      problems.add(line, misplaced(word));
      return null;
    }
    return attempt(line, word, Methods::parse);
  }

  private List<PathPattern> readPaths(int line, Deque<String> left) {
    List<PathPattern> paths = new ArrayList<>();
    while (!left.isEmpty() && isPath(left.element())) {
      PathPattern path = attempt(line, RuleLine.unquoted(left.remove()), PathPattern::parse);
      if (path != null
          && paths.stream().anyMatch(each -> each.toString().equals(path.toString()))) {
        problems.add(line, "names the path \"" + path + "\" twice");
      } else if (path != null) {
        paths.add(path);
      }
    }
    return paths;
  }

  private Alternative readAlternative(int line, Collection<String> words) {
    List<String> named = words.stream().filter(AcceptedProviders::isMeant).toList();
    if (named.size() > 1) {
      problems.add(line, "names provider twice; write provider=a|b where either will do");
    }
    AuthenticationCondition.repeated(words).ifPresent(advice -> problems.add(line, advice));
    AcceptedProviders accepted =
        named.isEmpty()
            ? AcceptedProviders.MAIN
            : attempt(line, named.get(0), word -> AcceptedProviders.read(word, providers));
    return new Alternative(
        accepted == null ? AcceptedProviders.MAIN : accepted,
        readConditions(line, words.stream().filter(word -> !named.contains(word)).toList()));
  }

  private List<Condition> readConditions(int line, Collection<String> words) {
    List<Condition> conditions = new ArrayList<>();
    for (String word : words) {
      if (conditions.stream().anyMatch(each -> each.text().equals(word))) {
        problems.add(line, "names " + word + " twice");
      }
      Condition condition = attempt(line, word, RuleParser::readCondition);
      if (condition != null) {
        conditions.add(condition);
      }
    }
    return conditions;
  }

  private static Condition readCondition(String word) {
    if (!isCondition(word)) {
      throw new IllegalArgumentException(misplaced(word));
    }
    return ConditionReader.read(word);
  }

  private static boolean isPath(String word) {
    String bare = RuleLine.unquoted(word);
    return bare.startsWith("/") || bare.startsWith("~");
  }

  private static boolean isCondition(String word) {
    return !isPath(word) && RuleLine.indexOf(word, '=', 0) > 0;
  }

  private static String misplaced(String word) {
    if (isPath(word)) {
      return "path \"" + word + "\" stands behind what is no path; write paths before conditions";
    }
    if (word.indexOf('/') >= 0 || word.indexOf('*') >= 0) {
      return "path \"" + word + "\" does not begin with a slash; write /" + word;
    }
    return ("\"%s\" is neither a method (capitals, right behind the access word) nor a path (begins"
            + " with / or ~) nor a condition (name=value)")
        .formatted(word);
  }

  private <F, T> @Nullable T attempt(int line, F from, Function<F, T> reader) {
    try {
      return reader.apply(from);
    } catch (IllegalArgumentException wrong) {
      problems.add(line, String.valueOf(wrong.getMessage()));
      return null;
    }
  }
}
