package dev.latchkey.gate;

import dev.latchkey.event.Event;
import dev.latchkey.event.Reason;
import dev.latchkey.login.LoginFlow;
import dev.latchkey.provider.EndSession;
import dev.latchkey.provider.MetadataLookup;
import dev.latchkey.provider.MetadataSource;
import dev.latchkey.session.RecalledSession;
import dev.latchkey.session.Sessions;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Signing out, here and at the provider (OpenID Connect RP-Initiated Logout 1.0). A foreign page
 * cannot cause it: what does not plainly come from a page of ours is asked first. Thread-safe.
 */
final class LogoutRoutes {

  /** Servers stop at 4 to 8 KiB of address, ours at as much of headers, cookies and all. */
  private static final int MAX_HINT_CHARS = 3 * 1024;

  private final SignInSettings settings;
  private final MetadataSource metadata;
  private final LoginFlow flow;
  private final Sessions sessions;
  private final Answers answers;
  private final Report report;

  LogoutRoutes(SignInSettings settings, Gate.SignInParts parts, Answers answers, Report report) {
    this.settings = settings;
    this.metadata = parts.metadata();
    this.flow = parts.flow();
    this.sessions = parts.sessions();
    this.answers = answers;
    this.report = report;
  }

  /** Answers a request to our own path; {@code null} when it is another. */
  Decision.@Nullable Stop serve(Exchange exchange) {
    GateRequest request = exchange.request();
    if (!request.path().equals(settings.logoutPath())) {
      return null;
    }
    boolean post = request.method().equals("POST");
    if (!post && !request.method().equals("GET")) {
      report.refused(exchange, Reason.METHOD_NOT_LISTED, "logout is for GET and POST");
      return answers.methodNotAllowed(exchange, Set.of("GET", "POST"));
    }
    boolean ours = post ? Origin.isOurs(request, settings) : Origin.isOurPageLoad(request);
    return ours ? end(exchange) : confirm();
  }

  private Decision.Stop confirm() {
    String page = Pages.confirmLogout(settings.publicPath(settings.logoutPath()));
    return new Decision.Stop(200, Pages.headers(), page.getBytes(StandardCharsets.UTF_8));
  }

  private Decision.Stop end(Exchange exchange) {
    Optional<RecalledSession> session = sessions.peek(exchange.jar());
    if (!sessions.forget(exchange.jar())) { // first of all, whatever the provider does
      report.undecided(
          exchange,
          Reason.SESSION_STORE_UNAVAILABLE,
          "the browser is signed out; the session stays in the store until its time is up");
    }
    flow.forget(exchange.jar());
    report.tell(Event.of(Event.Kind.LOGGED_OUT, ""), exchange);
    return Answers.redirect(exchange, destination(session).toString());
  }

  private URI destination(Optional<RecalledSession> session) {
    return metadata.current() instanceof MetadataLookup.Ready ready
        ? ready
            .metadata()
            .endSessionEndpoint()
            .map(endpoint -> atProvider(endpoint, session))
            .orElse(settings.afterLogout())
        : settings.afterLogout();
  }

  private URI atProvider(URI endpoint, Optional<RecalledSession> session) {
    EndSession request =
        EndSession.at(endpoint)
            .clientId(settings.clientId())
            .postLogoutRedirectUri(settings.afterLogout());
    return session
        .flatMap(RecalledSession::idToken)
        .filter(hint -> hint.length() <= MAX_HINT_CHARS) // section 2: recommended, not required
        .map(request::idTokenHint)
        .orElse(request)
        .address();
  }
}
