package dev.latchkey.provider;

import dev.latchkey.http.HttpCall;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** How a client proves who it is at an endpoint of the provider (RFC 6749 section 2.3). */
public enum ClientAuthentication {
  /** Id and secret in an {@code Authorization} header. */
  CLIENT_SECRET_BASIC,
  /** Id and secret among the parameters. */
  CLIENT_SECRET_POST,
  /** The id alone, for public clients. */
  NONE;

  /** The name in settings and metadata, for example {@code client_secret_basic}. */
  public String specName() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  /**
   * Reads a name.
   *
   * @throws IllegalArgumentException for an unknown one, listing those that are known
   */
  public static ClientAuthentication named(String specName) {
    throw new UnsupportedOperationException();
  }

  /**
   * Chooses the configured method, else {@code client_secret_basic}, unless the provider lists
   * methods and has {@code client_secret_post} instead. A client without a secret has none to send.
   */
  static ClientAuthentication choose(ClientCredentials client, Metadata metadata) {
    throw new UnsupportedOperationException();
  }

  /** Makes a call that is authenticated this way. */
  HttpCall post(
      URI endpoint, List<Map.Entry<String, String>> parameters, ClientCredentials client) {
    throw new UnsupportedOperationException();
  }
}
