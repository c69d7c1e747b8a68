package dev.latchkey.provider;

import java.net.URI;

/** The address where a browser ends its session at the provider. Immutable. */
public final class EndSession {

  private EndSession() {}

  /** Begins the address at the provider's {@code end_session_endpoint}. */
  public static EndSession at(URI endpoint) {
    throw new UnsupportedOperationException();
  }

  /** With {@code id_token_hint}. */
  public EndSession idTokenHint(String idToken) {
    return this;
  }

  /** With {@code client_id}. */
  public EndSession clientId(String clientId) {
    return this;
  }

  /** With {@code post_logout_redirect_uri}. */
  public EndSession postLogoutRedirectUri(URI uri) {
    return this;
  }

  /** With {@code state}. */
  public EndSession state(String state) {
    return this;
  }

  /** The whole address; holds the hint, so it is not for logs. */
  public URI address() {
    throw new UnsupportedOperationException();
  }
}
