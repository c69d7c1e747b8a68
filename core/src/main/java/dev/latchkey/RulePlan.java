package dev.latchkey;

import dev.latchkey.policy.Rule;
import dev.latchkey.policy.RuleTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The rules as the settings give them.
 *
 * @param table the compiled table; its problems have been told
 */
record RulePlan(RuleTable table) {

  /** Reads the rules, which may name these providers. */
  static RulePlan read(SettingValues values, Collection<String> providers, Problems problems) {
    return of(text(values, problems), providers, problems);
  }

  /** Reads rules that stand in a text. */
  static RulePlan of(String text, Collection<String> providers, Problems problems) {
    RuleTable table =
        RuleTable.parse(text, providers, problem -> problems.add("rules: " + problem));
    if (problems.none() && table.rules().isEmpty()) {
      problems.add("rules hold no rule; write at least one, such as deny /**");
    }
    for (Rule rule : table.rules()) {
      if (rule.isAudited()) {
        problems.warn(
            "rules: line %d: audit: stops nobody; delete the word when the log tells of none who"
                    .formatted(rule.line())
                + " should pass");
      }
    }
    return new RulePlan(table);
  }

  /** Tells whether users sign in at a provider: they have to, or may and it has a client. */
  boolean signsIn(String provider, SettingValues own) {
    return table.signingInAt(provider).isPresent()
        || own.has(Setting.CLIENT_ID) && table.readsSessions(provider);
  }

  /** What needs a client at a provider, with the line that does. */
  String whySignIn(String provider) {
    return "rules can sign in"
        + table.signingInAt(provider).map(rule -> " (line " + rule.line() + ")").orElse("");
  }

  private static String text(SettingValues values, Problems problems) {
    Optional<String> file = values.set(Setting.RULES_FILE);
    boolean inline = values.has(Setting.RULES);
    boolean numbered = !values.numberedRules().isEmpty();
    if (inline && numbered || inline && file.isPresent() || numbered && file.isPresent()) {
      problems.add("rules, rules-file and rule.1, rule.2, … say the same; use one of them");
    }
    if (inline) {
      return values.text(Setting.RULES);
    }
    if (numbered) {
      return numbered(values.numberedRules(), problems);
    }
    if (file.isPresent()) {
      return values.read(Setting.RULES_FILE, RulePlan::readFile).orElse("deny /**");
    }
    return standard(values.has(Setting.CLIENT_ID));
  }

  /** The rules where nobody wrote any. */
  static String standard(boolean hasClient) {
    return hasClient ? "login /**" : "bearer /**";
  }

  /** Puts each rule on the line of its number, so that problems name that number. */
  private static String numbered(SortedMap<Integer, String> rules, Problems problems) {
    StringBuilder text = new StringBuilder();
    int line = 1;
    for (Map.Entry<Integer, String> rule : rules.entrySet()) {
      boolean oneLine = rule.getValue().lines().count() == 1;
      if (!oneLine || rule.getKey() < line || rule.getKey() > 10_000) {
        problems.add(
            "rule." + rule.getKey() + " must hold one line, with a number from 1 to 10000");
        continue;
      }
      text.append("\n".repeat(rule.getKey() - line)).append(rule.getValue());
      line = rule.getKey();
    }
    return text.toString();
  }

  private static String readFile(String file) {
    try {
      return Files.readString(Path.of(file));
    } catch (IOException e) {
      throw new IllegalArgumentException(
          file + " cannot be read (" + e.getClass().getSimpleName() + ")", e);
    }
  }
}
