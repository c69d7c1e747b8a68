package dev.latchkey.provider;

import dev.latchkey.event.Reason;
import dev.latchkey.http.HttpAnswer;
import dev.latchkey.http.HttpCall;
import dev.latchkey.http.HttpTransport;
import dev.latchkey.http.RetryAfter;
import dev.latchkey.http.UnfitAnswerException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The provider's introspection endpoint (RFC 7662). Thread-safe. Each question is asked once, with
 * the time limit of the transport; nothing is remembered here.
 */
public final class Introspection {

  private static final int OK = 200;

  /** Not 500, which a strange token may cause: a caller must not look like an outage. */
  private static final Set<Integer> OUTAGE = Set.of(429, 502, 503, 504);

  private final MetadataSource metadata;
  private final ClientCredentials client;
  private final HttpTransport transport;
  private final InstantSource clock;

  /**
   * Makes a client of the endpoint that the metadata name at the time of each call.
   *
   * @param clock tells what a date in {@code Retry-After} means
   */
  public Introspection(
      MetadataSource metadata,
      ClientCredentials client,
      HttpTransport transport,
      InstantSource clock) {
    this.metadata = metadata;
    this.client = client;
    this.transport = transport;
    this.clock = clock;
  }

  /** Asks about an access token (RFC 7662 section 2.1). */
  public IntrospectionAnswer ask(String token) {
    MetadataLookup lookup = metadata.current();
    if (lookup instanceof MetadataLookup.Ready ready) {
      return ask(ready.metadata(), token);
    }
    MetadataLookup.Missing missing = (MetadataLookup.Missing) lookup;
    return new IntrospectionAnswer.Failed(missing.reason(), missing.detail());
  }

  private IntrospectionAnswer ask(Metadata known, String token) {
    URI endpoint = known.introspectionEndpoint().orElse(null);
    if (endpoint == null) {
      return new IntrospectionAnswer.Failed(
          Reason.PROVIDER_MISCONFIGURED,
          "the provider's metadata name no introspection_endpoint; set endpoint.introspection");
    }
    List<Map.Entry<String, String>> parameters =
        List.of(Map.entry("token", token), Map.entry("token_type_hint", "access_token"));
    HttpCall call =
        ClientAuthentication.choose(client, known.authMethodsAt(Endpoint.INTROSPECTION))
            .post(endpoint, parameters, client);
    try {
      return read(transport.send(call));
    } catch (UnfitAnswerException | InterruptedIOException e) { // this token's, or this caller's
      return failed("cannot be asked: " + e.getMessage());
    } catch (IOException e) {
      return outage("cannot be asked: " + e.getMessage(), null);
    }
  }

  private IntrospectionAnswer read(HttpAnswer answer) {
    int status = answer.status();
    if (status == 401 || status == 403) { // RFC 7662 section 2.3: this is about us
      return new IntrospectionAnswer.Failed(
          Reason.INTROSPECTION_DENIED,
          "the introspection endpoint answered "
              + status
              + " to our own credentials; check client-id, the client's secret, and whether the"
              + " client may introspect");
    }
    if (OUTAGE.contains(status)) {
      return outage("answered " + status, RetryAfter.of(answer, clock));
    }
    if (status != OK) { // a redirect is not followed either
      return failed("answered " + status);
    }
    if (answer.isJwt()) { // RFC 9701 section 5: nobody asked, and nobody checks its signature
      return failed("answered a signed JWT where JSON was asked for");
    }
    Map<String, @Nullable Object> body = answer.json();
    return body == null ? failed("answered 200 without one JSON object") : read(body);
  }

  /** RFC 7662 section 2.2: {@code active} is a boolean, so "true" and 1 are no yes. */
  private static IntrospectionAnswer read(Map<String, @Nullable Object> body) {
    if (Boolean.TRUE.equals(body.get("active"))) {
      return new IntrospectionAnswer.Active(body);
    }
    return new IntrospectionAnswer.Inactive(
        Boolean.FALSE.equals(body.get("active"))
            ? "the provider says that the token is not active"
            : "the provider's answer has no active that is true or false");
  }

  private static IntrospectionAnswer failed(String detail) {
    return new IntrospectionAnswer.Failed(Reason.INTROSPECTION_FAILED, told(detail));
  }

  private static IntrospectionAnswer outage(String detail, @Nullable Duration retryAfter) {
    return new IntrospectionAnswer.Failed(
        Reason.INTROSPECTION_FAILED, told(detail), true, retryAfter);
  }

  private static String told(String detail) {
    return "the introspection endpoint " + detail;
  }
}
