package dev.latchkey.provider;

import dev.latchkey.event.Reason;
import dev.latchkey.http.HttpAnswer;
import dev.latchkey.http.HttpCall;
import dev.latchkey.http.HttpTransport;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The provider's userinfo endpoint (OpenID Connect Core 1.0 section 5.3). Thread-safe. Each
 * question is asked once, with the time limit of the transport; nothing is remembered here.
 */
public final class UserInfo {

  private final MetadataSource metadata;
  private final HttpTransport transport;

  /** Makes a client of the endpoint that the metadata name at the time of each call. */
  public UserInfo(MetadataSource metadata, HttpTransport transport) {
    this.metadata = metadata;
    this.transport = transport;
  }

  /** Asks about the user of an access token, which travels in a header (RFC 6750 section 2.1). */
  public UserInfoAnswer ask(String accessToken) {
    MetadataLookup lookup = metadata.current();
    if (lookup instanceof MetadataLookup.Ready ready) {
      return ask(ready.metadata(), accessToken);
    }
    MetadataLookup.Missing missing = (MetadataLookup.Missing) lookup;
    return new UserInfoAnswer.Failed(missing.reason(), missing.detail());
  }

  private UserInfoAnswer ask(Metadata known, String accessToken) {
    URI endpoint = known.endpoint(Endpoint.USERINFO).orElse(null);
    if (endpoint == null) {
      return new UserInfoAnswer.Failed(
          Reason.PROVIDER_MISCONFIGURED,
          "the provider's metadata name no userinfo_endpoint; set endpoint.userinfo");
    }
    try {
      return read(
          transport.send(
              HttpCall.get(endpoint).withHeader("Authorization", "Bearer " + accessToken)));
    } catch (IOException e) {
      return failed("cannot be asked: " + e.getMessage());
    }
  }

  private static UserInfoAnswer read(HttpAnswer answer) {
    if (answer.status() == 401) { // section 5.3.3 and RFC 6750 section 3.1: invalid_token
      return new UserInfoAnswer.Refused(
          "the userinfo endpoint does not take the access token that was just issued");
    }
    if (answer.status() != 200) { // a redirect is not followed either
      return failed("answered " + answer.status());
    }
    if (answer.isJwt()) { // section 5.3.2: only where the client was registered so
      return failed(
          "answered a signed JWT, which is not read; take userinfo_signed_response_alg out of the"
              + " client's registration");
    }
    Map<String, @Nullable Object> members = answer.json();
    return members == null
        ? failed("answered 200 without one JSON object")
        : new UserInfoAnswer.Said(members);
  }

  private static UserInfoAnswer failed(String detail) {
    return new UserInfoAnswer.Failed(Reason.USERINFO_FAILED, "the userinfo endpoint " + detail);
  }
}
