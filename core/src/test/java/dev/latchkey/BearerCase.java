package dev.latchkey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.event.Event;
import dev.latchkey.event.Reason;
import dev.latchkey.gate.Decision;
import dev.latchkey.gate.FakeRequest;
import dev.latchkey.testing.FakeTransport;
import dev.latchkey.testing.SettableClock;
import dev.latchkey.token.Identity;
import dev.latchkey.token.TokenMaker;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;

/** A whole instance, built from settings, that decides about requests with {@link TokenMaker}s'. */
abstract class BearerCase {

  final FakeTransport transport = new FakeTransport();
  byte[] jwks = TokenMaker.jwks();
  final List<Event> events = new CopyOnWriteArrayList<>();
  private final List<Latchkey> built = new ArrayList<>();

  /** An instance for bearer tokens, with further settings as keys and values in turns. */
  final Latchkey latchkey(String... settings) {
    transport.answers(200, new String(jwks, StandardCharsets.UTF_8));
    LatchkeyBuilder builder =
        Latchkey.builder()
            .issuer(TokenMaker.ISSUER)
            .audience(TokenMaker.AUDIENCE)
            .set("jwks-uri", "https://id.example.com/jwks")
            .transport(transport)
            .clock(new SettableClock(Instant.ofEpochSecond(TokenMaker.NOW)))
            .listener(events::add);
    for (int i = 0; i < settings.length; i += 2) {
      builder.set(settings[i], settings[i + 1]);
    }
    Latchkey latchkey = builder.build();
    built.add(latchkey);
    return latchkey;
  }

  @AfterEach
  final void close() {
    built.forEach(Latchkey::close);
  }

  static Identity accepted(Latchkey latchkey, FakeRequest request) {
    Decision decision = latchkey.decide(request);
    assertThat(decision).isInstanceOf(Decision.Proceed.class);
    return ((Decision.Proceed) decision).identity().orElseThrow();
  }

  static Identity accepted(Latchkey latchkey, String token) {
    return accepted(latchkey, FakeRequest.get("/orders").bearer(token));
  }

  final Event refused(Latchkey latchkey, FakeRequest request, int status, Reason reason) {
    events.clear();
    Decision decision = latchkey.decide(request);
    assertThat(decision).isInstanceOf(Decision.Stop.class);
    List<Event> told = events.stream().filter(event -> event.kind() == Event.Kind.REFUSED).toList();
    assertThat(told).singleElement().extracting(event -> event.reason().get()).isEqualTo(reason);
    assertThat(((Decision.Stop) decision).status()).isEqualTo(status);
    return told.get(0);
  }

  final Event refused(Latchkey latchkey, String token, Reason reason) {
    return refused(latchkey, FakeRequest.get("/orders").bearer(token), 401, reason);
  }
}
