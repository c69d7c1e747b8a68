package dev.latchkey;

import dev.latchkey.policy.Rule;
import dev.latchkey.policy.RuleTable;

/** What an operator reads in the log when an application has started. */
final class StartSummary {

  private StartSummary() {}

  static String of(SettingValues values, RuleTable table, String audience) {
    StringBuilder text = new StringBuilder("Latchkey is ready");
    line(text, "issuer", values.text(Setting.ISSUER));
    line(text, "audience", audience.isEmpty() ? "none, no rule reads bearer tokens" : audience);
    line(text, "client", values.set(Setting.CLIENT_ID).orElse("none, nobody signs in"));
    line(text, "base-url", values.set(Setting.BASE_URL).orElse("none"));
    line(text, "sessions", "in sealed cookies, for " + values.text(Setting.SESSION_MAX_AGE));
    text.append("\n  rules, first match wins, all else is refused:");
    for (Rule rule : table.rules()) {
      text.append("\n    ").append(rule.line()).append(": ").append(rule.text());
    }
    return text.toString();
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append("\n  ").append(name).append(": ").append(value);
  }
}
