package dev.latchkey.gate;

import static dev.latchkey.token.TokenMaker.ABSENT;
import static dev.latchkey.token.TokenMaker.quoted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.event.Reason;
import dev.latchkey.http.FormEncoding;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the provider is told beyond what every login needs, and what follows from it. */
class LoginParametersTest {

  private static Map<String, List<String>> asked(Shop shop, String query) {
    Decision.Stop sent = shop.stop(FakeRequest.page("/oidc/login" + query));
    assertThat(sent.status()).isEqualTo(302);
    return TestGate.asked(sent);
  }

  private static Reason reason(Shop shop) {
    return shop.lastTold().reason().orElseThrow();
  }

  @Test
  void sendsWhatIsSetWithEveryLogin() {
    try (Shop shop =
        Shop.with(
            "login.parameters", "audience=orders-api resource=https://api.example.com/a?b=c")) {
      assertThat(TestGate.asked(shop.stop(FakeRequest.page("/pages/a"))))
          .containsEntry("audience", List.of("orders-api"))
          .containsEntry("resource", List.of("https://api.example.com/a?b=c"))
          .containsEntry("client_id", List.of("shop"))
          .hasSize(10);
    }
  }

  @Test
  @Tag("G31")
  void aCallerChoosesWhatMayPassAndNothingElse() {
    try (Shop shop =
        Shop.with(
            "login.parameters", "audience=orders-api", "login.pass-through", "login_hint prompt")) {
      Map<String, List<String>> asked =
          asked(
              shop,
              "?scope=admin&prompt=login&client_id=x&redirect_uri=https%3A%2F%2Fevil.example"
                  + "&nonce=n&state=s&audience=bank&request=r&login_hint=ada%40example.com"
                  + "&code_challenge=c&response_type=token&ui_locales=de");

      assertThat(asked)
          .containsEntry("login_hint", List.of("ada@example.com"))
          .containsEntry("prompt", List.of("login"))
          .containsEntry("audience", List.of("orders-api"))
          .containsEntry("scope", List.of("openid"))
          .containsEntry("client_id", List.of("shop"))
          .containsEntry("response_type", List.of("code"))
          .hasSize(11);
      assertThat(asked.toString()).doesNotContain("evil", "bank", "admin");
    }
  }

  @Test
  @Tag("G31")
  void nothingPassesFromAProtectedPage() {
    try (Shop shop = Shop.with("login.pass-through", "login_hint prompt")) {
      Map<String, List<String>> asked =
          TestGate.asked(shop.stop(FakeRequest.page("/pages/a?login_hint=ada&prompt=none")));

      assertThat(asked).doesNotContainKeys("login_hint", "prompt");
    }
  }

  @Test
  @Tag("G32")
  void allWishesTogetherFitIntoTheLoginsCookie() {
    try (Shop shop = Shop.with("login.pass-through", "login_hint ui_locales claims_locales")) {
      String most = "?login_hint=" + "x".repeat(500) + "&ui_locales=" + "d".repeat(12);

      assertThat(asked(shop, most)).containsKeys("login_hint", "ui_locales");
      assertThat(asked(shop, most + "e&claims_locales=de"))
          .containsKeys("login_hint", "claims_locales")
          .doesNotContainKey("ui_locales");
    }
  }

  @Test
  @Tag("G32")
  void aHintIsEncodedOrDropped() {
    try (Shop shop = Shop.with("login.pass-through", "login_hint")) {
      String odd = "a&client_id=evil #+%=?/\u00e9";
      assertThat(asked(shop, "?login_hint=" + FormEncoding.encode(odd)))
          .containsEntry("login_hint", List.of(odd))
          .containsEntry("client_id", List.of("shop"));
      assertThat(asked(shop, "?login_hint=" + "x".repeat(512))).containsKey("login_hint");
      for (String dropped :
          List.of("x".repeat(513), "a%0D%0AX:%20y", "a%00b", "", "a%7Fb", "a&login_hint=b")) {
        assertThat(asked(shop, "?login_hint=" + dropped))
            .as(dropped)
            .doesNotContainKey("login_hint");
      }
      assertThat(asked(shop, "?login_hint=%zz")).doesNotContainKey("login_hint");
    }
  }

  @ParameterizedTest
  @Tag("H13")
  @CsvSource({
    "-3660, true",
    "-3661, false",
    "0, true",
    "'', false",
  })
  void aUserWasAuthenticatedNoLongerAgoThanAsked(String secondsAgo, boolean accepted) {
    try (Shop shop = Shop.with("login.parameters", "max_age=3600")) {
      long now = shop.clock.instant().getEpochSecond();
      String time =
          secondsAgo.isEmpty() ? ABSENT : String.valueOf(now + Long.parseLong(secondsAgo));

      Decision.Stop end = shop.signIn("auth_time", time);

      assertThat(end.status()).isEqualTo(accepted ? 302 : secondsAgo.isEmpty() ? 400 : 403);
      if (!accepted) {
        assertThat(reason(shop))
            .isEqualTo(secondsAgo.isEmpty() ? Reason.CLAIM_MISSING : Reason.AUTHENTICATION_TOO_OLD);
        assertThat(TestGate.cookies(end)).isEmpty();
      }
    }
  }

