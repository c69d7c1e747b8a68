package dev.latchkey.gate;

import dev.latchkey.policy.Access;
import dev.latchkey.policy.Rule;
import dev.latchkey.session.Sessions;
import org.jspecify.annotations.Nullable;

/**
 * Everything about sessions at the gate, present only where a rule can log in.
 *
 * @param settings where signing in and out happens
 * @param sessions who is signed in
 * @param login the way to the provider and back
 * @param logout the way out
 * @param answers how to say no
 */
record SignIn(
    SignInSettings settings,
    Sessions sessions,
    LoginRoutes login,
    LogoutRoutes logout,
    Answers answers) {

  static SignIn of(
      SignInSettings settings, Gate.SignInParts parts, Answers answers, Report report) {
    return new SignIn(
        settings,
        parts.sessions(),
        new LoginRoutes(settings, parts.flow(), parts.sessions(), answers, report),
        new LogoutRoutes(settings, parts, answers, report),
        answers);
  }

  /** Answers a request to one of our own paths; {@code null} when it is none. */
  Decision.@Nullable Stop serve(Exchange exchange) {
    Decision.Stop answer = login.serve(exchange);
    return answer != null ? answer : logout.serve(exchange);
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
