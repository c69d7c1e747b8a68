package dev.latchkey.gate;

import dev.latchkey.policy.Access;
import dev.latchkey.policy.Rule;
import dev.latchkey.session.Recall;
import dev.latchkey.session.Sessions;
import dev.latchkey.token.LoginDemands;
import dev.latchkey.token.TrustedIssuer;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Everything about the sessions of one provider at the gate, present only where users can sign in
 * there. Nothing of it counts for another provider.
 *
 * @param issuer who vouches for its users
 * @param settings where signing in and out happens
 * @param sessions who is signed in
 * @param login the way to the provider and back
 * @param goingOn the way to a page, where a redirect is not enough
 * @param routes the way out, and what else a request may ask of a path of ours
 * @param answers how to say no
 * @param report tells of its sessions
 */
record SignIn(
    TrustedIssuer issuer,
    SignInSettings settings,
    Sessions sessions,
    LoginRoutes login,
    GoingOn goingOn,
    List<Function<Exchange, Decision.@Nullable Stop>> routes,
    Answers answers,
    Report report) {

  static SignIn of(
      SignInParts parts,
      List<SignOut> ends,
      ReturnTargets targets,
      Answers answers,
      Report report) {
    GoingOn goingOn = new GoingOn(parts.settings(), parts.sessions().keptBack(), answers);
    return new SignIn(
        parts.issuer(),
        parts.settings(),
        parts.sessions(),
        new LoginRoutes(parts, targets, goingOn, answers, report),
        goingOn,
        routes(parts, ends, answers, report),
        answers,
        report);
  }

  /** Before signing in: a logout comes back with a state, too, perhaps to a page of both. */
  private static List<Function<Exchange, Decision.@Nullable Stop>> routes(
      SignInParts parts, List<SignOut> ends, Answers answers, Report report) {
    return List.of(
        new LogoutRoutes(parts.settings(), ends, answers, report)::serve,
        new BackChannelLogout(parts, answers, report)::serve,
        new FrontChannelLogout(parts, answers, report)::serve,
        new SessionRoute(parts, answers, report)::serve);
  }

  /** Answers a request to one of our own paths; {@code null} when it is none. */
  Decision.@Nullable Stop serve(Exchange exchange) {
    for (Function<Exchange, Decision.@Nullable Stop> route : routes) {
      Decision.Stop answer = route.apply(exchange);
      if (answer != null) {
        return answer;
      }
    }
    return login.serve(exchange);
  }

  /** Whose session it is; one that has grown with new tokens needs room among the cookies. */
  SeenSession look(Exchange exchange) {
    Recall recall = sessions.recall(exchange.jar());
    if (recall instanceof Recall.Alive && exchange.jar().isChanged()) {
      login.makeRoom(exchange);
    }
    return new SeenSession(this, recall);
  }

  boolean redirects(GateRequest request) {
    if (request.method().equals("OPTIONS")) { // a browser would fail its page for a redirect
      return false;
    }
    switch (settings.redirect()) {
      case ALWAYS:
        return true;
      case NEVER:
        return false;
      default:
        return Navigation.isPageLoad(request);
    }
  }

  Decision.Stop begin(Exchange exchange) {
    exchange.concerns(issuer);
    return login.beginHere(exchange);
  }

  Decision.Stop begin(Exchange exchange, LoginDemands demands) {
    return login.beginHere(exchange, demands);
  }

  Decision.Stop missing(Exchange exchange, Rule rule) {
    boolean bearerToo = rule.access() != Access.LOGIN;
    return answers.sessionMissing(exchange, settings.publicPath(settings.loginPath()), bearerToo);
  }
}
