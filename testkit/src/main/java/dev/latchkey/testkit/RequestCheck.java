package dev.latchkey.testkit;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks what comes to the authorization endpoint, in two steps: as long as the redirect URI is not
 * known to be good, errors go to a page; afterwards they go back to the application.
 */
final class RequestCheck {
  private static final String CHALLENGE = "[A-Za-z0-9_-]{43}";
  static final List<String> MODES = List.of("query", "form_post");
  private static final String SECONDS = "[0-9]{1,9}";

  private final Clients clients;
  private final String issuer;
  private final Faults faults;

  RequestCheck(Clients clients, String issuer, Faults faults) {
    this.clients = clients;
    this.issuer = issuer;
    this.faults = faults;
  }

  /** A request that can be followed, or the answer that says why not. */
  sealed interface Outcome {}

  record Good(AuthorizationRequest request) implements Outcome {}

  record Refused(Answer answer) implements Outcome {}

  private record Problem(String error, String description) {}

  Outcome check(Parameters sent) {
    TestClient client = clients.find(sent.value("client_id"));
    String redirectUri = sent.value("redirect_uri");
    String distrust = distrust(sent, client, redirectUri);
    if (distrust != null) {
      return new Refused(Html.message(400, "This sign-in cannot go on", distrust));
    }
    return check(sent, Objects.requireNonNull(client), Objects.requireNonNull(redirectUri));
  }

  /** RFC 6749 section 4.1.2.1: never redirect to an address that is not registered. */
  private static @Nullable String distrust(
      Parameters sent, @Nullable TestClient client, @Nullable String redirectUri) {
    if (sent.repeats("client_id") || sent.repeats("redirect_uri")) {
      return "The application named itself or its redirect URI twice.";
    }
    if (client == null) {
      return "The application is not registered here: client_id is missing or unknown.";
    }
    if (redirectUri == null || !client.returnsTo(redirectUri)) {
      return "The redirect URI is missing or not registered for this application.";
    }
    return null;
  }

  private Outcome check(Parameters sent, TestClient client, String redirectUri) {
    String state = sent.repeats("state") ? null : sent.value("state");
    boolean formPost = "form_post".equals(sent.value("response_mode"));
    CallbackRedirect callback = new CallbackRedirect(redirectUri, state, formPost, issuer, faults);
    Problem problem = problem(sent);
    if (problem != null) {
      return new Refused(callback.error(problem.error(), problem.description()));
    }
    String maxAge = sent.value("max_age");
    Long seconds = maxAge == null ? null : Long.valueOf(maxAge);
    return new Good(new AuthorizationRequest(client, callback, sent, seconds));
  }

  private @Nullable Problem problem(Parameters sent) {
    String repeated = sent.repeated();
    if (repeated != null) {
      return new Problem("invalid_request", "a parameter was sent more than once");
    }
    Problem problem = notSupported(sent);
    if (problem == null) {
      problem = outOfRange(sent);
    }
    return problem != null || !faults.checksPkce() ? problem : withoutProof(sent);
  }

  private static @Nullable Problem notSupported(Parameters sent) {
    if (sent.value("request") != null) {
      return new Problem("request_not_supported", "request objects are not supported");
    }
    if (sent.value("request_uri") != null) {
      return new Problem("request_uri_not_supported", "request_uri is not supported");
    }
    if (sent.value("response_type") == null) {
      return new Problem("invalid_request", "response_type is missing");
    }
    if (!"code".equals(sent.value("response_type"))) {
      return new Problem("unsupported_response_type", "only response_type=code is supported");
    }
    String mode = sent.value("response_mode");
    return mode == null || MODES.contains(mode)
        ? null
        : new Problem("invalid_request", "only response_mode=query and form_post are supported");
  }

  private static @Nullable Problem outOfRange(Parameters sent) {
    if (!Parameters.words(sent.value("scope")).contains(Scopes.OPENID)) {
      return new Problem("invalid_scope", "scope must contain openid");
    }
    String prompt = sent.value("prompt");
    if (prompt != null && !Set.of("none", "login").contains(prompt)) {
      return new Problem("invalid_request", "prompt must be none or login");
    }
    String maxAge = sent.value("max_age");
    return maxAge == null || maxAge.matches(SECONDS)
        ? null
        : new Problem("invalid_request", "max_age must be a number of seconds");
  }

  /** RFC 7636 section 4.4.1; a missing method would mean plain (section 4.3), which is refused. */
  private static @Nullable Problem withoutProof(Parameters sent) {
    String challenge = sent.value("code_challenge");
    if (challenge == null) {
      return new Problem("invalid_request", "code_challenge is required");
    }
    if (!"S256".equals(sent.value("code_challenge_method"))) {
      return new Problem("invalid_request", "code_challenge_method must be S256");
    }
    return challenge.matches(CHALLENGE)
        ? null
        : new Problem("invalid_request", "code_challenge must be 43 base64url characters");
  }
}
