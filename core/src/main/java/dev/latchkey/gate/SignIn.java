package dev.latchkey.gate;

import dev.latchkey.policy.Access;
import dev.latchkey.policy.Rule;
import dev.latchkey.session.Recall;
import dev.latchkey.session.Sessions;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Everything about sessions at the gate, present only where a rule can log in.
 *
 * @param settings where signing in and out happens
 * @param sessions who is signed in
 * @param login the way to the provider and back
 * @param goingOn the way to a page, where a redirect is not enough
 * @param routes the way out, and what else a request may ask of a path of ours
 * @param answers how to say no
 */
record SignIn(
    SignInSettings settings,
    Sessions sessions,
    LoginRoutes login,
    GoingOn goingOn,
    List<Function<Exchange, Decision.@Nullable Stop>> routes,
    Answers answers) {

  static SignIn of(
      SignInSettings settings, Gate.SignInParts parts, Answers answers, Report report) {
    GoingOn goingOn = new GoingOn(settings, parts.sessions().keptBack(), answers);
    return new SignIn(
        settings,
        parts.sessions(),
        new LoginRoutes(settings, parts, goingOn, answers, report),
        goingOn,
        routes(settings, parts, answers, report),
        answers);
  }

  /** Before signing in: a logout comes back with a state, too, perhaps to a page of both. */
  private static List<Function<Exchange, Decision.@Nullable Stop>> routes(
      SignInSettings settings, Gate.SignInParts parts, Answers answers, Report report) {
    return List.of(
        new LogoutRoutes(settings, parts, answers, report)::serve,
        new BackChannelLogout(settings.logout(), parts, answers, report)::serve,
        new FrontChannelLogout(settings.logout(), parts, answers, report)::serve,
        new SessionRoute(settings, parts, answers, report)::serve);
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
  Recall recall(Exchange exchange) {
    Recall recall = sessions.recall(exchange.jar());
    if (recall instanceof Recall.Alive && exchange.jar().isChanged()) {
      login.makeRoom(exchange);
    }
    return recall;
  }

  boolean redirects(GateRequest request) {
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
    return login.beginHere(exchange);
  }

  Decision.Stop missing(Exchange exchange, Rule rule) {
    boolean bearerToo = rule.access() != Access.LOGIN;
    return answers.sessionMissing(exchange, settings.publicPath(settings.loginPath()), bearerToo);
  }
}
