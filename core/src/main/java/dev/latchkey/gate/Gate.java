package dev.latchkey.gate;

import dev.latchkey.event.Listener;
import dev.latchkey.event.Reason;
import dev.latchkey.login.LoginFlow;
import dev.latchkey.policy.Access;
import dev.latchkey.policy.Match;
import dev.latchkey.policy.Rule;
import dev.latchkey.policy.RuleTable;
import dev.latchkey.policy.Verdict;
import dev.latchkey.provider.MetadataSource;
import dev.latchkey.session.RecalledSession;
import dev.latchkey.session.Sessions;
import dev.latchkey.token.AccessTokens;
import dev.latchkey.token.Identity;
import dev.latchkey.token.TokenResult;
import dev.latchkey.token.VerifiedToken;
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
  private final RuleTable rules;
  private final AccessTokens accessTokens;
  private final @Nullable SignIn signIn;
  private final Answers answers;
  private final Report report;
  private volatile boolean closed;

  /** Makes a gate; {@code signIn} is {@code null} where only bearer tokens are taken. */
  public Gate(
      GateSettings settings,
      RuleTable rules,
      AccessTokens accessTokens,
      @Nullable SignInParts signIn,
      Listener listener) {
    this.settings = settings;
    this.rules = rules;
    this.accessTokens = accessTokens;
    this.answers = new Answers(settings.realm());
    this.report = new Report(settings.issuer(), listener);
    this.signIn =
        signIn == null ? null : SignIn.of(settings.signIn().orElseThrow(), signIn, answers, report);
  }

  /** What signing in needs. */
  public record SignInParts(LoginFlow flow, Sessions sessions, MetadataSource metadata) {}

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
    Exchange exchange = new Exchange(request, settings.cookies());
    try {
      return step.apply(exchange);
    } catch (RuntimeException bug) {
      report.undecided(exchange, Reason.INTERNAL_ERROR, bug.getClass().getName());
      System.getLogger("dev.latchkey")
          .log(System.Logger.Level.ERROR, "please report this fault of Latchkey", bug);
      return answers.fault(exchange);
    }
  }

  /** From now on every request gets 503. */
  public void close() {
    closed = true;
  }

  private Decision judge(Exchange exchange) {
    if (closed) {
      return undecided(exchange, Reason.CLOSED, "this instance was closed");
    }
    String problem = RequestTarget.problem(exchange.request().requestTarget());
    if (problem != null) {
      return ambiguous(exchange, problem);
    }
    Decision.Stop own = signIn == null ? null : signIn.serve(exchange);
    return own != null ? own : byRule(exchange);
  }

  private Decision byRule(Exchange exchange) {
    Match match = rules.match(exchange.request().method(), exchange.request().path());
    if (match instanceof Match.Matched matched) {
      return EncodedPath.fallsUnder(matched, exchange.request(), rules)
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
    switch (rule.access()) {
      case PUBLIC:
        return proceed(exchange, rule, null);
      case DENY:
        report.refused(exchange, rule, Reason.DENIED, "");
        return answers.answer(exchange, Problem.FORBIDDEN);
      default:
        return byCredential(exchange, rule, BearerCredential.of(exchange.request()));
    }
  }

  private Decision byCredential(Exchange exchange, Rule rule, BearerCredential bearer) {
    if (bearer.problem() != null) {
      report.refused(exchange, rule, bearer.problem(), "");
      return answers.malformedCredential(exchange);
    }
    switch (rule.access()) {
      case BEARER:
        return bearer.token() == null
            ? bearerMissing(exchange, rule)
            : byToken(exchange, rule, bearer.token());
      case LOGIN:
        return bearer.token() == null ? bySession(exchange, rule) : bearerUnwanted(exchange, rule);
      default: // optional and any: a token that is sent must be good, and counts alone
        return bearer.token() == null
            ? bySession(exchange, rule)
            : byToken(exchange, rule, bearer.token());
    }
  }

  private Decision bearerMissing(Exchange exchange, Rule rule) {
    report.refused(exchange, rule, Reason.CREDENTIAL_MISSING, "there is no bearer token");
    return answers.bearerMissing(exchange);
  }

  private Decision bearerUnwanted(Exchange exchange, Rule rule) {
    report.refused(
        exchange, rule, Reason.CREDENTIAL_MISSING, "a bearer token does not count on login rules");
    return requireSignIn().missing(exchange, rule);
  }

  private Decision byToken(Exchange exchange, Rule rule, String token) {
    TokenResult<VerifiedToken> result = accessTokens.verify(token);
    if (result instanceof TokenResult.Verified<VerifiedToken> verified) {
      return byCaller(exchange, rule, new Caller(verified.token().identity(), "BEARER"));
    }
    if (result instanceof TokenResult.Refused<VerifiedToken> refused) {
      report.refused(exchange, rule, refused.reason(), refused.detail());
      return answers.badToken(exchange);
    }
    TokenResult.Unavailable<VerifiedToken> unavailable =
        (TokenResult.Unavailable<VerifiedToken>) result;
    return undecided(exchange, unavailable.reason(), unavailable.detail());
  }

  private Decision bySession(Exchange exchange, Rule rule) {
    Optional<RecalledSession> session =
        signIn == null ? Optional.empty() : signIn.sessions().recall(exchange.jar());
    boolean optional = rule.access() == Access.OPTIONAL;
    if (session.isEmpty()) {
      return optional ? proceed(exchange, rule, null) : signInFirst(exchange, rule);
    }
    if (Origin.isForeign(exchange.request(), settings.signIn().orElseThrow())) {
      report.refused(
          exchange, rule, Reason.ORIGIN_FOREIGN, "another site's page sent the session cookie");
      return answers.answer(exchange, Problem.FORBIDDEN);
    }
    return byCaller(exchange, rule, new Caller(session.get().identity(), "OIDC"));
  }

  private Decision signInFirst(Exchange exchange, Rule rule) {
    SignIn here = requireSignIn();
    if (here.redirects(exchange.request())) {
      return here.begin(exchange);
    }
    report.refused(exchange, rule, Reason.CREDENTIAL_MISSING, "there is no session");
    return here.missing(exchange, rule);
  }

  private SignIn requireSignIn() {
    if (signIn == null) {
      throw new IllegalStateException("a rule can log in, but nothing was set up for it");
    }
    return signIn;
  }

  private Decision byCaller(Exchange exchange, Rule rule, Caller caller) {
    Verdict verdict = rule.judge(caller.identity());
    return verdict instanceof Verdict.Lacking lacking
        ? insufficient(exchange, rule, lacking)
        : proceed(exchange, rule, caller);
  }

  private Decision insufficient(Exchange exchange, Rule rule, Verdict.Lacking lacking) {
    report.refused(exchange, rule, lacking.reason(), lacking.detail());
    return lacking.scopes().isEmpty()
        ? answers.answer(exchange, Problem.FORBIDDEN)
        : answers.scopeMissing(exchange, lacking.scopes());
  }

  private Decision byRequirement(
      Exchange exchange, Decision.Proceed decided, Requirement requirement) {
    Match match = rules.match(exchange.request().method(), exchange.request().path());
    if (!(match instanceof Match.Matched matched)) {
      throw new IllegalStateException("no rule let this request through");
    }
    Identity caller = decided.identity().orElse(null);
    if (caller == null && requirement.needsCaller()) {
      return callerMissing(exchange, matched.rule(), requirement);
    }
    Verdict.Lacking lacking = requirement.judge(caller);
    return lacking == null ? decided : insufficient(exchange, matched.rule(), lacking);
  }

  private Decision callerMissing(Exchange exchange, Rule rule, Requirement requirement) {
    if (rule.access() == Access.PUBLIC) { // signing in would lead back here, again and again
      report.refused(
          exchange,
          rule,
          Reason.CREDENTIAL_MISSING,
          requirement.askedBy()
              + " asks for a caller, and public recognises nobody; write optional");
      return answers.answer(exchange, Problem.FORBIDDEN);
    }
    return signIn == null ? bearerMissing(exchange, rule) : signInFirst(exchange, rule);
  }

  private Decision proceed(Exchange exchange, Rule rule, @Nullable Caller caller) {
    report.allowed(rule);
    List<Header> headers = exchange.cookieHeaders();
    if (!headers.isEmpty()) { // a cache in between would hand one user's cookies to the others
      headers.add(Header.of("Cache-Control", "private"));
    }
    if (caller == null) {
      return Decision.Proceed.anonymous(headers, settings.forwarded());
    }
    Decision.Proceed decision =
        Decision.Proceed.as(caller.identity(), caller.scheme(), headers, settings.forwarded());
    decision.requestHeaders().leftOut().forEach(report::leftOut);
    return decision;
  }

  private Decision undecided(Exchange exchange, Reason reason, String detail) {
    report.undecided(exchange, reason, detail);
    return answers.unavailable(exchange);
  }

  private record Caller(Identity identity, String scheme) {}
}
