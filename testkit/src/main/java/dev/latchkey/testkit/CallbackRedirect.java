package dev.latchkey.testkit;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The way back from the authorization endpoint to the application. */
record CallbackRedirect(
    String redirectUri, @Nullable String state, boolean formPost, String issuer, Faults faults) {

  Answer code(String code) {
    return with(new LinkedHashMap<>(Map.of("code", code)));
  }

  /** RFC 6749 section 4.1.2.1, OpenID Connect Core section 3.1.2.6. */
  Answer error(String error, String description) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("error", error);
    parameters.put("error_description", description);
    return with(parameters);
  }

  private Answer with(Map<String, String> parameters) {
    if (state != null) {
      parameters.put("state", state);
    }
    parameters.put("iss", issuer); // RFC 9207 section 2: in errors too
    Map<String, String> sent = faults.inCallback(parameters);
    if (formPost) {
      return FormPost.to(redirectUri, sent);
    }
    String query = Parameters.encode(sent);
    return Answer.redirect(redirectUri + (redirectUri.contains("?") ? "&" : "?") + query);
  }

  /** Says nothing of the state. */
  @Override
  public String toString() {
    return "CallbackRedirect[" + redirectUri + "]";
  }
}
