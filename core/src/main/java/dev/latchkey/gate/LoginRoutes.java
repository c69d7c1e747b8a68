package dev.latchkey.gate;

import dev.latchkey.event.Event;
import dev.latchkey.event.Reason;
import dev.latchkey.http.FormEncoding;
import dev.latchkey.login.Callback;
import dev.latchkey.login.LoginFlow;
import dev.latchkey.login.LoginOutcome;
import dev.latchkey.login.LoginStart;
import dev.latchkey.login.ReturnTarget;
import dev.latchkey.session.NewSession;
import dev.latchkey.session.Recall;
import dev.latchkey.session.Saved;
import dev.latchkey.session.Sessions;
import dev.latchkey.token.LoginDemands;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Signing in: the way to the provider, and the way back. Thread-safe. */
final class LoginRoutes {

  /** To begin anew at once could crowd out the others, and so on for ever. */
  private static final Duration UNTIL_OTHERS_FINISH = Duration.ofSeconds(2);

  private final SignInSettings settings;
  private final ReturnTargets targets;
  private final LoginFlow flow;
  private final Sessions sessions;
  private final GoingOn goingOn;
  private final Answers answers;
  private final Report report;
  private final boolean providerIsHere;

  LoginRoutes(
      SignInParts parts, ReturnTargets targets, GoingOn goingOn, Answers answers, Report report) {
    this.settings = parts.settings();
    this.targets = targets;
    this.flow = parts.flow();
    this.sessions = parts.sessions();
    this.goingOn = goingOn;
    this.answers = answers;
    this.report = report;
    this.providerIsHere = Origin.of(settings.logout().issuer()).equals(settings.origin());
  }

  /** Answers a request to one of our own paths; {@code null} when it is none. */
  Decision.@Nullable Stop serve(Exchange exchange) {
    GateRequest request = exchange.request();
    boolean atCallback = request.path().equals(settings.callbackPath());
    boolean form = atCallback && flow.takesForms();
    if (form && isPostedAnswer(request)) {
      return receive(exchange);
    }
    boolean callback = atCallback && Callback.isOne(request.query());
    if (!callback && !request.path().equals(settings.loginPath())) {
      return null;
    }
    if (!request.method().equals("GET")) {
      report.refused(exchange, Reason.METHOD_NOT_LISTED, "our own paths are for GET");
      return answers.methodNotAllowed(exchange, form ? Set.of("GET", "POST") : Set.of("GET"));
    }
    return callback ? finish(exchange) : beginAsAsked(exchange);
  }

  /**
   * Whose a posted form is must be known before its body is read, which nobody can read twice. What
   * a page of ours posts is the application's, unless the provider's pages are of our origin, too.
   */
  private boolean isPostedAnswer(GateRequest request) {
    return request.method().equals("POST")
        && PostedForm.isForm(request)
        && (providerIsHere || !Origin.isOurs(request, settings));
  }

  private Decision.Stop receive(Exchange exchange) {
    String query = Objects.requireNonNullElse(exchange.request().query(), "");
    if (!query.isEmpty()) { // the redirect URI has none, so the provider has not made this
      return failed(exchange, Reason.CALLBACK_MALFORMED, "a form came with a query", null);
    }
    PostedForm form = PostedForm.read(exchange.request());
    return form.isRead()
        ? conclude(exchange, flow.receive(form.parameters(), exchange.jar()))
        : failed(exchange, Reason.CALLBACK_MALFORMED, form.problem(), null);
  }

  private Decision.Stop beginAsAsked(Exchange exchange) {
    Map<String, List<String>> asked =
        Optional.ofNullable(exchange.request().query()).map(FormEncoding::decode).orElse(Map.of());
    return begin(exchange, targets.named(asked), asked);
  }

  /** Sends a browser to the provider; it is to come back to the page that it asked for. */
  Decision.Stop beginHere(Exchange exchange) {
    return begin(exchange, targets.of(exchange.request()), Map.of());
  }

