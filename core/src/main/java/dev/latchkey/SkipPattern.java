package dev.latchkey;

import dev.latchkey.policy.RuleTable;
import java.util.ArrayList;
import java.util.List;

/**
 * The expression of {@code keycloak.config.skipPattern}: paths that Keycloak's filter let pass. It
 * becomes the first rule, before those that would count without it.
 *
 * @param expression for the whole path below the application's root
 */
record SkipPattern(String expression) {

  private static final String NAME = "parameter keycloak.config.skipPattern";

  /** Puts the rules together; those that somebody wrote are not mended in silence. */
  void addTo(GivenSettings given, Problems problems) {
    if (given.hasOwnRules()) {
      problems.add(
          NAME + " stands beside rules; remove it, and write as the first of them: " + rule());
      return;
    }
    List<String> wrong = problemsOfRule();
    wrong.forEach(each -> problems.add(NAME + ": " + each + "; or " + advice()));
    if (wrong.isEmpty()) {
      boolean hasClient = given.says(Setting.CLIENT_ID);
      String others = given.texts().getOrDefault(Setting.RULES, RulePlan.standard(hasClient));
      given.put(Setting.RULES, rule() + "\n" + others);
    }
  }

  private static String advice() {
    return "remove it, and write rules such as: public /assets/** /health";
  }

  private List<String> problemsOfRule() {
    if (expression.contains("\"")) {
      return List.of("holds a quote, which no path does as it is");
    }
    List<String> wrong = new ArrayList<>();
    RuleTable.parse(rule(), problem -> wrong.add(problem.replaceFirst("^line 1: ", "")));
    return wrong;
  }

  private String rule() {
    return "public \"~" + withoutAnchors() + "\"";
  }

  /** It was matched as a whole, so anchors at its very ends changed nothing. */
  private String withoutAnchors() {
    String rest = expression.startsWith("^") ? expression.substring(1) : expression;
    return rest.endsWith("$") && !rest.endsWith("\\$")
        ? rest.substring(0, rest.length() - 1)
        : rest;
  }
}
