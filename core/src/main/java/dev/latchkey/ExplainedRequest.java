package dev.latchkey;

import dev.latchkey.event.SafeText;
import dev.latchkey.gate.RequestTarget;
import dev.latchkey.http.FormEncoding;
import dev.latchkey.login.Callback;
import dev.latchkey.policy.Match;
import dev.latchkey.policy.Rule;
import dev.latchkey.policy.RuleTable;
import dev.latchkey.policy.RuleWords;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a request before any credential is read, in the order in which the gate looks.
 *
 * @param target the raw path, as clients write it
 * @param query without the question mark; never shown
 */
record ExplainedRequest(String method, String target, @Nullable String query) {

  private static final int MAX_SHOWN_CHARS = 200;

  /**
   * Takes the words of a command line.
   *
   * @throws IllegalArgumentException when they cannot be a method and a path
   */
  static ExplainedRequest of(String method, String address) {
    if (method.contains("/") || !address.startsWith("/")) {
      throw new IllegalArgumentException(
          "\"%s %s\" is no METHOD PATH; write GET /api/orders".formatted(method, shown(address)));
    }
    int mark = address.indexOf('?');
    return mark < 0
        ? new ExplainedRequest(method, address, null)
        : new ExplainedRequest(method, address.substring(0, mark), address.substring(mark + 1));
  }

  /** Several lines. */
  String explained(Plans plans) {
    return shown(method + " " + target) + "\n  " + decision(plans).replace("\n", "\n  ");
  }

  private String decision(Plans plans) {
    String problem = RequestTarget.problem(target, plans.paths());
    String path =
        problem == null ? FormEncoding.decodePath(RequestTarget.withoutParameters(target)) : null;
    if (path == null) {
      return "400, the path is ambiguous: " + problem;
    }
    Optional<String> own = ownPath(plans, path);
    return own.isPresent() ? own.get() : byRule(plans.rules().table(), path);
  }

  /** These are served before the rules. */
  private Optional<String> ownPath(Plans plans, String path) {
    for (SignInPlan each : plans.signIns()) {
      for (Map.Entry<Setting, String> own : each.paths().entrySet()) {
        if (own.getValue().equals(path) && isServed(own.getKey(), each)) {
          return Optional.of(
              "Latchkey answers itself, before the rules: this is its " + own.getKey().key());
        }
      }
    }
    return Optional.empty();
  }

  /** A page may be its own callback, and is one only where the provider has said something. */
  private boolean isServed(Setting path, SignInPlan plan) {
    boolean posted = plan.login().takesForms() && method.equals("POST");
    return path != Setting.CALLBACK_PATH || posted || Callback.isOne(query);
  }

  private String byRule(RuleTable rules, String path) {
    Match match = rules.match(method, path);
    if (match instanceof Match.Matched matched) {
      String again =
          RequestTarget.isReadAlike(matched, method, target, rules)
              ? ""
              : "\nwith JAX-RS 400: as it is encoded, it could fall under another rule";
      return inWords(matched.rule()) + again;
    }
    return match instanceof Match.MethodNotListed unlisted
        ? "405, rules are for this path but not for this method; allowed: "
            + String.join(", ", unlisted.allowed())
        : "403, no rule matches; write one if somebody is to pass";
  }

  private static String inWords(Rule rule) {
    return rule + "\n" + String.join("\n", RuleWords.of(rule));
  }

  private static String shown(String given) {
    return SafeText.of(given, MAX_SHOWN_CHARS);
  }
}
