package dev.latchkey.provider;

import dev.latchkey.http.FormEncoding;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The address where a browser ends its session at the provider (OpenID Connect RP-Initiated Logout
 * 1.0 section 2). Immutable.
 */
public final class EndSession {

  private final URI endpoint;
  private final Map<String, String> parameters;

  private EndSession(URI endpoint, Map<String, String> parameters) {
    this.endpoint = endpoint;
    this.parameters = parameters;
  }

  /** Begins the address at the provider's {@code end_session_endpoint}, its query kept. */
  public static EndSession at(URI endpoint) {
    return new EndSession(endpoint, Map.of());
  }

  /** With {@code id_token_hint}: from the session, never from a request. */
  public EndSession idTokenHint(String idToken) {
    return with("id_token_hint", idToken);
  }

  /** With {@code client_id}. */
  public EndSession clientId(String clientId) {
    return with("client_id", clientId);
  }

  /** With {@code post_logout_redirect_uri}. */
  public EndSession postLogoutRedirectUri(URI uri) {
    return with("post_logout_redirect_uri", uri.toString());
  }

  /** With {@code state}. */
  public EndSession state(String state) {
    return with("state", state);
  }

  private EndSession with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(parameters);
    more.put(name, value);
    return new EndSession(endpoint, more);
  }

  /** The whole address; holds the hint, so it is not for logs. */
  public URI address() {
    return FormEncoding.append(endpoint, parameters);
  }

  /** The endpoint and which parameters there are, not what they are. */
  @Override
  public String toString() {
    return "EndSession" + parameters.keySet();
  }
}
