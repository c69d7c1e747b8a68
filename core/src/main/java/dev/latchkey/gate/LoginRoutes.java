package dev.latchkey.gate;

import dev.latchkey.event.Event;
import dev.latchkey.event.Reason;
import dev.latchkey.http.FormEncoding;
import dev.latchkey.login.Callback;
import dev.latchkey.login.LoginFlow;
import dev.latchkey.login.LoginOutcome;
import dev.latchkey.login.LoginStart;
import dev.latchkey.login.ReturnTarget;
import dev.latchkey.session.Saved;
import dev.latchkey.session.Sessions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Signing in: the way to the provider, and the way back. Thread-safe. */
final class LoginRoutes {

  private final SignInSettings settings;
  private final LoginFlow flow;
  private final Sessions sessions;
  private final Answers answers;
  private final Report report;

  LoginRoutes(
      SignInSettings settings, LoginFlow flow, Sessions sessions, Answers answers, Report report) {
    this.settings = settings;
    this.flow = flow;
    this.sessions = sessions;
    this.answers = answers;
    this.report = report;
  }

  /** Answers a request to one of our own paths; {@code null} when it is none. */
  Decision.@Nullable Stop serve(Exchange exchange) {
    GateRequest request = exchange.request();
    boolean callback =
        request.path().equals(settings.callbackPath()) && Callback.isOne(request.query());
    if (!callback && !request.path().equals(settings.loginPath())) {
      return null;
    }
    if (!request.method().equals("GET")) {
      report.refused(exchange, Reason.METHOD_NOT_LISTED, "our own paths are for GET");
      return answers.methodNotAllowed(exchange, Set.of("GET"));
    }
    return callback ? finish(exchange) : begin(exchange, asked(request.query()));
  }

  /** Sends a browser to the provider; it is to come back to the page that it asked for. */
  Decision.Stop beginHere(Exchange exchange) {
    return begin(exchange, returnTarget(exchange.request()));
  }

  private Decision.Stop begin(Exchange exchange, ReturnTarget returnTo) {
    LoginStart start = flow.begin(returnTo, exchange.jar());
    if (start instanceof LoginStart.Redirect redirect) {
      report.tell(Event.of(Event.Kind.LOGIN_STARTED, ""), exchange);
      return Answers.redirect(exchange, redirect.address().toString());
    }
    LoginStart.Unavailable unavailable = (LoginStart.Unavailable) start;
    report.undecided(exchange, unavailable.reason(), unavailable.detail());
    return answers.unavailable(exchange);
  }

  private ReturnTarget asked(@Nullable String query) {
    Map<String, List<String>> parameters = query == null ? null : FormEncoding.decode(query);
    List<String> targets =
        parameters == null ? List.of() : parameters.getOrDefault("return_to", List.of());
    return targets.size() == 1 ? safe(ReturnTarget.asked(targets.get(0))) : settings.afterLogin();
  }

  private ReturnTarget returnTarget(GateRequest request) {
    boolean repeatable = request.method().equals("GET") || request.method().equals("HEAD");
    return safe(repeatable ? deepLink(request) : pageBefore(request));
  }

  private static Optional<ReturnTarget> deepLink(GateRequest request) {
    String raw = request.requestTarget();
    if (!raw.startsWith(request.contextPath() + "/")) {
      return Optional.empty();
    }
    String path = raw.substring(request.contextPath().length());
    return ReturnTarget.parse(request.query() == null ? path : path + "?" + request.query());
  }

  /** A form's answer cannot be asked for again, the page with the form can. */
  private Optional<ReturnTarget> pageBefore(GateRequest request) {
    String referer = Navigation.first(request, "Referer");
    String root = settings.baseUrl() + "/";
    return referer.startsWith(root)
        ? ReturnTarget.asked(referer.substring(root.length() - 1))
        : Optional.empty();
  }

  private ReturnTarget safe(Optional<ReturnTarget> wanted) {
    return wanted
        .filter(target -> !target.path().equals(settings.loginPath()))
        .filter(target -> !target.path().equals(settings.logoutPath()))
        .filter(target -> !leadsIntoCallback(target))
        .orElse(settings.afterLogin());
  }

  private boolean leadsIntoCallback(ReturnTarget target) {
    String path = settings.callbackPath();
    return target.path().equals(path)
        // not by java.net.URI, which throws on characters that browsers send unencoded
        && target.toString().length() > path.length()
        && Callback.isOne(target.toString().substring(path.length() + 1));
  }

  private Decision.Stop finish(Exchange exchange) {
    String query = Optional.ofNullable(exchange.request().query()).orElse("");
    LoginOutcome outcome = flow.finish(query, exchange.jar());
    if (outcome instanceof LoginOutcome.SignedIn signedIn) {
      return welcome(exchange, signedIn);
    }
    if (outcome instanceof LoginOutcome.Refused refused) {
      report.loginFailed(exchange, refused.reason(), refused.detail());
      return answers.answer(
          exchange, problem(refused.reason()).linked(loginAddress(), "Start again"));
    }
    LoginOutcome.Unavailable unavailable = (LoginOutcome.Unavailable) outcome;
    report.undecided(exchange, unavailable.reason(), unavailable.detail());
    return answers.unavailable(exchange);
  }

  private Decision.Stop welcome(Exchange exchange, LoginOutcome.SignedIn signedIn) {
    Saved saved = sessions.save(signedIn.idToken(), signedIn.granted(), null, exchange.jar());
    if (saved instanceof Saved.TooLarge) {
      report.loginFailed(
          exchange,
          Reason.SESSION_TOO_LARGE,
          "the tokens do not fit into cookies; set session.store=memory, or session.keep=none, or"
              + " have the provider put less into them");
      return answers.answer(exchange, Problem.SESSION_TOO_LARGE);
    }
    if (saved instanceof Saved.Unavailable unavailable) {
      report.undecided(exchange, unavailable.reason(), unavailable.detail());
      return answers.unavailable(exchange);
    }
    flow.makeRoom(exchange.jar());
    report.tell(Event.of(Event.Kind.LOGGED_IN, ""), exchange);
    return Answers.redirect(exchange, settings.publicAddress(signedIn.returnTo().toString()));
  }

  private static Problem problem(Reason reason) {
    switch (reason) {
      case LOGIN_REFUSED:
        return Problem.LOGIN_REFUSED;
      case TOKEN_ENDPOINT_FAILED:
        return Problem.LOGIN_FAILED;
      default:
        return Problem.LOGIN_NOT_FINISHED;
    }
  }

  private String loginAddress() {
    return settings.publicPath(settings.loginPath());
  }
}
