package dev.latchkey.provider;

import dev.latchkey.event.Event;
import dev.latchkey.event.Listener;
import dev.latchkey.http.Background;
import dev.latchkey.http.HttpAnswer;
import dev.latchkey.http.HttpCall;
import dev.latchkey.http.HttpTransport;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;

/**
 * Gives tokens up at the provider's revocation endpoint (RFC 7009), where it has one. Nobody waits
 * for it: it is tried once, with the time limit of the transport, and a failure is told to the
 * listener alone. Thread-safe.
 */
public final class Revocation {

  /** A provider that does not answer must not collect our threads. */
  private static final int MOST_AT_ONCE = 16;

  private final MetadataSource metadata;
  private final ClientCredentials client;
  private final HttpTransport transport;
  private final Background background;
  private final Listener listener;
  private final Semaphore places = new Semaphore(MOST_AT_ONCE);

  /** Makes a client of the endpoint that the metadata name at the time of each call. */
  public Revocation(
      MetadataSource metadata,
      ClientCredentials client,
      HttpTransport transport,
      Background background,
      Listener listener) {
    this.metadata = metadata;
    this.client = client;
    this.transport = transport;
    this.background = background;
    this.listener = listener;
  }

  /** Gives up a refresh token, and with it what it could bring (RFC 7009 section 2.1). */
  public void giveUpRefreshToken(String token) {
    giveUp(token, "refresh_token");
  }

  /** Gives up an access token. */
  public void giveUpAccessToken(String token) {
    giveUp(token, "access_token");
  }

  private void giveUp(String token, String hint) {
    if (!places.tryAcquire()) {
      tell("is not asked, since it has not answered " + MOST_AT_ONCE + " questions yet");
      return;
    }
    try {
      background.execute(() -> askAndLeave(token, hint));
    } catch (RejectedExecutionException closing) {
      places.release();
    }
  }

  private void askAndLeave(String token, String hint) {
    try {
      if (metadata.current() instanceof MetadataLookup.Ready ready) {
        Metadata known = ready.metadata();
        known.endpoint(Endpoint.REVOCATION).ifPresent(at -> ask(at, known, token, hint));
      }
    } finally {
      places.release();
    }
  }

  private void ask(URI endpoint, Metadata known, String token, String hint) {
    HttpCall call =
        ClientAuthentication.choose(client, known.tokenEndpointAuthMethods())
            .post(
                endpoint,
                List.of(Map.entry("token", token), Map.entry("token_type_hint", hint)),
                client);
    try {
      HttpAnswer answer = transport.send(call);
      if (answer.status() != 200) { // RFC 7009 section 2.2: also for a token that it did not know
        tell("answered " + answer.status());
      }
    } catch (IOException e) {
      tell("cannot be asked: " + e.getMessage());
    }
  }

  private void tell(String what) {
    listener.on(
        Event.of(
            Event.Kind.WARNING,
            "the revocation endpoint "
                + what
                + "; the tokens of a user who signed out stay good until they end"));
  }
}
