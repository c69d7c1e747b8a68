package dev.latchkey.testkit;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an application asks of the authorization endpoint, checked by {@link RequestCheck}. */
record AuthorizationRequest(
    TestClient client, CallbackRedirect callback, Parameters sent, @Nullable Long maxAgeSeconds) {

  Set<String> scopes() {
    return Scopes.known(sent.value("scope"));
  }

  @Nullable String nonce() {
    return sent.value("nonce");
  }

  @Nullable String codeChallenge() {
    return sent.value("code_challenge");
  }

  @Nullable String loginHint() {
    return sent.value("login_hint");
  }

  boolean wantsNoPage() {
    return "none".equals(sent.value("prompt"));
  }

  boolean wantsFreshLogin() {
    return "login".equals(sent.value("prompt"));
  }

  /** All that was sent, to be sent again by the sign-in page. */
  Map<String, String> parameters() {
    return sent.firstValues();
  }

  /** Says nothing of the contents. */
  @Override
  public String toString() {
    return "AuthorizationRequest[" + client + "]";
  }
}
