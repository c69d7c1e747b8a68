package dev.latchkey;

import dev.latchkey.event.Event;
import dev.latchkey.event.Listener;
import dev.latchkey.gate.Gate;
import dev.latchkey.policy.RuleTable;
import java.lang.System.Logger;
import java.util.List;

/**
 * Puts other rules in place of those there are, if they are sound and need nothing that the start
 * did not set up. Thread-safe.
 */
final class RuleReplacement {

  private final Gate gate;
  private final SettingValues values;
  private final List<IssuerPlan> issuers;
  private final Listener listener;
  private final Logger logger;

  RuleReplacement(
      Gate gate, SettingValues values, List<IssuerPlan> issuers, Listener listener, Logger logger) {
    this.gate = gate;
    this.values = values;
    this.issuers = List.copyOf(issuers);
    this.listener = listener;
    this.logger = logger;
  }

  private SettingValues settings(IssuerPlan issuer) {
    return issuer.isMain() ? values : values.ofProvider(issuer.name());
  }

  /** Nothing is changed but at the very end, by one step that cannot fail. */
  void replace(String text) {
    Problems problems = new Problems();
    List<String> names = issuers.stream().map(IssuerPlan::name).toList();
    RulePlan rules = RulePlan.of(text, names, problems);
    issuers.forEach(each -> each.checkServes(settings(each), rules, problems));
    IssuerPlan.checkOpaque(issuers, rules, problems);
    problems.check("the rules stay as they are");
    RuleTable table = rules.table();
    gate.replaceRules(table);
    problems.warnings().forEach(warning -> listener.on(Event.of(Event.Kind.WARNING, warning)));
    logger.log(Logger.Level.INFO, "the rules were replaced" + StartSummary.rules(table));
  }
}
