package dev.latchkey.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.IssuerStatus;
import dev.latchkey.Latchkey;
import dev.latchkey.Pages;
import dev.latchkey.SourceStatus;
import dev.latchkey.Status;
import dev.latchkey.event.Event;
import dev.latchkey.testing.TestKeys;
import dev.latchkey.token.TokenMaker;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What an operator is told of the provider, without waiting for it. */
class StatusTest {

  private static final String ORDERS = "/api/orders/7";
  private static final String DOCUMENT = TokenMaker.ISSUER + "/.well-known/openid-configuration";
  private static final String[] BEARER_ONLY = {
    "client-id", "", "client-secret", "", "base-url", "", "rules", "bearer /**"
  };

  private static IssuerStatus issuer(Latchkey latchkey) {
    assertThat(latchkey.status().issuers()).hasSize(1);
    return latchkey.status().issuers().get(0);
  }

  /** After a call, so that everything was asked for once. */
  private static IssuerStatus after(Shop shop) {
    shop.latchkey.decide(FakeRequest.get(ORDERS).bearer(TokenMaker.rs256()));
    return issuer(shop.latchkey);
  }

  @Test
  void isReadyWithAllThatIsAskedOfTheIssuer() {
    try (Shop shop = Shop.with()) {
      IssuerStatus status = after(shop);
      shop.clock.advance(Duration.ofSeconds(90));

      assertThat(shop.latchkey.status().state()).isEqualTo(Status.State.READY);
      assertThat(status.issuer()).isEqualTo(TokenMaker.ISSUER);
      assertThat(status.usableKeys()).isEqualTo(2);
      assertThat(status.skippedKeys()).isZero();
      assertThat(status.introspection()).isEmpty();
      for (SourceStatus part :
          new SourceStatus[] {
            issuer(shop.latchkey).discovery().orElseThrow(),
            issuer(shop.latchkey).keys().orElseThrow()
          }) {
        assertThat(part.state()).isEqualTo(Status.State.READY);
        assertThat(part.age()).contains(Duration.ofSeconds(90));
        assertThat(part.trouble()).isEmpty();
        assertThat(part.troubleSince()).isEmpty();
      }
    }
  }

  @Test
  void aPageShowsWhatItSays() {
    try (Shop shop = Shop.with()) {
      assertThat(Pages.text()).contains("\n    " + after(shop) + "\n");
    }
  }

  @Test
  void countsTheKeysThatAreNoneOfOurs() {
    Map<String, Object> encryption = TestKeys.jwk("enc", TestKeys.RSA_TWO.getPublic());
    encryption.put("use", "enc");
    String mixed =
        TestKeys.jwks(
            TestKeys.jwk("r1", TestKeys.RSA.getPublic()),
            encryption,
            Map.of("kty", "oct", "k", "AAAA"));
    try (Shop shop = Shop.publishing(mixed)) {
      IssuerStatus status = after(shop);

      assertThat(status.usableKeys()).isEqualTo(1);
      assertThat(status.skippedKeys()).isEqualTo(2);
      assertThat(status.toString()).contains("1 usable keys READY");
    }
  }

  @Test
  void isUnreachableWithTheTroubleAndWhenItBegan() {
    try (Shop shop = Shop.with("jwks-uri", TokenMaker.ISSUER + "/no-keys")) {
      IssuerStatus status = after(shop);

      SourceStatus keys = status.keys().orElseThrow();
      assertThat(shop.latchkey.status().state()).isEqualTo(Status.State.UNREACHABLE);
      assertThat(keys.state()).isEqualTo(Status.State.UNREACHABLE);
      assertThat(keys.trouble()).contains("connection refused");
      assertThat(keys.troubleSince()).contains(shop.clock.instant());
      assertThat(keys.lastSuccess()).isEmpty();
      assertThat(keys.age()).isEmpty();
      assertThat(status.usableKeys()).isZero();
      assertThat(status.toString())
          .contains("is UNREACHABLE; discovery ", "keys UNREACHABLE, since 20", "refused");
    }
  }

