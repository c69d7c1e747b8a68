package dev.latchkey.provider;

import dev.latchkey.http.HttpTransport;
import java.net.URI;

/** The provider's token endpoint. Thread-safe. */
public final class TokenEndpoint {

  /** Makes a client of the endpoint that the metadata name at the time of each call. */
  public TokenEndpoint(
      MetadataSource metadata, ClientCredentials client, HttpTransport transport) {}

  /** Redeems an authorization code (RFC 6749 section 4.1.3, RFC 7636 section 4.5). */
  public TokenAnswer redeem(String code, URI redirectUri, String codeVerifier) {
    throw new UnsupportedOperationException();
  }

  /** Asks for new tokens (RFC 6749 section 6). */
  public TokenAnswer refresh(String refreshToken) {
    throw new UnsupportedOperationException();
  }
}
