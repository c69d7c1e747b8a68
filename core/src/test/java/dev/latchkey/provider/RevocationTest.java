package dev.latchkey.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.event.Event;
import dev.latchkey.http.HttpCall;
import dev.latchkey.testing.FakeBackground;
import dev.latchkey.testing.FakeTransport;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class RevocationTest {

  private static final String ISSUER = "https://id.example.com";

  private final FakeTransport transport = new FakeTransport();
  private final FakeBackground background = new FakeBackground();
  private final List<Event> events = new ArrayList<>();
  private final Revocation revocation =
      revocation(
          Metadata.builder(ISSUER)
              .endpoint(Endpoint.REVOCATION, URI.create(ISSUER + "/revoke"))
              .build());

  private Revocation revocation(Metadata metadata) {
    return new Revocation(
        new FixedMetadata(metadata),
        ClientCredentials.confidential("shop", "secret"),
        transport,
        background,
        events::add);
  }

  @Test
  void asksAsTheSpecificationSays() {
    transport.answers(200, "");

    revocation.giveUpRefreshToken("r-1");
    revocation.giveUpAccessToken("a-1");

    HttpCall call = transport.calls.get(0);
    assertThat(call.uri()).isEqualTo(URI.create(ISSUER + "/revoke"));
    assertThat(call.headers()).containsKey("Authorization");
    assertThat(new String(call.body(), StandardCharsets.UTF_8))
        .isEqualTo("token=r-1&token_type_hint=refresh_token");
    assertThat(new String(transport.calls.get(1).body(), StandardCharsets.UTF_8))
        .isEqualTo("token=a-1&token_type_hint=access_token");
    assertThat(events).isEmpty();
  }

  @Test
  void asksNobodyWhereThereIsNoEndpoint() {
    revocation(Metadata.builder(ISSUER).build()).giveUpRefreshToken("r-1");

    assertThat(transport.calls).isEmpty();
    assertThat(events).isEmpty();
  }

  @Test
  @Tag("M04")
  void aFailureIsToldWithoutTheToken() {
    transport.answers(503, "");
    revocation.giveUpRefreshToken("canary");
    transport.fails("connection refused");
    revocation.giveUpRefreshToken("canary");

    assertThat(events).extracting(Event::kind).containsOnly(Event.Kind.WARNING).hasSize(2);
    assertThat(events.get(0).detail()).contains("answered 503");
    assertThat(events.get(1).detail()).contains("cannot be asked: connection refused");
    assertThat(events).noneMatch(event -> event.toString().contains("canary"));
  }

  @Test
  void nobodyWaitsAndOnlySoManyCallsAreUnderWay() {
    transport.answers(200, "");
    background.hold();
    for (int i = 0; i < 20; i++) {
      revocation.giveUpRefreshToken("r-" + i);
    }

    assertThat(background.waiting()).isEqualTo(16);
    assertThat(events).hasSize(4);
    background.release();
    assertThat(transport.calls).hasSize(16);
    revocation.giveUpRefreshToken("r-20");
    assertThat(transport.calls).as("there is room again").hasSize(17);
  }

  @Test
  void stopsWithTheApplication() {
    Revocation closed =
        new Revocation(
            new FixedMetadata(Metadata.builder(ISSUER).build()),
            ClientCredentials.confidential("shop", "secret"),
            transport,
            new dev.latchkey.http.Background() {
              @Override
              public void execute(Runnable task) {
                throw new RejectedExecutionException();
              }

              @Override
              public void executeAfter(java.time.Duration delay, Runnable task) {
                execute(task);
              }
            },
            events::add);

    closed.giveUpRefreshToken("r-1");
    assertThat(events).isEmpty();
  }
}