  @Test
  @Tag("H13")
  void withoutTheQuestionTheTimeDoesNotMatter() {
    try (Shop shop = Shop.with()) {
      assertThat(shop.signIn("auth_time", "1").status()).isEqualTo(302);
    }
  }

  @ParameterizedTest
  @Tag("H14")
  @ValueSource(strings = {ABSENT, "\"bronze\"", "\"Gold\"", "\"\"", "[\"gold\"]", "null", "2"})
  void anAuthenticationOfAnotherLevelIsNotEnough(String acr) {
    try (Shop shop = Shop.with("login.parameters", "acr_values=silver%20gold")) {
      Decision.Stop end = shop.signIn("acr", acr);

      assertThat(end.status()).isEqualTo(403);
      assertThat(reason(shop)).isEqualTo(Reason.AUTHENTICATION_TOO_WEAK);
      assertThat(TestGate.cookies(end)).isEmpty();
    }
  }

  @Test
  @Tag("H14")
  void eachOfTheLevelsAskedForIsEnough() {
    try (Shop shop = Shop.with("login.parameters", "acr_values=silver%20gold")) {
      assertThat(TestGate.asked(shop.login())).containsEntry("acr_values", List.of("silver gold"));
      assertThat(shop.signIn("acr", quoted("silver")).status()).isEqualTo(302);
      assertThat(shop.signIn("acr", quoted("gold")).status()).isEqualTo(302);
    }
  }

  @Test
  @Tag("H13")
  @Tag("H14")
  void whatACallerAskedForIsCheckedToo() {
    try (Shop shop = Shop.with("login.pass-through", "max_age acr_values")) {
      Decision.Stop begun = shop.stop(FakeRequest.get("/oidc/login?max_age=60"));
      assertThat(TestGate.asked(begun)).containsEntry("max_age", List.of("60"));
      assertThat(shop.finish(begun, TestGate.cookies(begun)).status()).isEqualTo(400);
      assertThat(reason(shop)).isEqualTo(Reason.CLAIM_MISSING);

      begun = shop.stop(FakeRequest.get("/oidc/login?acr_values=gold"));
      assertThat(shop.finish(begun, TestGate.cookies(begun)).status()).isEqualTo(403);
      for (String odd : List.of("-1", "1h", "99999999999999999999", "1.5")) {
        assertThat(asked(shop, "?max_age=" + odd)).as(odd).doesNotContainKey("max_age");
      }
    }
  }

  @ParameterizedTest
  @Tag("G40")
  @ValueSource(
      strings = {
        "login_required",
        "interaction_required",
        "consent_required",
        "account_selection_required"
      })
  void whoCannotBeSignedInSilentlyIsAskedOnce(String error) {
    try (Shop shop = Shop.with("login.parameters", "prompt=none audience=orders-api")) {
      Decision.Stop silent = shop.stop(FakeRequest.page("/pages/a?b=c"));
      assertThat(TestGate.asked(silent)).containsEntry("prompt", List.of("none"));

      Decision.Stop asked = shop.callback(silent, "error=" + error);

      assertThat(asked.status()).isEqualTo(302);
      assertThat(TestGate.asked(asked))
          .doesNotContainKey("prompt")
          .containsEntry("audience", List.of("orders-api"))
          .doesNotContainEntry("state", TestGate.asked(silent).get("state"));
      assertThat(shop.callback(asked, "error=" + error).status()).isEqualTo(403);
      assertThat(reason(shop)).isEqualTo(Reason.LOGIN_REFUSED);
      assertThat(TestGate.header(shop.finish(asked, TestGate.cookies(asked)), "Location"))
          .as("used up by the error")
          .isEmpty();
    }
  }

  @Test
  @Tag("G40")
  @Tag("H14")
  void whatACallerAskedForStillHoldsWhenTheUserIsAsked() {
    try (Shop shop = Shop.with("login.pass-through", "prompt login_hint acr_values")) {
      Decision.Stop silent =
          shop.stop(
              FakeRequest.page("/oidc/login?prompt=none&login_hint=ada&acr_values=silver%20gold"));

      Decision.Stop asked = shop.callback(silent, "error=login_required");

      assertThat(TestGate.asked(asked))
          .doesNotContainKey("prompt")
          .containsEntry("login_hint", List.of("ada"))
          .containsEntry("acr_values", List.of("silver gold"));
      assertThat(shop.finish(asked, TestGate.cookies(asked)).status()).isEqualTo(403);
      assertThat(reason(shop)).isEqualTo(Reason.AUTHENTICATION_TOO_WEAK);
    }
  }

  @Test
  @Tag("G40")
  void aSilentLoginThatIsRefusedForAnotherReasonIsRefused() {
    try (Shop shop = Shop.with("login.pass-through", "prompt")) {
      Decision.Stop silent = shop.stop(FakeRequest.page("/oidc/login?prompt=none"));
      assertThat(shop.callback(silent, "error=access_denied").status()).isEqualTo(403);

      Decision.Stop loud = shop.stop(FakeRequest.page("/oidc/login"));
      assertThat(shop.callback(loud, "error=login_required").status()).isEqualTo(403);
    }
  }
}
