package dev.latchkey.policy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds what can never decide anything: a line that repeats another, and a path that earlier lines
 * leave nothing to. An earlier line takes
 *
 * <ul>
 *   <li>everything, when it covers the path and mentions no methods;
 *   <li>everything from a line that mentions no methods, when it covers the path and does mention
 *       some: a forgotten DELETE must not fall through, see {@link RuleTable#match};
 *   <li>its own methods from a line that mentions methods; several lines may take them together.
 * </ul>
 *
 * <p>A line with methods behind covering lines without is refused though it could match where yet
 * another line, further up, lists other methods for the path: read from top to bottom it is dead.
 */
final class Shadowing {

  private final RuleProblems problems;

  // what was looked at so far
  private final List<Rule> earlier = new ArrayList<>();
  private final Map<String, Rule> byText = new HashMap<>();
  private final PathIndex index = new PathIndex();
  private int deepest;

  Shadowing(RuleProblems problems) {
    this.problems = problems;
  }

  void find(List<Rule> rules) {
    for (Rule rule : rules) {
      findIn(rule);
      index.add(earlier.size(), rule);
      earlier.add(rule);
      byText.putIfAbsent(rule.text(), rule);
      deepest = Math.max(deepest, deepest(rule));
    }
  }

  private static int deepest(Rule rule) {
    int deepest = 0;
    for (PathPattern each : rule.paths()) {
      deepest = Math.max(deepest, each instanceof PathTemplate template ? template.depth() : 0);
    }
    return deepest;
  }

  /** The earlier lines that may be for a path, in their order. */
  private List<Rule> candidates(String path) {
    Set<Rule> candidates = new LinkedHashSet<>();
    for (int each : index.candidates(path)) {
      candidates.add(earlier.get(each));
    }
    return List.copyOf(candidates);
  }

  private void findIn(Rule rule) {
    Rule same = byText.get(rule.text());
    if (same != null) {
      problems.add(rule.line(), "repeats line " + same.line() + "; delete one of them");
      return;
    }
    for (PathPattern path : rule.paths()) {
      String one = shadow(rule.methods(), path);
      String shadow = one == null ? together(rule.methods(), path) : one;
      if (shadow != null) {
        problems.add(rule.line(), "path \"" + path + "\" can never match here: " + shadow);
      }
    }
  }

  private @Nullable String shadow(Methods methods, PathPattern path) {
    Set<String> left = new HashSet<>(methods.names());
    List<String> takers = new ArrayList<>();
    // whatever covers a template is for its least path, too
    List<Rule> others =
        path instanceof PathTemplate template ? candidates(template.leastPath(0)) : earlier;
    for (Rule other : others) {
      if (!other.covers(path)) {
        continue;
      }
      if (!other.methods().listed() || other.methods().any()) {
        return "line %d (%s) comes first and covers it; move this line up or delete it"
            .formatted(other.line(), other.text());
      }
      if (!methods.listed()) {
        return ("line %d (%s) lists methods for it, and then only lines with methods can match;"
                + " write * before the path to allow all others")
            .formatted(other.line(), other.text());
      }
      if (left.removeAll(other.methods().names())) {
        takers.add("line " + other.line() + " (" + other.text() + ")");
      }
      if (left.isEmpty() && !methods.any()) {
        return String.join(" and ", takers) + " took its methods; delete it or move this line up";
      }
    }
    return null;
  }

  /**
   * Several lines may take by parts what none of them covers. For templates it is enough to look at
   * the least path of each length: whoever takes that takes all of that length.
   */
  private @Nullable String together(Methods methods, PathPattern path) {
    if (!(path instanceof PathTemplate template)) {
      return null;
    }
    SortedSet<Rule> takers = new TreeSet<>(Comparator.comparingInt(Rule::line));
    int longest = template.hasAnyRest() ? Math.max(0, deepest + 1 - template.depth()) : 0;
    for (int more = 0; more <= longest; more++) {
      if (!take(methods, template.leastPath(more), takers)) {
        return null;
      }
    }
    return takers.stream()
        .map(each -> "line " + each.line() + " (" + each.text() + ")")
        .collect(
            Collectors.joining(" and ", "", " take it together; delete it or move this line up"));
  }

  private boolean take(Methods methods, String path, SortedSet<Rule> takers) {
    Set<String> left = new HashSet<>(methods.names());
    for (Rule other : candidates(path)) {
      if (!other.isForTemplates(path)) {
        continue;
      }
      boolean all = other.methods().any() || !methods.listed();
      if (all || left.removeAll(other.methods().names())) {
        takers.add(other);
      }
      if (all || left.isEmpty() && !methods.any()) {
        return true;
      }
    }
    return false;
  }
}
