package dev.latchkey.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.event.Event;
import dev.latchkey.event.Reason;
import dev.latchkey.seal.CookieJar;
import dev.latchkey.testing.Browser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody is sent to the provider for ever. */
class LoginLoopTest {

  private static final String ROUND = "shop-round";

  private final Shop shop = Shop.with("session.cookie.name", "shop", "login.max-pending", "1");
  private final Browser browser = new Browser();

  @AfterEach
  void close() {
    shop.close();
  }

  private Decision.Stop ask(String target) {
    return keep(shop.stop(FakeRequest.page(target).cookies(browser.header())));
  }

  private Decision.Stop ask(String target, String site) {
    return keep(
        shop.stop(
            FakeRequest.page(target).header("Sec-Fetch-Site", site).cookies(browser.header())));
  }

  private Decision.Stop keep(Decision.Stop stop) {
    browser.answer(TestGate.headers(stop, "Set-Cookie"));
    return stop;
  }

  private void isStopped(Decision.Stop stop) {
    assertThat(stop.status()).isEqualTo(400);
    assertThat(TestGate.body(stop))
        .contains("Sign-in does not last", "Allow cookies", "Start again", "Reference <code>");
    // among them may be what became of a fetch in the background
    assertThat(shop.events)
        .anyMatch(event -> event.reason().equals(Optional.of(Reason.LOGIN_LOOP)));
  }

