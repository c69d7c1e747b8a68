package dev.latchkey;

import dev.latchkey.policy.Rule;
import dev.latchkey.policy.RuleTable;
import java.util.List;

/** What an operator reads in the log when an application has started. */
final class StartSummary {

  private StartSummary() {}

  static String of(SettingValues values, Plans plans) {
    return "Latchkey is ready" + settings(values, plans);
  }

  /** What the settings come to, in lines that each begin with a line break. */
  static String settings(SettingValues values, Plans plans) {
    List<IssuerPlan> issuers = plans.issuers();
    StringBuilder text = new StringBuilder();
    issuer(text, "", values, issuers.get(0));
    for (IssuerPlan further : issuers.subList(1, issuers.size())) {
      String prefix = "provider." + further.name() + ".";
      issuer(text, prefix, values.ofProvider(further.name()), further);
    }
    if (!plans.signIns().isEmpty()) {
      line(text, "base-url", values.text(Setting.BASE_URL));
      line(text, "sessions", sessions(values));
    } else {
      line(text, "sessions", "none, nobody signs in here");
    }
    line(text, "signatures", "verified by " + plans.signatures());
    if (values.has(Setting.CORS_ORIGINS)) {
      line(text, "cors.origins", values.text(Setting.CORS_ORIGINS));
    }
    return text + rules(plans.rules().table());
  }

  static String rules(RuleTable table) {
    StringBuilder text = new StringBuilder("\n  rules, first match wins, all else is refused:");
    for (Rule rule : table.rules()) {
      text.append("\n    ").append(rule.line()).append(": ").append(rule.text());
    }
    return text.toString();
  }

  private static void issuer(
      StringBuilder text, String prefix, SettingValues values, IssuerPlan plan) {
    String audience = plan.tokens().audience();
    line(text, prefix + "issuer", plan.provider().issuer());
    line(
        text,
        prefix + "audience",
        audience.isEmpty() ? "none, no rule reads bearer tokens" : audience);
    if (plan.signIn() != null) {
      line(text, prefix + "client", plan.signIn().client().id());
    }
    if (values.has(Setting.TOKEN_VERIFICATION)) {
      line(text, prefix + "token.verification", values.text(Setting.TOKEN_VERIFICATION));
    }
  }

  private static String sessions(SettingValues values) {
    String store = values.text(Setting.SESSION_STORE);
    return (store.equals("cookie") ? "in sealed cookies, for " : "in " + store + ", for ")
        + values.text(Setting.SESSION_MAX_AGE)
        + ", idle for "
        + values.text(Setting.SESSION_IDLE_TIMEOUT);
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append("\n  ").append(name).append(": ").append(value);
  }
}
