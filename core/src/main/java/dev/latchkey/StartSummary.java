package dev.latchkey;

import dev.latchkey.policy.Rule;

/** What an operator reads in the log when an application has started. */
final class StartSummary {

  private StartSummary() {}

  static String of(SettingValues values, RulePlan rules, String audience) {
    StringBuilder text = new StringBuilder("Latchkey is ready");
    line(text, "issuer", values.text(Setting.ISSUER));
    line(text, "audience", audience.isEmpty() ? "none, no rule reads bearer tokens" : audience);
    if (values.has(Setting.TOKEN_VERIFICATION)) {
      line(text, "token.verification", values.text(Setting.TOKEN_VERIFICATION));
    }
    if (rules.signsIn()) {
      line(text, "client", values.text(Setting.CLIENT_ID));
      line(text, "base-url", values.text(Setting.BASE_URL));
      line(text, "sessions", "in sealed cookies, for " + values.text(Setting.SESSION_MAX_AGE));
    } else {
      line(text, "sessions", "none, nobody signs in here");
    }
    text.append("\n  rules, first match wins, all else is refused:");
    for (Rule rule : rules.table().rules()) {
      text.append("\n    ").append(rule.line()).append(": ").append(rule.text());
    }
    return text.toString();
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append("\n  ").append(name).append(": ").append(value);
  }
}
