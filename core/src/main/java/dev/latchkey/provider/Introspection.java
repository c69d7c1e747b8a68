package dev.latchkey.provider;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.latchkey.event.Reason;
import dev.latchkey.http.HttpAnswer;
import dev.latchkey.http.HttpCall;
import dev.latchkey.http.HttpTransport;
import dev.latchkey.http.Respite;
import dev.latchkey.http.RetryAfter;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The provider's introspection endpoint (RFC 7662). Thread-safe. Each question is asked once, with
 * the time limit of the transport; no answer is remembered here. An endpoint that is busy or down
 * is left alone for a while, and nobody waits for it meanwhile.
 */
public final class Introspection {

  private static final int OK = 200;

  /** What says that the endpoint is busy or down; a 500 may be the fault of one odd token. */
  private static final Set<Integer> BUSY_OR_DOWN = Set.of(429, 502, 503, 504);

  private final MetadataSource metadata;
  private final ClientCredentials client;
  private final HttpTransport transport;
  private final InstantSource clock;
  private final Respite respite;

  /**
   * Makes a client of the endpoint that the metadata name at the time of each call.
   *
   * @param clock tells what a date in {@code Retry-After} means
   * @param elapsed measures pauses
   */
  public Introspection(
      MetadataSource metadata,
      ClientCredentials client,
      HttpTransport transport,
      InstantSource clock,
      Ticker elapsed) {
    this.metadata = metadata;
    this.client = client;
    this.transport = transport;
    this.clock = clock;
    this.respite = new Respite(elapsed);
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
    HttpCall call = ClientAuthentication.choose(client, known).post(endpoint, parameters, client);
    return respite.mayAsk() ? send(call) : failed("is busy or down, and is left alone for a while");
  }

  private IntrospectionAnswer send(HttpCall call) {
    HttpAnswer answer;
    try {
      answer = transport.send(call);
    } catch (IOException e) {
      respite.failed(null);
      return failed("cannot be asked: " + e.getMessage());
    }
    if (BUSY_OR_DOWN.contains(answer.status())) {
      respite.failed(RetryAfter.of(answer, clock));
    } else {
      respite.succeeded();
    }
    return read(answer);
  }

  private static IntrospectionAnswer read(HttpAnswer answer) {
    int status = answer.status();
    if (status == 401 || status == 403) { // RFC 7662 section 2.3: this is about us
      return new IntrospectionAnswer.Failed(
          Reason.INTROSPECTION_DENIED,
          "the introspection endpoint answered "
              + status
              + " to our own credentials; check client-id, the client's secret, and whether the"
              + " client may introspect");
    }
    if (status != OK) { // a redirect is not followed either
      return failed("answered " + status);
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
    return new IntrospectionAnswer.Failed(
        Reason.INTROSPECTION_FAILED, "the introspection endpoint " + detail);
  }
}
