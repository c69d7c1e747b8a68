package dev.latchkey.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Says in words what a rule asks for, for people to read. */
public final class RuleWords {

  private static final Map<String, String> NAMES =
      Map.of(
          "subject", "a caller of kind",
          "email-domain", "a verified e-mail address at",
          "max-age", "a sign-in no older than",
          "acr", "a sign-in of acr");

  private RuleWords() {}

  /** Returns lines: what is read, then each way to be granted. */
  public static List<String> of(Rule rule) {
    List<String> lines = new ArrayList<>();
    lines.add(access(rule));
    for (Alternative each : rule.alternatives()) {
      String conditions = conditions(each);
      if (!conditions.isEmpty() || rule.alternatives().size() > 1) {
        boolean own = !each.providers().toString().equals(rule.providers().toString());
        lines.add(
            (lines.size() == 1 ? "needs " : "or needs ")
                + (conditions.isEmpty() ? "nothing more" : conditions)
                + (own ? "," + from(each.providers()) : ""));
      }
    }
    return List.copyOf(lines);
  }

  private static String from(AcceptedProviders providers) {
    String names = providers.toString();
    return names.equals("*") ? " of any provider" : " of provider " + names.replace("|", " or ");
  }

  private static String access(Rule rule) {
    String provider = from(rule.providers());
    return switch (rule.access()) {
      case PUBLIC -> "everybody passes; nothing is read";
      case OPTIONAL ->
          "everybody passes; a session or a token is recognised, and a token that is sent must be"
              + " good";
      case BEARER -> "asks for an access token" + provider + "; sessions do not count";
      case LOGIN -> "asks for a session" + provider + "; tokens do not count";
      case ANY -> "asks for an access token or a session" + provider;
      case DENY -> "nobody passes: 403";
    };
  }

  private static String conditions(Alternative alternative) {
    return alternative.conditions().stream()
        .map(RuleWords::inWords)
        .collect(Collectors.joining(", and "));
  }

  private static String inWords(Condition condition) {
    String word = condition.text();
    int equals = RuleLine.indexOf(word, '=', 0);
    if (equals < 0) {
      return word;
    }
    String name = word.substring(0, equals);
    String shown =
        name.startsWith("claim:")
            ? "claim " + name.substring("claim:".length()) + " being"
            : NAMES.getOrDefault(name, name);
    return shown + " " + String.join(" or ", RuleLine.split(word.substring(equals + 1), '|'));
  }
}
