package dev.latchkey.gate;

import static dev.latchkey.gate.SiteBrowser.goesOnTo;
import static dev.latchkey.gate.SiteBrowser.isThere;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** With {@code SameSite=Strict}, the way back from the provider ends with a page that goes on. */
class StrictCallbackTest {

  private static final String PAGE = "/pages/a?b=%20c&d='e'&f";

  private final Shop shop =
      Shop.with(
          "session.cookie.same-site",
          "Strict",
          "session.cookie.name",
          "shop",
          "login.lifetime",
          "1m");
  private final SiteBrowser browser = new SiteBrowser(shop);

  @AfterEach
  void close() {
    shop.close();
  }

  @Test
  @Tag("J01")
  void aSignInEndsWithAPageAndKeepsTheWayBackLax() {
    isThere(browser.type(PAGE));

    assertThat(browser.steps).containsExactly("signs in", "goes on", "there");
    assertThat(browser.cookies.get("shop")).endsWith("; SameSite=Strict");
    assertThat(browser.cookies.get("shop.idle")).endsWith("; SameSite=Strict");
    assertThat(TestGate.headers(shop.login(), "Set-Cookie"))
        .allMatch(line -> line.endsWith("; SameSite=Lax"));
  }

  @Test
  @Tag("J25")
  void thatPageRunsNoScriptTellsNoAddressAndIsKeptByNobody() {
    Decision.Stop begun = shop.stop(FakeRequest.page(PAGE));

    Decision.Stop end = shop.finish(begun, TestGate.cookies(begun));

    assertThat(end.status()).isEqualTo(200);
    goesOnTo("http://localhost:8080" + PAGE, end);
    assertThat(TestGate.header(end, "Location")).isEmpty();
    assertThat(TestGate.headers(end, "Cache-Control")).containsExactly("no-store");
    assertThat(TestGate.headers(end, "Referrer-Policy")).containsExactly("no-referrer");
    assertThat(TestGate.header(end, "X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(TestGate.header(end, "Content-Security-Policy"))
        .startsWith("default-src 'none';")
        .contains("frame-ancestors 'none'", "base-uri 'none'")
        .doesNotContain("script-src");
    assertThat(TestGate.body(end))
        .contains("<html lang=\"en\">", "<h1>One moment</h1>", ">Continue</a>")
        .contains("href=\"http://localhost:8080/pages/a?b=%20c&amp;d=&#39;e&#39;&amp;f\"")
        .doesNotContain("<script", "state=", "code=");
  }

  @Test
  void aPageOfTheApplicationsOwnGoesOnAsWell() {
    try (Shop own =
        Shop.with(
            "session.cookie.same-site", "Strict", "pages", PagesTest.OwnPages.class.getName())) {
      Decision.Stop begun = own.stop(FakeRequest.page(PAGE));

      goesOnTo("http://localhost:8080" + PAGE, own.finish(begun, TestGate.cookies(begun)));
    }
  }

  @Test
  void withLaxARedirectIsEnough() {
    try (Shop lax = Shop.with()) {
      SiteBrowser other = new SiteBrowser(lax);
      isThere(other.comeFromElsewhere(PAGE));
      assertThat(other.steps).containsExactly("signs in", "redirected", "there");
    }
  }

  private String callbackOf(Decision.Stop begun) {
    return "/oidc/callback?code=c&state=" + TestGate.asked(begun).get("state").get(0);
  }

  private Decision.Stop begin(String page) {
    Decision.Stop begun = shop.stop(browser.request(page, "none"));
    browser.keep(begun);
    shop.redeemsFor(begun);
    return begun;
  }

  @Test
  @Tag("G04")
  void theBackButtonFindsTheSession() {
    String callback = callbackOf(begin(PAGE));
    isThere(browser.comeFromElsewhere(callback));

    for (int time = 0; time < 3; time++) {
      shop.clock.advance(Duration.ofSeconds(10));
      browser.cookies.remove("shop.again"); // its time is up
      isThere(browser.comeFromElsewhere(callback));
      assertThat(browser.steps).containsExactly("goes on", "goes on", "there");
    }
  }

  @Test
  @Tag("F-60")
  void aSignInThatTookTooLongEndsOnItsPageWhereThereIsASession() {
    String late = callbackOf(begin("/pages/late"));
    browser.type(PAGE);
    shop.clock.advance(Duration.ofMinutes(1));

    Decision.Stop asked = shop.stop(browser.request(late, "cross-site"));
    browser.keep(asked);
    goesOnTo(late, asked);
    assertThat(TestGate.headers(asked, "Set-Cookie")).as("nothing is decided yet").hasSize(1);

    goesOnTo("http://localhost:8080/pages/late", shop.stop(browser.request(late, "same-origin")));
  }

  @Test
  @Tag("G04")
  void withoutASessionItIsOfferedToStartAgain() {
    Decision.Stop end = (Decision.Stop) browser.comeFromElsewhere("/oidc/callback?code=c&state=s");

    assertThat(browser.steps).containsExactly("goes on", "400");
    assertThat(TestGate.body(end)).contains("Start again");
    assertThat(shop.events).filteredOn(event -> event.reason().isPresent()).hasSize(1);
  }

  @Test
  void aBrowserThatDoesNotTellIsOfferedToStartAgain() {
    String callback = callbackOf(begin(PAGE));
    browser.comeFromElsewhere(callback);
    browser.tells = false;

    browser.comeFromElsewhere(callback);

    assertThat(browser.steps).containsExactly("400");
  }
}
