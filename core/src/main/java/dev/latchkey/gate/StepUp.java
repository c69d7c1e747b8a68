package dev.latchkey.gate;

import dev.latchkey.policy.Rule;
import dev.latchkey.policy.Verdict;

/**
 * Answers callers who are known, but whose authentication is too old or too weak: people sign in
 * again, programs are told what is asked (RFC 9470 section 3). Thread-safe.
 */
final class StepUp {

  private final SignIns signIns;
  private final Answers answers;
  private final Report report;

  StepUp(SignIns signIns, Answers answers, Report report) {
    this.signIns = signIns;
    this.answers = answers;
    this.report = report;
  }

  Decision.Stop answer(Exchange exchange, Rule rule, Caller caller, Verdict.Lacking lacking) {
    SignIn place = signIns.of(caller);
    if (place != null && !exchange.isAudited() && place.redirects(exchange.request())) {
      return place.begin(exchange, lacking.demands());
    }
    report.refused(exchange, rule, lacking.reason(), lacking.detail());
    return answers.authenticationInsufficient(exchange, lacking.demands(), place != null);
  }
}
