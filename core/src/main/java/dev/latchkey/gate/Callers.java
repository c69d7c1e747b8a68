package dev.latchkey.gate;

import dev.latchkey.event.Reason;
import dev.latchkey.policy.AcceptedProviders;
import dev.latchkey.policy.Access;
import dev.latchkey.policy.Rule;
import dev.latchkey.policy.SkewedClock;
import dev.latchkey.session.Recall;
import dev.latchkey.token.BearerToken;
import dev.latchkey.token.JudgedToken;
import dev.latchkey.token.TokenResult;
import dev.latchkey.token.TrustedIssuers;
import dev.latchkey.token.VerifiedToken;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who calls, from the credentials that a rule reads. A bearer token that is sent where
 * one is read must be good, and then counts alone. Thread-safe.
 */
final class Callers {

  private static final Answer ANONYMOUS = new Answer(null, null);

  private final TrustedIssuers issuers;
  private final TokenLocations locations;
  private final TokenLocations sentOnPurpose;
  private final SignIns signIns;
  private final SkewedClock clock;
  private final Answers answers;
  private final Report report;

  Callers(
      TrustedIssuers issuers,
      TokenLocations locations,
      SignIns signIns,
      SkewedClock clock,
      Answers answers,
      Report report) {
    this.issuers = issuers;
    this.locations = locations;
    this.sentOnPurpose = locations.withoutCookies();
    this.signIns = signIns;
    this.clock = clock;
    this.answers = answers;
    this.report = report;
  }

  /**
   * What was found.
   *
   * @param caller {@code null} for an anonymous one, whom the rule lets pass, and where there is a
   *     stop
   * @param stop {@code null}, or why the request ends here
   */
  record Answer(@Nullable Caller caller, Decision.@Nullable Stop stop) {

    private static Answer of(Caller caller) {
      return new Answer(caller, null);
    }

    private static Answer of(Decision.Stop stop) {
      return new Answer(null, stop);
    }
  }

  List<String> providers() {
    return issuers.providers();
  }

  Answer find(Exchange exchange, Rule rule) {
    boolean login = rule.access() == Access.LOGIN;
    // a browser sends a cookie along whether the rule is for tokens or not
    BearerCredential bearer = (login ? sentOnPurpose : locations).read(exchange);
    JudgedToken known = known(bearer, rule);
    if (known == null) {
      bearer = bearer.checked();
    }
    if (bearer.problem() != null) {
      return Answer.of(badCredential(exchange, rule, bearer.problem()));
    }
    BearerToken token = bearer.token();
    if (login && token != null) {
      return Answer.of(bearerUnwanted(exchange, rule));
    }
    if (token != null) {
      if (!bearer.isInAuthorization()) {
        exchange.keepFromCaches();
      }
      return byToken(
          exchange, rule, known == null ? issuers.verify(token, rule.providers()) : known);
    }
    return rule.access() == Access.BEARER
        ? Answer.of(bearerMissing(exchange, rule))
        : bySession(exchange, rule);
  }

  private Decision.Stop badCredential(Exchange exchange, Rule rule, Reason problem) {
    if (problem == Reason.ORIGIN_FOREIGN) {
      report.refused(exchange, rule, problem, "another site's page sent the cookie with the token");
      return answers.answer(exchange, Problem.FORBIDDEN);
    }
    report.refused(exchange, rule, problem, "");
    return answers.malformedCredential(exchange);
  }

  private @Nullable JudgedToken known(BearerCredential bearer, Rule rule) {
    return bearer.token() == null ? null : issuers.recall(bearer.token(), rule.providers());
  }

  private Answer byToken(Exchange exchange, Rule rule, JudgedToken judged) {
    exchange.concerns(judged.issuer());
    TokenResult<VerifiedToken> result = judged.result();
    if (result instanceof TokenResult.Verified<VerifiedToken> verified && judged.issuer() != null) {
      return Answer.of(Caller.byToken(verified.token().identity(), judged.issuer()));
    }
    if (result instanceof TokenResult.Refused<VerifiedToken> refused) {
      report.refused(exchange, rule, refused.reason(), refused.detail());
      return Answer.of(answers.badToken(exchange));
    }
    TokenResult.Unavailable<VerifiedToken> unavailable =
        (TokenResult.Unavailable<VerifiedToken>) result;
    report.undecided(exchange, rule, unavailable.reason(), unavailable.detail());
    return Answer.of(answers.unavailable(exchange));
  }

  private Answer bySession(Exchange exchange, Rule rule) {
    SeenSession seen = signIns.session(exchange, rule, clock);
    exchange.concerns(seen.issuer());
    Caller caller = seen.caller();
    if (caller != null) {
      return seen.isSentByStranger(exchange)
          ? Answer.of(foreign(exchange, rule))
          : Answer.of(caller);
    }
    if (rule.access() == Access.OPTIONAL) { // also for a session that cannot be checked just now
      seen.tellOfEnd(exchange);
      return ANONYMOUS;
    }
    if (seen.recall() instanceof Recall.Unavailable unavailable) {
      report.undecided(exchange, rule, unavailable.reason(), unavailable.detail());
      return Answer.of(answers.unavailable(exchange));
    }
    return Answer.of(missing(exchange, rule, signIns.of(rule), seen));
  }

  private Decision.Stop foreign(Exchange exchange, Rule rule) {
    report.refused(
        exchange, rule, Reason.ORIGIN_FOREIGN, "another site's page sent the session cookie");
    return answers.answer(exchange, Problem.FORBIDDEN);
  }

  /**
   * Answers a request that shows nobody where a place in the application's code asks for somebody.
   *
   * @param accepted whose callers it asks for
   */
  Decision.Stop missing(Exchange exchange, Rule rule, AcceptedProviders accepted) {
    // behind an audited bearer rule there are strangers, too, and no session would help them
    List<SignIn> places = rule.access().readsSessions() ? signIns.of(rule, accepted) : List.of();
    return missing(exchange, rule, places, SeenSession.NONE);
  }

  private Decision.Stop missing(
      Exchange exchange, Rule rule, List<SignIn> places, SeenSession seen) {
    if (places.isEmpty()) {
      return bearerMissing(exchange, rule);
    }
    SignIn first = places.get(0);
    if (!exchange.isAudited()) { // then nobody is to sign in, no login begins
      Decision.Stop again = first.goingOn().again(exchange);
      if (again != null) {
        return again;
      }
      if (first.redirects(exchange.request())) {
        seen.tellOfEnd(exchange);
        return first.begin(exchange);
      }
    }
    if (seen.recall() instanceof Recall.Over over) {
      report.refused(exchange, rule, over.reason(), over.detail());
    } else {
      report.refused(exchange, rule, Reason.CREDENTIAL_MISSING, "there is no session");
    }
    return first.missing(exchange, rule);
  }

  private Decision.Stop bearerMissing(Exchange exchange, Rule rule) {
    report.refused(exchange, rule, Reason.CREDENTIAL_MISSING, "there is no bearer token");
    return answers.bearerMissing(exchange);
  }

  private Decision.Stop bearerUnwanted(Exchange exchange, Rule rule) {
    report.refused(
        exchange,
        rule,
        Reason.CREDENTIAL_MISSING,
        "a bearer token does not count on login rules; any takes both");
    return signIns.of(rule).get(0).missing(exchange, rule);
  }
}
