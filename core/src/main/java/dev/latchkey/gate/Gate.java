package dev.latchkey.gate;

import dev.latchkey.event.FaultLog;
import dev.latchkey.event.Listener;
import dev.latchkey.event.Reason;
import dev.latchkey.policy.Match;
import dev.latchkey.policy.Rule;
import dev.latchkey.policy.RuleTable;
import dev.latchkey.policy.Verdict;
import dev.latchkey.token.TrustedIssuers;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Decides about requests: every one gets exactly one {@link Decision}, and doubt means stop.
 * Thread-safe.
 */
public final class Gate {

  private final GateSettings settings;
  private volatile RuleTable rules;
  private final SignIns signIns;
  private final Callers callers;
  private final StepUp stepUp;
  private final Passage passage;
  private final Answers answers;
  private final Report report;
  private final FaultLog faults = FaultLog.standard();
  private volatile boolean closed;

  /**
   * Makes a gate.
   *
   * @param signIn one for each provider where users sign in, the main one first; none where only
   *     bearer tokens are taken
   */
  public Gate(
      GateSettings settings,
      RuleTable rules,
      TrustedIssuers issuers,
      List<SignInParts> signIn,
      Listener listener) {
    this.settings = settings;
    this.rules = rules;
    this.answers =
        new Answers(
            settings.realm(), settings.errorDetails(), new Pages(settings.pages().orElse(null)));
    this.report = new Report(settings.issuer(), listener);
    this.signIns = new SignIns(signIn, rules, answers, listener);
    this.callers =
        new Callers(issuers, settings.tokens(), signIns, settings.clock(), answers, report);
    this.stepUp = new StepUp(signIns, answers, report);
    this.passage = new Passage(settings, signIns.cookies(), report);
  }

  /** Decides about one request. Never throws: a fault of ours is a 500, not a pass. */
  public Decision decide(GateRequest request) {
    return safely(request, this::judge);
  }

  /**
   * Decides about a request that a rule let through and that the application's code asks more of.
   * An anonymous caller gets what a rule would have answered that recognises both sessions and
   * tokens. Never throws.
   *
   * @param decided what was decided about this request
   * @return {@code decided} itself, or a stop
   */
  public Decision check(GateRequest request, Decision.Proceed decided, Requirement requirement) {
    return safely(request, exchange -> byRequirement(exchange, decided, requirement));
  }

  private Decision safely(GateRequest request, Function<Exchange, Decision> step) {
    Exchange exchange = new Exchange(request, settings.corsOrigins());
    try {
      return step.apply(exchange);
    } catch (Throwable bug) { // an error, too: whatever it is, it must not become a pass
      report.undecided(exchange, Reason.INTERNAL_ERROR, FaultLog.place(bug));
      faults.tell("please report this fault of Latchkey", bug);
      return answers.fault(exchange);
    }
  }

  /** Tells the listener, once, of something that an operator should look at. */
  public void warn(String detail) {
    report.doubted(detail);
  }

  /** Where users of a provider sign in; empty where they do not, and for an unknown one. */
  public Optional<SignInPaths> signInPaths(String provider) {
    return signIns.paths(provider);
  }

  /** What rules call the providers, the main one first. */
  public List<String> providers() {
    return callers.providers();
  }

  /**
   * Puts another table in place of the one there is. A request that is being decided about is
   * decided by one of them.
   *
   * @param table sound, and without need of anything that this gate does not have
   */
  public synchronized void replaceRules(RuleTable table) {
    signIns.expect(table);
    report.forgetRules();
    rules = table;
  }

  /** From now on every request gets 503; waits a few seconds for tokens that are on their way. */
  public void close() {
    if (!closed) {
      closed = true;
      signIns.close();
    }
  }

  private Decision judge(Exchange exchange) {
    if (closed) {
      return undecided(exchange, Reason.CLOSED, "this instance was closed");
    }
    if (exchange.request().missedItsFilter()) {
      report.undecided(exchange, Reason.FILTER_MISSED, "");
      return answers.fault(exchange);
    }
    String problem = RequestTarget.problem(exchange.request(), settings.paths());
    if (problem != null) {
      return ambiguous(exchange, problem);
    }
    Decision.Stop own = signIns.serve(exchange);
    return own != null ? own : byRule(exchange);
  }

