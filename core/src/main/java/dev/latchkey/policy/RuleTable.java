package dev.latchkey.policy;

import dev.latchkey.token.TrustedIssuer;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The rules of an application: one a line, the first that matches decides alone, nothing matched is
 * refused. Immutable and thread-safe.
 */
public final class RuleTable {

  private static final Match NO_RULE = new Match.NoRule();

  private final List<Rule> rules;

  /** What is matched against, answers ready to be returned. */
  private final Match.Matched[] lines;

  private final PathIndex index = new PathIndex();

  private RuleTable(List<Rule> rules, boolean sound) {
    this.rules = List.copyOf(rules);
    this.lines = new Match.Matched[sound ? rules.size() : 0];
    for (int i = 0; i < lines.length; i++) {
      lines[i] = new Match.Matched(rules.get(i));
      index.add(i, rules.get(i));
    }
  }

  /**
   * Reads a table; every problem is told with its line number to {@code problems}, in the order of
   * the lines.
   *
   * @param providers the names of the providers that there are
   * @return the table; one with a problem refuses every request, while {@link #rules}, {@link
   *     #signingInAt} and the like tell about the lines that could be read, so that other settings
   *     can be checked at the same time. A text without rules is no problem: its table refuses
   *     every request
   */
  public static RuleTable parse(
      String text, Collection<String> providers, Consumer<String> problems) {
    RuleProblems found = new RuleProblems();
    List<Rule> rules = new RuleParser(providers, found).read(text);
    new Shadowing(found).find(rules);
    found.tell(problems);
    return new RuleTable(rules, found.count() == 0);
  }

  /** Reads a table where there is no provider but the main one. */
  public static RuleTable parse(String text, Consumer<String> problems) {
    return parse(text, List.of(TrustedIssuer.MAIN), problems);
  }

  /**
   * Finds the line for a request. Once a line that mentions methods is for the path, only such
   * lines can match; when none lists the method, the answer is {@link Match.MethodNotListed}. So a
   * method that was forgotten never falls through to a wider line.
   *
   * @param method as in the request line, case counts
   * @param path decoded, begins with a slash, relative to the application's root; anything else
   *     matches no rule
   */
  public Match match(String method, String path) {
    if (!path.startsWith("/")) {
      return NO_RULE;
    }
    boolean methodsListed = false;
    for (int candidate : index.candidates(path)) {
      Match.Matched line = lines[candidate];
      Methods methods = line.rule().methods();
      if (methodsListed && !methods.listed() || !line.rule().isFor(path)) {
        continue;
      }
      if (methods.allow(method)) {
        return line;
      }
      methodsListed = true;
    }
    return methodsListed ? new Match.MethodNotListed(allowed(path)) : NO_RULE;
  }

  private Set<String> allowed(String path) {
    Set<String> allowed = new LinkedHashSet<>();
    for (int candidate : index.candidates(path)) {
      Rule rule = lines[candidate].rule();
      if (rule.isFor(path)) {
        allowed.addAll(rule.methods().names());
      }
    }
    return allowed;
  }

  /** The rules in their order, unmodifiable. */
  public List<Rule> rules() {
    return rules;
  }

  /**
   * Finds the first rule that cannot do without sessions of a provider: one with access login that
   * accepts it, or one with access any that sends browsers there to sign in.
   */
  public Optional<Rule> signingInAt(String provider) {
    for (Rule rule : rules) {
      if (rule.access() == Access.LOGIN && rule.providers().test(provider)
          || rule.access() == Access.ANY && rule.providers().first().equals(provider)) {
        return Optional.of(rule);
      }
    }
    return Optional.empty();
  }

  /**
   * Finds the first rule with access login that has a way to be granted which nobody meets who has
   * signed in at a provider by one of these authentication context classes.
   */
  public Optional<Rule> beyond(String provider, Set<String> levels) {
    return rules.stream()
        .filter(rule -> rule.access() == Access.LOGIN)
        .filter(
            rule -> rule.alternatives().stream().anyMatch(way -> way.isBeyond(provider, levels)))
        .findFirst();
  }

  /** Tells whether a rule recognises sessions of a provider where there are any. */
  public boolean readsSessions(String provider) {
    return rules.stream()
        .anyMatch(rule -> rule.access().readsSessions() && rule.providers().test(provider));
  }

  /** Tells whether a rule reads a provider's tokens. */
  public boolean readsBearer(String provider) {
    for (Rule rule : rules) {
      if (rule.access().readsTokens() && rule.providers().test(provider)) {
        return true;
      }
    }
    return false;
  }
}
