package dev.latchkey.gate;

import dev.latchkey.event.Event;
import dev.latchkey.event.Reason;
import dev.latchkey.http.FormEncoding;
import dev.latchkey.session.LogoutResult;
import dev.latchkey.session.Logouts;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The provider has the user's browser say that a session has ended, in a frame of its page (OpenID
 * Connect Front-Channel Logout 1.0). Browsers send no cookie with it, so that the session is found
 * by the issuer and its session id, both of which must be there. Thread-safe.
 */
final class FrontChannelLogout {

  private static final byte[] PAGE =
      "<!doctype html>\n<html lang=\"en\"><head><title>Sign-out</title></head><body></body></html>\n"
          .getBytes(StandardCharsets.UTF_8);

  private final @Nullable String path;
  private final String issuerOrigin;
  private final @Nullable Logouts logouts;
  private final Answers answers;
  private final Report report;

  FrontChannelLogout(SignInParts parts, Answers answers, Report report) {
    LogoutSettings settings = parts.settings().logout();
    this.path = settings.frontChannelPath().orElse(null);
    this.issuerOrigin = Origin.of(settings.issuer());
    this.logouts = parts.sessions().logouts().orElse(null);
    this.answers = answers;
    this.report = report;
  }

  /** Answers a request to our own path; {@code null} when it is another. */
  Decision.@Nullable Stop serve(Exchange exchange) {
    if (logouts == null || !exchange.request().path().equals(path)) {
      return null;
    }
    if (!exchange.request().method().equals("GET")) {
      report.refused(exchange, Reason.METHOD_NOT_LISTED, "front-channel logout is for GET");
      return answers.methodNotAllowed(exchange, Set.of("GET"));
    }
    String issuer = parameter(exchange.request(), "iss");
    String sessionId = parameter(exchange.request(), "sid");
    return issuer == null || sessionId == null
        ? refused(exchange, Reason.LOGOUT_MALFORMED, "iss and sid must both be there, once each")
        : answer(exchange, logouts.end(issuer, sessionId));
  }

  private static @Nullable String parameter(GateRequest request, String name) {
    String query = request.query() == null ? "" : request.query();
    Map<String, List<String>> parameters = FormEncoding.decode(query);
    List<String> values = parameters == null ? List.of() : parameters.getOrDefault(name, List.of());
    return values.size() == 1 ? values.get(0) : null;
  }

  private Decision.Stop answer(Exchange exchange, LogoutResult result) {
    if (result instanceof LogoutResult.Refused refused) {
      return refused(exchange, refused.reason(), refused.detail());
    }
    if (result instanceof LogoutResult.Unavailable unavailable) {
      report.undecided(exchange, Reason.SESSION_STORE_UNAVAILABLE, unavailable.detail());
      return page(503);
    }
    report.tell(Event.of(Event.Kind.LOGGED_OUT, "the provider's page said so"), exchange);
    return page(200);
  }

  private Decision.Stop refused(Exchange exchange, Reason reason, String detail) {
    report.refused(exchange, reason, detail);
    return page(400);
  }

  /** Section 3: nobody keeps it, and the page of the issuer alone may frame it. */
  private Decision.Stop page(int status) {
    return new Decision.Stop(
        status,
        List.of(
            Header.of("Content-Type", "text/html; charset=utf-8"),
            Header.of("Cache-Control", "no-store"),
            Header.of("X-Content-Type-Options", "nosniff"),
            Header.of("Referrer-Policy", "no-referrer"),
            Header.of(
                "Content-Security-Policy", "default-src 'none'; frame-ancestors " + issuerOrigin)),
        PAGE);
  }
}