  /** The same for somebody who is signed in already, and not as the page demands. */
  Decision.Stop beginHere(Exchange exchange, LoginDemands demands) {
    goingOn.leaveRoom(exchange);
    ReturnTarget returnTo = targets.of(exchange.request());
    boolean circling = flow.goesInCircles(returnTo, exchange.jar());
    return begin(exchange, returnTo, circling, () -> flow.begin(returnTo, demands, exchange.jar()));
  }

  private Decision.Stop begin(
      Exchange exchange, ReturnTarget returnTo, Map<String, List<String>> wishes) {
    goingOn.leaveRoom(exchange);
    boolean circling = flow.goesInCircles(returnTo, exchange.jar()) && !isSignedIn(exchange);
    return begin(exchange, returnTo, circling, () -> flow.begin(returnTo, wishes, exchange.jar()));
  }

  private Decision.Stop begin(
      Exchange exchange, ReturnTarget returnTo, boolean circling, Supplier<LoginStart> first) {
    boolean mayBeTabs =
        Origin.isAskedFor(exchange.request())
            && !flow.goesInCirclesForCertain(returnTo, exchange.jar());
    if (circling && !mayBeTabs) {
      return stopCircling(exchange, returnTo);
    }
    LoginStart start = first.get();
    // redirects after a typed address look typed, too; those after a page of ours do not
    return circling ? sent(exchange, start, answers::goOn) : sent(exchange, start);
  }

  private Decision.Stop stopCircling(Exchange exchange, ReturnTarget returnTo) {
    flow.forgetCircles(exchange.jar()); // other tabs' sign-ins go on
    report.loginFailed(
        exchange, Reason.LOGIN_LOOP, "the way to " + returnTo.path() + " led back to signing in");
    return startAgain(exchange, Problem.LOGIN_LOOP, returnTo);
  }

  private Decision.Stop sent(Exchange exchange, LoginStart start) {
    return sent(exchange, start, Answers::redirect);
  }

  private Decision.Stop sent(
      Exchange exchange, LoginStart start, BiFunction<Exchange, String, Decision.Stop> way) {
    if (start instanceof LoginStart.Redirect redirect) {
      if (!redirect.doubt().isEmpty()) {
        report.doubted(redirect.doubt());
      }
      report.tell(Event.of(Event.Kind.LOGIN_STARTED, ""), exchange);
      return way.apply(exchange, redirect.address().toString());
    }
    LoginStart.Unavailable unavailable = (LoginStart.Unavailable) start;
    return unavailable(exchange, unavailable.reason(), unavailable.detail());
  }

  private Decision.Stop finish(Exchange exchange) {
    String query = Objects.requireNonNullElse(exchange.request().query(), "");
    return conclude(exchange, flow.finish(query, exchange.jar()));
  }

  private Decision.Stop conclude(Exchange exchange, LoginOutcome outcome) {
    if (outcome instanceof LoginOutcome.SignedIn signedIn) {
      return welcome(exchange, signedIn);
    }
    if (outcome instanceof LoginOutcome.NeedsPage needsPage) {
      return sent(exchange, flow.beginWithPage(needsPage, exchange.jar()));
    }
    if (outcome instanceof LoginOutcome.Refused refused) {
      return failed(exchange, refused.reason(), refused.detail(), refused.wanted());
    }
    if (outcome instanceof LoginOutcome.SentOn sentOn) {
      String again = settings.callbackPath() + "?" + Callback.SEALED + "=" + sentOn.sealed();
      return Answers.redirect(exchange, settings.publicAddress(again));
    }
    if (outcome instanceof LoginOutcome.Stale stale) {
      Decision.Stop again = goingOn.again(exchange);
      return again == null ? stale(exchange, stale) : again;
    }
    LoginOutcome.Unavailable unavailable = (LoginOutcome.Unavailable) outcome;
    report.undecided(exchange, unavailable.reason(), unavailable.detail());
    return unavailable.startAgain() == null
        ? answers.answer(exchange, Problem.LOGIN_WAITS)
        : startAgain(exchange, Problem.UNAVAILABLE, unavailable.startAgain());
  }

