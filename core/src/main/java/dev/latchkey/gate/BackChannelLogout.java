package dev.latchkey.gate;

import dev.latchkey.event.Event;
import dev.latchkey.event.Reason;
import dev.latchkey.session.LogoutResult;
import dev.latchkey.session.Logouts;
import dev.latchkey.token.LogoutTokens;
import dev.latchkey.token.TokenResult;
import dev.latchkey.token.VerifiedLogoutToken;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The provider says itself that somebody has signed out (OpenID Connect Back-Channel Logout 1.0).
 * No cookie is read or set, and no rule asked: the logout token says all. Thread-safe.
 */
final class BackChannelLogout {

  private final @Nullable String path;
  private final LogoutTokens tokens;
  private final @Nullable Logouts logouts;
  private final Answers answers;
  private final Report report;

  BackChannelLogout(SignInParts parts, Answers answers, Report report) {
    this.path = parts.settings().logout().backChannelPath().orElse(null);
    this.tokens = parts.logoutTokens();
    this.logouts = parts.sessions().logouts().orElse(null);
    this.answers = answers;
    this.report = report;
  }

  /** Answers a request to our own path; {@code null} when it is another. */
  Decision.@Nullable Stop serve(Exchange exchange) {
    if (logouts == null || !exchange.request().path().equals(path)) {
      return null;
    }
    if (!exchange.request().method().equals("POST")) { // section 2.5
      report.refused(exchange, Reason.METHOD_NOT_LISTED, "back-channel logout is for POST");
      return answers.methodNotAllowed(exchange, Set.of("POST"));
    }
    PostedForm form = PostedForm.read(exchange.request());
    if (!form.isRead()) {
      return refused(exchange, form.status(), Reason.LOGOUT_MALFORMED, form.problem());
    }
    String token = form.value("logout_token");
    return token == null
        ? refused(exchange, 400, Reason.LOGOUT_MALFORMED, "there is not one logout_token")
        : end(exchange, token, logouts);
  }

  private Decision.Stop end(Exchange exchange, String token, Logouts sessions) {
    TokenResult<VerifiedLogoutToken> result = tokens.verify(token);
    if (result instanceof TokenResult.Verified<VerifiedLogoutToken> verified) {
      return answer(exchange, sessions.end(verified.token(), tokens.longestUse()));
    }
    if (result instanceof TokenResult.Refused<VerifiedLogoutToken> refused) {
      return refused(exchange, 400, refused.reason(), refused.detail());
    }
    TokenResult.Unavailable<VerifiedLogoutToken> unavailable =
        (TokenResult.Unavailable<VerifiedLogoutToken>) result;
    return failed(exchange, unavailable.reason(), unavailable.detail());
  }

  private Decision.Stop answer(Exchange exchange, LogoutResult result) {
    if (result instanceof LogoutResult.Refused refused) {
      return refused(exchange, 400, refused.reason(), refused.detail());
    }
    if (result instanceof LogoutResult.Unavailable unavailable) {
      return failed(exchange, Reason.SESSION_STORE_UNAVAILABLE, unavailable.detail());
    }
    report.tell(Event.of(Event.Kind.LOGGED_OUT, "the provider said so"), exchange);
    if (result instanceof LogoutResult.Done done && !done.remembered()) {
      report.logoutTokenNotKept();
    }
    return Answers.json(200, Map.of());
  }

  private Decision.Stop refused(Exchange exchange, int status, Reason reason, String detail) {
    report.refused(exchange, reason, detail);
    return Answers.json(status, error(exchange, "invalid_request"));
  }

  /** Section 2.8 has one status for all that fails; what it says tells the two apart. */
  private Decision.Stop failed(Exchange exchange, Reason reason, String detail) {
    report.undecided(exchange, reason, detail);
    return Answers.json(400, error(exchange, "temporarily_unavailable"));
  }

  private static Map<String, Object> error(Exchange exchange, String code) {
    return Map.of("error", code, "reference", exchange.reference().toString());
  }
}