  @Test
  void isMisconfiguredWhenTheDocumentContradictsTheSettings() {
    try (Shop shop = Shop.with("issuer", TokenMaker.ISSUER + "/", "discovery-url", DOCUMENT)) {
      shop.login();

      SourceStatus discovery = issuer(shop.latchkey).discovery().orElseThrow();
      assertThat(shop.latchkey.status().state()).isEqualTo(Status.State.MISCONFIGURED);
      assertThat(discovery.trouble().orElseThrow()).contains(TokenMaker.ISSUER);
      assertThat(discovery.troubleSince()).isPresent();
    }
  }

  @Test
  void withoutKeysAndDiscoveryOnlyIntrospectionIsTold() {
    String[] settings = {
      "token.verification", "introspection",
      "endpoint.introspection", TokenMaker.ISSUER + "/introspection",
      "base-url", "",
      "rules", "bearer /**"
    };
    try (Shop shop = Shop.with(settings)) {
      assertThat(shop.latchkey.status().state()).isEqualTo(Status.State.READY);
      shop.answers("/introspection", 401, "");
      IssuerStatus denied = after(shop);

      assertThat(denied.discovery()).isEmpty();
      assertThat(denied.keys()).isEmpty();
      assertThat(denied.usableKeys()).isZero();
      assertThat(denied.state()).isEqualTo(Status.State.MISCONFIGURED);
      assertThat(denied.introspection().orElseThrow().trouble().orElseThrow())
          .contains("answered 401 to our own credentials");

      shop.clock.advance(Duration.ofSeconds(1));
      shop.answers("/introspection", 500, "");
      IssuerStatus failing = after(shop);
      assertThat(failing.state()).isEqualTo(Status.State.UNREACHABLE);
      assertThat(failing.introspection().orElseThrow().troubleSince())
          .as("one trouble, whatever its face")
          .isEqualTo(denied.introspection().orElseThrow().troubleSince());

      shop.answers("/introspection", "{\"active\":false}");
      SourceStatus well = after(shop).introspection().orElseThrow();
      assertThat(well.state()).isEqualTo(Status.State.READY);
      assertThat(well.lastSuccess()).contains(shop.clock.instant());
      assertThat(well.troubleSince()).isEmpty();
    }
  }

  @Test
  void bothWaysAreToldWhereBothAreGone() {
    for (String way : new String[] {"auto", "both"}) {
      try (Shop shop = Shop.with("token.verification", way)) {
        shop.answers("/introspection", 500, "");
        shop.latchkey.decide(FakeRequest.get(ORDERS).bearer(TokenMaker.rs256()));
        shop.latchkey.decide(FakeRequest.get(ORDERS).bearer("opaque"));
        IssuerStatus status = issuer(shop.latchkey);

        assertThat(status.keys().orElseThrow().state()).isEqualTo(Status.State.READY);
        assertThat(status.introspection().orElseThrow().state())
            .isEqualTo(Status.State.UNREACHABLE);
        assertThat(status.state()).isEqualTo(Status.State.UNREACHABLE);
      }
    }
  }

  @Test
  void aClosedInstanceIsNotReady() {
    try (Shop shop = Shop.with(BEARER_ONLY)) {
      after(shop);
      shop.latchkey.close();

      assertThat(issuer(shop.latchkey).keys().orElseThrow().trouble())
          .contains("this instance was closed");
    }
  }

  @Test
  @Tag("A21")
  void theCountersCountWhatTheListenerHears() {
    try (Shop shop = Shop.with()) {
      for (int i = 0; i < 5; i++) {
        shop.latchkey.decide(FakeRequest.get(ORDERS).bearer(TokenMaker.rs256()));
        shop.latchkey.decide(FakeRequest.get(ORDERS).bearer("junk" + i));
        shop.latchkey.decide(FakeRequest.get("/nowhere/" + i));
      }

      for (Event.Kind kind : new Event.Kind[] {Event.Kind.ALLOWED, Event.Kind.REFUSED}) {
        assertThat(shop.latchkey.counters().of(kind))
            .isEqualTo(shop.events.stream().filter(event -> event.kind() == kind).count())
            .isIn(5L, 10L);
      }
      assertThat(shop.latchkey.counters().toString())
          .contains(
              "allowed " + TokenMaker.ISSUER + " 5\n",
              "refused no_rule " + TokenMaker.ISSUER + " 5\n",
              "refused token_malformed " + TokenMaker.ISSUER + " 5\n");
    }
  }
}
