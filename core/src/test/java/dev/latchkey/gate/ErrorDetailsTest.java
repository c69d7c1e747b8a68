package dev.latchkey.gate;

import static dev.latchkey.token.TokenMaker.quoted;
import static dev.latchkey.token.TokenMaker.rs256;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.event.Event;
import dev.latchkey.event.Reason;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a developer reads in the answer, and nobody else. */
class ErrorDetailsTest {

  private static final String ORDERS = "/api/orders/7";
  private static final String[] ON = {"error-details", "true"};

  @Test
  void theAnswerSaysWhatTheLogSaysWhenTheyAreOn() {
    try (Shop shop = Shop.with(ON)) {
      Decision.Stop stop = shop.stop(ORDERS, rs256("aud", quoted("account")));

      Event told = shop.lastTold();
      assertThat(stop.status()).isEqualTo(401);
      assertThat(TestGate.json(stop))
          .containsEntry("reason", Reason.AUDIENCE_WRONG.code())
          .containsEntry("explanation", told.explanation())
          .containsEntry("reference", told.reference().orElseThrow());
      assertThat(told.explanation()).contains("[account]", "audience=orders-api");
    }
  }

  @Test
  void theChallengeStaysAsRfc6750HasIt() {
    try (Shop shop = Shop.with(ON);
        Shop plain = Shop.with()) {
      String token = rs256("aud", quoted("account"));

      assertThat(TestGate.headers(shop.stop(ORDERS, token), "WWW-Authenticate"))
          .isEqualTo(TestGate.headers(plain.stop(ORDERS, token), "WWW-Authenticate"));
    }
  }

  @Test
  void aPageSaysItTooWithEverythingEscaped() {
    try (Shop shop = Shop.with(ON)) {
      String token = rs256("aud", quoted("<script>alert(1)</script>"));
      Decision.Stop stop = shop.stop(FakeRequest.page(ORDERS).bearer(token));

      assertThat(TestGate.body(stop))
          .contains("<code>audience_wrong: ", "&lt;script&gt;alert(1)")
          .doesNotContain("<script>");
    }
  }

  @Test
  @Tag("P04")
  void noTokenCodeOrSecretIsInIt() {
    try (Shop shop = Shop.with(ON)) {
      shop.answers("/token", 400, "{\"error\":\"invalid_grant\"}");
      Decision.Stop[] stops = {
        shop.stop(ORDERS, rs256("exp", quoted("soon"))),
        shop.stop(ORDERS, "canary.canary.canary"),
        shop.callback("code=canary-code"),
        shop.callback("error=access_denied"),
        shop.stop(new BrokenRequest(new IllegalStateException("canary")))
      };

      for (Decision.Stop stop : stops) {
        assertThat(TestGate.json(stop)).containsKeys("reason", "explanation");
        assertThat(TestGate.body(stop)).doesNotContain("canary");
        assertThat(shop.secrets).noneMatch(TestGate.body(stop)::contains);
      }
    }
  }

  @Test
  @Tag("F13")
  void withoutThemEveryBadTokenGetsTheSameWords() {
    try (Shop shop = Shop.with()) {
      String[] tokens = {
        rs256("aud", quoted("account")), rs256("exp", "1"), rs256("cnf", "{}"), "junk"
      };
      for (String token : tokens) {
        Decision.Stop stop = shop.stop(ORDERS, token);

        assertThat(TestGate.json(stop).keySet())
            .containsExactlyInAnyOrder("title", "status", "detail", "reference");
        assertThat(TestGate.json(stop))
            .containsEntry("detail", "This address asks for a valid credential.");
        assertThat(TestGate.headers(stop, "WWW-Authenticate"))
            .singleElement()
            .asString()
            .endsWith("error_description=\"The access token is invalid or has expired\"");
        assertThat(TestGate.body(shop.stop(FakeRequest.page(ORDERS).bearer(token))))
            .doesNotContain("<p><code>");
      }
    }
  }
}
