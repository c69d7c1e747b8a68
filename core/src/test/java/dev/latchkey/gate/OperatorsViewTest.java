package dev.latchkey.gate;

import static dev.latchkey.token.TokenMaker.quoted;
import static dev.latchkey.token.TokenMaker.rs256;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.event.Counters;
import dev.latchkey.event.Event;
import dev.latchkey.event.Reason;
import dev.latchkey.token.TokenMaker;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a health check and a metric may publish: nobody's data, no secret, and never more of it. */
@Tag("P06")
class OperatorsViewTest {

  private static final int KINDS = 7;
  private static final int MANY = 10_000 / KINDS;
  private static final String SIGNATURE = rs256().substring(rs256().lastIndexOf('.') + 1);

  private static final String ORDERS = "/api/orders/7";

  private static String published(Shop shop) {
    return shop.latchkey.status() + "\n" + shop.latchkey.counters();
  }

  /** Kind, reason and issuer of all numbers: what a metric has as labels. */
  private static Set<String> labels(Shop shop) {
    return shop.latchkey.counters().all().stream()
        .map(Counters.Counter::toString)
        .map(each -> each.substring(0, each.lastIndexOf(' ')))
        .collect(Collectors.toSet());
  }

  /** A user, an issuer, a key, a path, … that a client invents. */
  private static GateRequest invented(int kind, String name) {
    String user = TokenMaker.accessClaims("sub", quoted(name));
    return switch (kind) {
      case 0 -> withToken(TokenMaker.header(), user);
      case 1 -> withToken(TokenMaker.header("kid", quoted(name)), user);
      case 2 ->
          withToken(
              TokenMaker.header(),
              TokenMaker.accessClaims("iss", quoted("https://" + name + ".example")));
      case 3 -> FakeRequest.get("/" + name);
      case 4 -> FakeRequest.of(name.toUpperCase(Locale.ROOT), ORDERS);
      case 5 -> FakeRequest.get("/oidc/callback?state=" + name + "&code=" + name);
      default -> FakeRequest.get("/pages/a").cookies("shop=" + name);
    };
  }

  /** Well-formed but for the signature, which is of another token. */
  private static FakeRequest withToken(String header, String claims) {
    String text = TokenMaker.encoded(header) + "." + TokenMaker.encoded(claims);
    return FakeRequest.get(ORDERS).bearer(text + "." + SIGNATURE);
  }

  @Test
  void whatTenThousandStrangersInventMakesNoFurtherNumber() {
    try (Shop shop = Shop.with("session.cookie.name", "shop")) {
      for (int i = 0; i < KINDS; i++) {
        shop.latchkey.decide(invented(i, "canary-" + i));
      }
      Set<String> labels = labels(shop);

      for (int i = KINDS; i < MANY * KINDS; i++) {
        shop.latchkey.decide(invented(i % KINDS, "canary-" + i));
      }

      assertThat(labels(shop)).isEqualTo(labels);
      assertThat(published(shop)).doesNotContainIgnoringCase("canary");
      assertThat(shop.latchkey.counters().of(Reason.ISSUER_WRONG)).isEqualTo(MANY);
      assertThat(shop.latchkey.counters().of(Reason.NO_RULE)).isEqualTo(MANY);
    }
  }

  @Test
  void goodTokensOfManyUsersAreOneNumber() {
    try (Shop shop = Shop.with()) {
      for (int i = 0; i < 50; i++) {
        String token = rs256("sub", quoted("canary-" + i), "name", quoted("canary"));
        assertThat(shop.latchkey.decide(FakeRequest.get(ORDERS).bearer(token)))
            .isInstanceOf(Decision.Proceed.class);
      }

      assertThat(shop.latchkey.counters().of(Event.Kind.ALLOWED)).isEqualTo(50);
      assertThat(labels(shop)).contains("allowed " + TokenMaker.ISSUER);
      assertThat(published(shop)).doesNotContain("canary");
    }
  }

  @Test
  @Tag("P04")
  void aProviderInTroubleIsToldOfWithoutWhatItSaid() {
    try (Shop shop = Shop.with("token.verification", "introspection")) {
      shop.answers("/introspection", 401, "{\"error\":\"canary\",\"active\":\"canary\"}");
      shop.stop(ORDERS, "canary-opaque");
      shop.answers("/token", 500, "canary " + Shop.SECRET);
      shop.callback("code=canary-code");
      shop.answers(
          "/introspection",
          call -> {
            throw new IOException("connection refused");
          });
      shop.stop(ORDERS, "canary-other");

      assertThat(published(shop)).contains("introspection").doesNotContain("canary");
    }
  }
}
