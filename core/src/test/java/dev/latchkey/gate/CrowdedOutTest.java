package dev.latchkey.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.event.Reason;
import dev.latchkey.testing.Browser;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** More sign-ins at once in one browser than it can keep: those left out finish, too. */
@Tag("F-59")
@Tag("F-60")
class CrowdedOutTest {

  private final Shop shop = Shop.with("session.cookie.name", "shop", "login.max-pending", "2");
  private final Browser browser = new Browser();

  @AfterEach
  void close() {
    shop.close();
  }

  private Decision.Stop ask(String target) {
    Decision.Stop stop = shop.stop(FakeRequest.page(target).cookies(browser.header()));
    browser.answer(TestGate.headers(stop, "Set-Cookie"));
    return stop;
  }

  /** Begins as many sign-ins as make this page's the oldest, which there is no room for. */
  private String crowdOut(String page) {
    String state = TestGate.asked(ask(page)).get("state").get(0);
    for (String other : List.of("/pages/second", "/pages/third")) {
      shop.clock.advance(Duration.ofSeconds(1));
      ask(other);
    }
    assertThat(browser.cookies.keySet()).filteredOn(name -> name.contains("-login-")).hasSize(2);
    return state;
  }

  private Decision.Stop comeBack(String state) {
    return ask("/oidc/callback?code=c&state=" + state);
  }

  @Test
  void waitsForOneOfTheOthersAndGoesOnByItself() {
    Decision.Stop page = comeBack(crowdOut("/pages/first?a=b%20c"));

    assertThat(page.status()).isEqualTo(200);
    assertThat(TestGate.header(page, "Refresh"))
        .isEqualTo("2; url=http://localhost:8080/pages/first?a=b%20c");
    assertThat(TestGate.body(page)).contains("One moment", "Continue");
    assertThat(shop.lastTold().reason()).contains(Reason.STATE_UNKNOWN);
    assertThat(shop.lastTold().detail()).contains("at most 2", "goes on by itself");
    assertThat(ask("/pages/first?a=b%20c").status()).as("begins anew").isEqualTo(302);
  }

  @Test
  void leadsToThePageWhereOneOfTheOthersHasFinished() {
    String state = crowdOut("/pages/first");
    browser.answer(TestGate.headers(shop.signIn(), "Set-Cookie"));

    Decision.Stop end = comeBack(state);

    assertThat(end.status()).isEqualTo(302);
    assertThat(TestGate.header(end, "Location")).isEqualTo("http://localhost:8080/pages/first");
  }

  @Test
  @Tag("G12")
  void anErrorForItIsStillAnError() {
    Decision.Stop end = ask("/oidc/callback?error=access_denied&state=" + crowdOut("/pages/first"));

    assertThat(end.status()).isEqualTo(400);
    assertThat(TestGate.body(end)).contains("Sign-in did not finish");
  }

  @Test
  @Tag("G03")
  void isNoWayInForAnotherBrowser() {
    String state = crowdOut("/pages/first");
    browser.cookies.clear();

    Decision.Stop end = comeBack(state);

    assertThat(TestGate.header(end, "Refresh")).endsWith("http://localhost:8080/pages/first");
    assertThat(browser.cookies).as("neither a session nor a sign-in").isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1000, 200", "1001, 400"})
  @Tag("G27")
  void isNotRememberedForAPageOfALongAddress(int length, int status) {
    String page = "/pages/";

    assertThat(comeBack(crowdOut(page + "a".repeat(length - page.length()))).status())
        .isEqualTo(status);
  }
}