  private Decision byRule(Exchange exchange) {
    RuleTable rules = this.rules; // one table for both readings of the path
    Match match = rules.match(exchange.method(), exchange.request().path());
    if (match instanceof Match.Matched matched) {
      return EncodedPath.fallsUnder(matched, exchange.method(), exchange.request(), rules)
          ? byRule(exchange, matched.rule())
          : ambiguous(exchange, "as it is encoded, it could fall under another rule");
    }
    if (match instanceof Match.MethodNotListed unlisted) {
      report.refused(exchange, Reason.METHOD_NOT_LISTED, "listed are " + unlisted.allowed());
      return answers.methodNotAllowed(exchange, unlisted.allowed());
    }
    report.refused(exchange, Reason.NO_RULE, "no rule matches " + exchange.request().path());
    return answers.answer(exchange, Problem.FORBIDDEN);
  }

  private Decision ambiguous(Exchange exchange, String problem) {
    report.refused(exchange, Reason.PATH_AMBIGUOUS, problem);
    return answers.answer(exchange, Problem.AMBIGUOUS_PATH);
  }

  private Decision byRule(Exchange exchange, Rule rule) {
    if (rule.isAudited()) {
      exchange.audit();
    }
    switch (rule.access()) {
      case PUBLIC:
        return passage.proceed(exchange, rule, null);
      case DENY:
        report.refused(exchange, rule, Reason.DENIED, "");
        return stopped(exchange, rule, answers.answer(exchange, Problem.FORBIDDEN), null);
      default:
        if (exchange.isPreflight()) { // never with credentials, and browsers wait for the answer
          return passage.proceed(exchange, rule, null);
        }
        return byCaller(exchange, rule, callers.find(exchange, rule));
    }
  }

  /** What an audited rule would have stopped goes on, as who is known for sure. */
  private Decision stopped(
      Exchange exchange, Rule rule, Decision.Stop stop, @Nullable Caller caller) {
    return exchange.isAudited() ? passage.passOn(exchange, rule, caller) : stop;
  }

  private Decision byCaller(Exchange exchange, Rule rule, Callers.Answer answer) {
    if (answer.stop() != null) {
      return stopped(exchange, rule, answer.stop(), null);
    }
    Caller caller = answer.caller();
    if (caller == null) {
      return passage.proceed(exchange, rule, null);
    }
    Verdict verdict = rule.judge(caller.identity(), caller.provider(), settings.clock());
    if (caller.identity().groupsLeftOut()) {
      report.groupsLeftOut(exchange);
    }
    return verdict instanceof Verdict.Lacking lacking
        ? stopped(exchange, rule, insufficient(exchange, rule, lacking, caller), caller)
        : passage.proceed(exchange, rule, caller);
  }

  private Decision.Stop insufficient(
      Exchange exchange, Rule rule, Verdict.Lacking lacking, @Nullable Caller caller) {
    if (caller != null && lacking.isMendable()) {
      return stepUp.answer(exchange, rule, caller, lacking);
    }
    boolean unknown =
        lacking.reason() == Reason.GROUP_MISSING
            && caller != null
            && caller.identity().groupsLeftOut();
    report.refused(
        exchange,
        rule,
        lacking.reason(),
        unknown ? lacking.detail() + "; " + Report.GROUPS_LEFT_OUT : lacking.detail());
    return lacking.scopes().isEmpty()
        ? answers.answer(exchange, Problem.FORBIDDEN)
        : answers.scopeMissing(exchange, lacking.scopes());
  }

  private Decision byRequirement(
      Exchange exchange, Decision.Proceed decided, Requirement requirement) {
    Rule rule = decided.rule(); // by now there may be another for this request
    if (!rule.isFor(exchange.request().path())) {
      throw new IllegalStateException("this was decided about another request");
    }
    Caller caller = decided.caller();
    if (caller != null) {
      exchange.concerns(caller.issuer());
    }
    if (caller == null && requirement.needsCaller()) {
      return callerMissing(exchange, rule, requirement);
    }
    Verdict.Lacking lacking = requirement.judge(caller, settings.clock());
    return lacking == null ? decided : insufficient(exchange, rule, lacking, caller);
  }

  private Decision callerMissing(Exchange exchange, Rule rule, Requirement requirement) {
    if (!rule.access().readsCredentials()) { // a sign-in would lead back here, again and again
      report.refused(
          exchange,
          rule,
          Reason.CREDENTIAL_MISSING,
          "%s asks for a caller, and %s recognises nobody; write optional"
              .formatted(requirement.askedBy(), rule.access().word()));
      return answers.answer(exchange, Problem.FORBIDDEN);
    }
    return callers.missing(exchange, rule, requirement.providers());
  }

  private Decision undecided(Exchange exchange, Reason reason, String detail) {
    report.undecided(exchange, reason, detail);
    return answers.unavailable(exchange);
  }
}
