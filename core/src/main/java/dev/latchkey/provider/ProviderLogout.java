package dev.latchkey.provider;

import dev.latchkey.http.FormEncoding;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where a browser is sent to end its session at the provider: by OpenID Connect RP-Initiated Logout
 * 1.0, or as a product that has no such endpoint wants it. Immutable.
 */
public final class ProviderLogout {

  /** Servers stop at 4 to 8 KiB of address, ours at as much of headers, cookies and all. */
  private static final int MAX_HINT_CHARS = 3 * 1024;

  private final Optional<OwnLogout> own;
  private final String clientId;

  /** Makes the addresses for one client. */
  public ProviderLogout(Profile profile, String clientId) {
    this.own = profile.ownLogout();
    this.clientId = clientId;
  }

  /**
   * How a product signs browsers out in its own way, with {@code client_id} and an address to come
   * back to.
   *
   * @param path where, on the host where browsers sign in
   * @param returnParameter what it calls the address to come back to
   * @param always whether it is so though the metadata name an {@code end_session_endpoint}
   */
  record OwnLogout(String path, String returnParameter, boolean always) {}

  /**
   * The address for one logout; empty where the provider has none.
   *
   * @param returnTo as registered at the provider
   * @param idToken of the session, never from a request
   * @param state comes back with the browser where the provider does as the specification says
   */
  public Optional<URI> address(
      Metadata metadata, URI returnTo, Optional<String> idToken, String state) {
    Optional<URI> standard = metadata.endSessionEndpoint();
    if (own.isPresent() && (standard.isEmpty() || own.get().always())) {
      return standard.or(() -> ownEndpoint(metadata)).map(endpoint -> own(endpoint, returnTo));
    }
    return standard.map(endpoint -> standard(endpoint, returnTo, idToken, state));
  }

  private Optional<URI> ownEndpoint(Metadata metadata) {
    return metadata
        .authorizationEndpoint()
        .map(endpoint -> endpoint.resolve(own.orElseThrow().path()));
  }

  private URI own(URI endpoint, URI returnTo) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("client_id", clientId);
    parameters.put(own.orElseThrow().returnParameter(), returnTo.toString());
    return FormEncoding.append(endpoint, parameters);
  }

  private URI standard(URI endpoint, URI returnTo, Optional<String> idToken, String state) {
    EndSession request =
        EndSession.at(endpoint).clientId(clientId).postLogoutRedirectUri(returnTo).state(state);
    return idToken
        .filter(hint -> hint.length() <= MAX_HINT_CHARS) // section 2: recommended, not required
        .map(request::idTokenHint)
        .orElse(request)
        .address();
  }
}
