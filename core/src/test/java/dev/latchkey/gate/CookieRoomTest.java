package dev.latchkey.gate;

import static dev.latchkey.token.TokenMaker.quoted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.testing.Browser;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** All our cookies together leave room in the 8 KiB of headers at which containers stop. */
class CookieRoomTest {

  private static final int MOST = 6 * 1024;

  private final Shop shop = Shop.with("login.max-pending", "20");
  private final Browser browser = new Browser();

  @AfterEach
  void close() {
    shop.close();
  }

  /** As a browser sends it; every cookie of it is ours. */
  private void assertThatAllFit() {
    assertThat(("Cookie: " + browser.header()).length()).isLessThanOrEqualTo(MOST);
  }

  private Decision open(FakeRequest request) {
    Decision decision = shop.latchkey.decide(request.cookies(browser.header()));
    browser.answer(TestGate.headers(decision, "Set-Cookie"));
    return decision;
  }

  private Decision.Stop begin(String page) {
    return (Decision.Stop) open(FakeRequest.page("/oidc/login?return_to=" + page));
  }

  private boolean isSignedIn() {
    return open(FakeRequest.page("/pages/a")) instanceof Decision.Proceed;
  }

  private boolean signIn(int noise) {
    Decision.Stop end = shop.signIn("noise", quoted(noise(noise)));
    browser.answer(TestGate.headers(end, "Set-Cookie"));
    return end.status() == 302;
  }

  /** What no compression makes smaller. */
  private static String noise(int chars) {
    return new Random(1)
        .ints('0', 'z')
        .filter(Character::isLetterOrDigit)
        .limit(chars)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /** How much of it the largest session has that surely fits: no two are quite as long. */
  private int most() {
    int fits = 0;
    for (int step = 1 << 12; step > 0; step >>= 1) {
      fits += signIn(fits + step) ? step : 0;
    }
    return fits - 32;
  }

  @Test
  @Tag("F-57")
  @Tag("F-58")
  @Tag("J19")
  void theLargestSessionFitsBesideAsManyLoginsAsMayBeUnderWay() {
    int most = most();
    for (int tab = 0; tab < 20; tab++) {
      begin("/pages/" + tab);
      assertThatAllFit();
    }

    assertThat(signIn(most + 96)).as("one that is larger is no session").isFalse();
    assertThat(shop.lastTold().detail()).contains("session.store=memory", "session.keep=none");
    assertThat(signIn(most)).isTrue();
    assertThat(browser.cookies.keySet()).anyMatch(name -> name.endsWith(".1"));
    assertThat(browser.cookies.keySet()).anyMatch(name -> name.endsWith(".idle"));
    Decision.Stop begun = begin("/pages/a");
    assertThatAllFit();
    assertThat(isSignedIn()).isTrue();
    assertThat(TestGate.header(shop.finish(begun, browser.header()), "Location"))
        .endsWith("/pages/a");
  }

  @Test
  @Tag("F-58")
  void besideTheLargestSessionALoginForALongAddressEndsOnTheFrontPage() {
    signIn(most());
    Decision.Stop begun = begin("/pages/a?b=" + "c".repeat(1_000));
    assertThatAllFit();
    assertThat(isSignedIn()).as("who only begins to sign in is not signed out").isTrue();

    Decision.Stop end = shop.finish(begun, browser.header());
    assertThat(TestGate.header(end, "Location")).isEqualTo("http://localhost:8080/");
  }

  @Test
  @Tag("F-58")
  void aLongAddressIsKeptWhereThereIsRoom() {
    signIn(0);
    String page = "/pages/a?b=" + "c".repeat(1_000);
    Decision.Stop begun = begin(page);
    assertThatAllFit();

    Decision.Stop end = shop.finish(begun, browser.header());
    assertThat(TestGate.header(end, "Location")).isEqualTo("http://localhost:8080" + page);
  }

  @Test
  @Tag("F-58")
  void aSessionThatGrowsWithItsNewTokensTakesTheRoomOfOldLogins() {
    signIn(0);
    for (int tab = 0; tab < 20; tab++) {
      begin("/pages/" + tab);
    }
    int before = browser.cookies.size();
    shop.answers(
        "/token",
        "{\"access_token\":\"" + noise(3_000) + "\",\"token_type\":\"Bearer\",\"expires_in\":300}");
    shop.clock.advance(Duration.ofMinutes(5));

    assertThat(isSignedIn()).isTrue();
    assertThatAllFit();
    assertThat(browser.cookies.size()).isLessThan(before);
    assertThat(browser.cookies.keySet())
        .as("the newest stays")
        .anyMatch(it -> it.contains("-login-"));
  }
}