  /** Back button, bookmark, second click, or a tab that was too slow: a session settles it. */
  private Decision.Stop stale(Exchange exchange, LoginOutcome.Stale stale) {
    report.loginFailed(exchange, Reason.STATE_UNKNOWN, stale.detail());
    ReturnTarget wanted = stale.wanted();
    if (isSignedIn(exchange)) {
      return goTo(exchange, wanted == null ? settings.afterLogin() : wanted);
    }
    return stale.crowdedOut() && wanted != null
        ? answers.goOn(exchange, settings.publicAddress(wanted.toString()), UNTIL_OTHERS_FINISH)
        : startAgain(exchange, Problem.LOGIN_NOT_FINISHED, wanted);
  }

  private boolean isSignedIn(Exchange exchange) {
    return sessions.recall(exchange.jar()) instanceof Recall.Alive;
  }

  private Decision.Stop welcome(Exchange exchange, LoginOutcome.SignedIn signedIn) {
    NewSession session =
        new NewSession(
            signedIn.idToken(), signedIn.granted(), signedIn.userinfo(), signedIn.word());
    Recall before = sessions.glance(exchange.jar());
    Saved saved = sessions.save(session, exchange.jar());
    if (saved instanceof Saved.TooLarge) {
      report.loginFailed(
          exchange,
          Reason.SESSION_TOO_LARGE,
          "the tokens do not fit into cookies; set session.store=memory, or session.keep=none, or"
              + " have the provider put less into them");
      return answers.answer(exchange, Problem.SESSION_TOO_LARGE);
    }
    if (saved instanceof Saved.Ended) {
      report.loginFailed(
          exchange, Reason.SESSION_ENDED, "the provider ended the session before it began here");
      return begin(exchange, signedIn.returnTo(), Map.of()); // the provider will ask who it is
    }
    if (saved instanceof Saved.Unavailable unavailable) {
      report.undecided(exchange, unavailable.reason(), unavailable.detail());
      return startAgain(exchange, Problem.UNAVAILABLE, signedIn.returnTo());
    }
    flow.makeRoom(exchange.jar());
    report.tell(Event.of(Event.Kind.LOGGED_IN, signedIn.detail()), exchange);
    Decision.Stop end = goTo(exchange, signedIn.returnTo()).signingIn();
    return isOfAnother(before, saved) ? end.signingOut() : end;
  }

  private static boolean isOfAnother(Recall before, Saved saved) {
    return before instanceof Recall.Alive alive
        && saved instanceof Saved.Done done
        && !alive.session().identity().equals(done.identity());
  }

  /** Drops the oldest logins under way that the session leaves no room for. */
  void makeRoom(Exchange exchange) {
    flow.makeRoom(exchange.jar());
  }

  private Decision.Stop goTo(Exchange exchange, ReturnTarget target) {
    return goingOn.to(exchange, settings.publicAddress(target.toString()));
  }

  private Decision.Stop failed(
      Exchange exchange, Reason reason, String detail, @Nullable ReturnTarget wanted) {
    report.loginFailed(exchange, reason, detail);
    return startAgain(exchange, problem(reason), wanted);
  }

  private Decision.Stop startAgain(
      Exchange exchange, Problem problem, @Nullable ReturnTarget wanted) {
    return answers.answer(exchange, problem.linked(targets.startAgain(wanted), "Start again"));
  }

  private Decision.Stop unavailable(Exchange exchange, Reason reason, String detail) {
    report.undecided(exchange, reason, detail);
    return answers.unavailable(exchange);
  }

  private static Problem problem(Reason reason) {
    switch (reason) {
      case LOGIN_REFUSED, USERINFO_REFUSED:
        return Problem.LOGIN_REFUSED;
      case AUTHENTICATION_TOO_OLD, AUTHENTICATION_TOO_WEAK:
        return Problem.LOGIN_NOT_ENOUGH;
      case TOKEN_ENDPOINT_FAILED, USERINFO_FAILED:
        return Problem.LOGIN_FAILED;
      case CALLBACK_MALFORMED, STATE_UNKNOWN, CODE_REFUSED:
        return Problem.LOGIN_NOT_FINISHED;
      default: // the answer came, and something is wrong with it
        return Problem.LOGIN_NOT_TRUSTED;
    }
  }
}