  @Test
  @Tag("G38")
  void stopsAfterThreeRoundsThatLedBackAtOnce() {
    for (int round = 1; round <= 3; round++) {
      assertThat(ask("/pages/a").status()).as("round %d", round).isEqualTo(302);
    }

    Decision.Stop end = ask("/pages/a");

    isStopped(end);
    assertThat(TestGate.body(end)).contains("href=\"/oidc/login?return_to=%2Fpages%2Fa\"");
    assertThat(browser.cookies).as("whoever starts again begins anew").doesNotContainKey(ROUND);
    assertThat(ask("/oidc/login?return_to=/pages/a").status()).isEqualTo(302);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cross-site", "same-site"})
  @Tag("G38")
  void stopsAfterThreeRoundsWhereAnotherSiteIsPartOfTheWay(String site) {
    assertThat(ask("/pages/a", "same-origin").status()).isEqualTo(302);
    assertThat(ask("/pages/a", site).status()).isEqualTo(302);
    assertThat(ask("/pages/a", site).status()).isEqualTo(302);

    isStopped(ask("/pages/a", site));
  }

  /** As a browser does that brings back the tabs of yesterday: nothing tells that from a loop. */
  @ParameterizedTest
  @ValueSource(strings = {"none", "same-origin"})
  @Tag("F-59")
  @Tag("G38")
  void manyTabsOfOnePageAreSentByAPageThatWouldShowALoop(String site) {
    for (int tab = 1; tab <= 3; tab++) {
      assertThat(ask("/pages/a", site).status()).as("tab %d", tab).isEqualTo(302);
    }
    for (int tab = 4; tab <= 20; tab++) {
      Decision.Stop sent = ask("/pages/a", site);
      assertThat(sent.status()).as("tab %d", tab).isEqualTo(200);
      assertThat(TestGate.header(sent, "Refresh")).startsWith("0; url=https://id.example.com/");
      assertThat(TestGate.body(sent)).contains("One moment", "Continue");
      assertThat(shop.lastTold().kind()).isEqualTo(Event.Kind.LOGIN_STARTED);
    }

    isStopped(ask("/pages/a", "cross-site"));
    assertThat(browser.cookies.keySet())
        .as("the other tabs can still sign in")
        .anyMatch(cookie -> cookie.startsWith("shop-login-"));
  }

  @Test
  @Tag("G38")
  @Tag("F-64")
  void stopsWhereTheSessionCookieIsNotKept() {
    for (int round = 1; round <= 3; round++) {
      keepNoSession(signIn());
    }

    isStopped(ask("/pages/a"));
  }

  /** The provider knows the user, so each round takes no time. */
  private Decision.Stop signIn() {
    Decision.Stop begun = ask("/pages/a");
    assertThat(begun.status()).isEqualTo(302);
    return keep(shop.finish(begun, browser.header()));
  }

  private void keepNoSession(Decision.Stop end) {
    assertThat(end.status()).isEqualTo(302);
    assertThat(TestGate.headers(end, "Set-Cookie"))
        .anyMatch(line -> line.startsWith(ROUND + "=") && line.contains("; Max-Age=120;"));
    browser.cookies.remove("shop");
    browser.cookies.remove("shop.idle");
  }

  @Test
  @Tag("F-56")
  void nodesThatCannotReadEachOthersCookiesCountTogether() {
    try (Shop other = Shop.with("session.cookie.name", "shop")) {
      Decision.Stop seen = signIn();
      for (int sent = 1; sent <= 3 && seen.status() == 302; sent++) {
        assertThat(browser.cookies).containsKey("shop");
        seen = keep(other.stop(FakeRequest.page("/pages/a").cookies(browser.header())));
        seen = seen.status() == 302 ? signIn() : seen;
      }

      assertThat(seen.status()).isEqualTo(400);
      assertThat(other.events.toString()).contains("session_unreadable", "login_loop");
    }
  }

  @Test
  void whoIsSignedInMaySignInAgainAsOftenAsTheyLike() {
    for (int time = 0; time < 6; time++) {
      Decision.Stop begun = ask("/oidc/login");
      assertThat(begun.status()).isEqualTo(302);
      keep(shop.finish(begun, browser.header()));
    }
  }

  @Test
  @Tag("F-59")
  void differentPagesAreDifferentTabs() {
    for (int tab = 0; tab < 8; tab++) {
      assertThat(ask("/pages/" + tab).status()).isEqualTo(302);
    }
  }

  @Test
  @Tag("F-59")
  void twentyTabsThatFinishInAnyOrderAllEndSignedIn() {
    try (Shop tabs = Shop.with("session.cookie.name", "shop")) {
      List<Decision.Stop> begun = new ArrayList<>();
      for (int tab = 0; tab < 20; tab++) {
        tabs.clock.advance(Duration.ofMillis(10));
        FakeRequest page = FakeRequest.page("/pages/" + tab).cookies(browser.header());
        begun.add(keep(tabs.stop(page)));
      }
      assertThat(browser.cookies.keySet().stream().filter(name -> name.contains("-login-")))
          .hasSize(7);

      for (int i = 0; i < 20; i++) { // the newest first, then one that was dropped, and so on
        int tab = i % 2 == 0 ? 19 - i / 2 : i / 2;
        Decision.Stop end = keep(tabs.finish(begun.get(tab), browser.header()));

        assertThat(TestGate.header(end, "Location"))
            .as("tab %d", tab)
            .isEqualTo("http://localhost:8080/pages/" + tab);
        assertThat(tabs.latchkey.decide(FakeRequest.page("/pages/a").cookies(browser.header())))
            .isInstanceOf(Decision.Proceed.class);
      }
    }
  }

  @Test
  void theCountEndsByItself() {
    Decision.Stop begun = ask("/pages/a");

    assertThat(TestGate.headers(begun, "Set-Cookie"))
        .anyMatch(line -> line.startsWith(ROUND + "=1.") && line.contains("; Max-Age=3;"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "3", "9.AAAAAAAA", "-1", "3.AAAAAAAA", "99999999999999999999"})
  void aCountThatIsNotOursCountsForNothing(String value) {
    browser.cookies.put(ROUND, value);

    assertThat(ask("/pages/a").status()).isEqualTo(302);
    assertThat(browser.cookies.get(ROUND)).startsWith("1.");
  }

  @Test
  void signingOutForgetsTheCount() {
    ask("/pages/a");
    CookieJar jar = browser.request();
    assertThat(jar.has(ROUND)).isTrue();

    Decision.Stop out =
        keep(
            shop.stop(
                FakeRequest.of("POST", "/oidc/logout")
                    .header("Sec-Fetch-Site", "same-origin")
                    .cookies(browser.header())));

    assertThat(List.of(302, 303, 503)).contains(out.status());
    assertThat(browser.cookies).doesNotContainKey(ROUND);
  }
}
