package dev.latchkey.provider;

import dev.latchkey.event.Reason;
import dev.latchkey.http.HttpCall;
import dev.latchkey.http.HttpTransport;
import dev.latchkey.http.NotSentException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The provider's token endpoint. Thread-safe. Each question is asked once and for at most 10 s; it
 * is never repeated, since codes and many refresh tokens are good for one use only.
 */
public final class TokenEndpoint {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final MetadataSource metadata;
  private final ClientCredentials client;
  private final HttpTransport transport;

  /** Makes a client of the endpoint that the metadata name at the time of each call. */
  public TokenEndpoint(MetadataSource metadata, ClientCredentials client, HttpTransport transport) {
    this.metadata = metadata;
    this.client = client;
    this.transport = transport;
  }

  /** Redeems an authorization code (RFC 6749 section 4.1.3, RFC 7636 section 4.5). */
  public TokenAnswer redeem(String code, URI redirectUri, String codeVerifier) {
    return ask(
        List.of(
            Map.entry("grant_type", "authorization_code"),
            Map.entry("code", code),
            Map.entry("redirect_uri", redirectUri.toString()),
            Map.entry("code_verifier", codeVerifier)));
  }

  /** Asks for new tokens (RFC 6749 section 6). */
  public TokenAnswer refresh(String refreshToken) {
    return ask(
        List.of(
            Map.entry("grant_type", "refresh_token"), Map.entry("refresh_token", refreshToken)));
  }

  private TokenAnswer ask(List<Map.Entry<String, String>> parameters) {
    MetadataLookup lookup = metadata.current();
    if (lookup instanceof MetadataLookup.Ready ready) {
      return ask(ready.metadata(), parameters);
    }
    MetadataLookup.Missing missing = (MetadataLookup.Missing) lookup;
    return new TokenAnswer.Failed(missing.reason(), missing.detail(), false);
  }

  private TokenAnswer ask(Metadata known, List<Map.Entry<String, String>> parameters) {
    if (known.tokenEndpoint().isEmpty()) {
      return new TokenAnswer.Failed(
          Reason.PROVIDER_MISCONFIGURED, "the provider's metadata name no token_endpoint", false);
    }
    HttpCall call =
        ClientAuthentication.choose(client, known.tokenEndpointAuthMethods())
            .post(known.tokenEndpoint().get(), parameters, client)
            .timeout(TIMEOUT);
    try {
      return TokenAnswerReader.read(transport.send(call));
    } catch (NotSentException e) {
      return new TokenAnswer.Failed(
          Reason.TOKEN_ENDPOINT_FAILED,
          "the token endpoint cannot be reached: " + e.getMessage(),
          false);
    } catch (IOException e) {
      return TokenAnswerReader.failed("cannot be asked: " + e.getMessage());
    }
  }
}
