package dev.latchkey.gate;

import static dev.latchkey.gate.SiteBrowser.goesOnTo;
import static dev.latchkey.gate.SiteBrowser.isThere;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.event.Event;
import dev.latchkey.event.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** With {@code SameSite=Strict}, a page that goes on by itself brings the session's cookie. */
class StrictSessionTest {

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

  private void isNotAsked(FakeRequest request) {
    assertThat(TestGate.header(shop.latchkey.decide(request), "Refresh")).isEmpty();
  }

  // a link on another site

  @Test
  void aLinkFromElsewhereFindsTheSession() {
    browser.type(PAGE);

    for (String link : List.of(PAGE, "/pages/other", "/pages/")) {
      shop.clock.advance(Duration.ofMinutes(1));
      isThere(browser.comeFromElsewhere(link));
      assertThat(browser.steps).containsExactly("goes on", "there");
    }
    assertThat(shop.events).filteredOn(event -> event.kind() == Event.Kind.LOGGED_IN).hasSize(1);
  }

  @Test
  void whoHasNoSessionSignsInThen() {
    isThere(browser.comeFromElsewhere(PAGE));

    assertThat(browser.steps).containsExactly("goes on", "signs in", "goes on", "there");
  }

  @Test
  void theWayOnIsToTheSameAddressByteForByte() {
    for (String target : List.of(PAGE, "/pages/caf%C3%A9/x", "/pages/?")) {
      Decision.Stop stop = shop.stop(browser.request(target, "cross-site"));

      assertThat(stop.status()).isEqualTo(200);
      goesOnTo(target, stop);
      assertThat(TestGate.headers(stop, "Set-Cookie"))
          .singleElement()
          .asString()
          .matches("shop\\.again=[\\w-]{8}; Max-Age=3; Path=/; HttpOnly; SameSite=Lax");
    }
  }

  @Test
  void theWayOnHasThePrefixThatABrowserSees() {
    try (Shop below =
        Shop.with(
            "base-url", "http://localhost:8080/public", "session.cookie.same-site", "Strict")) {
      FakeRequest request = browser.request("/internal/pages/a?b", "cross-site");

      goesOnTo("/public/pages/a?b", below.stop(request.inContext("/internal")));
    }
  }

  @Test
  void anotherTabsPageIsAnotherPage() {
    browser.type(PAGE);
    for (int tab = 0; tab < 10; tab++) {
      Decision.Stop stop = shop.stop(browser.request("/pages/" + tab, "cross-site"));
      browser.keep(stop);
      goesOnTo("/pages/" + tab, stop);
    }
  }

  @Test
  void anAddressThatNoHeaderHoldsIsSignedInFor() {
    String longest = "/pages/a?" + "x".repeat(4 * 1024 - 9);
    goesOnTo(longest, shop.stop(browser.request(longest, "cross-site")));

    for (String target : List.of(longest + "x", "/pages/a?\u00e9", "/pages/a?a b", "/pages/a?\n")) {
      Decision.Stop stop = shop.stop(browser.request(target, "cross-site"));
      assertThat(stop.status()).isEqualTo(302);
      assertThat(TestGate.header(stop, "Location")).startsWith("https://id.example.com/");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"//evil.example/pages/a", "/\\evil.example", "/pages/../x", "/%2fevil"})
  @Tag("I02")
  void noAddressLeadsElsewhere(String target) {
    Decision.Stop stop = shop.stop(browser.request(target, "cross-site"));

    assertThat(stop.status()).isEqualTo(400);
    assertThat(TestGate.header(stop, "Refresh")).isEmpty();
  }

  @Test
  void whereNobodyIsRedirectedTheSessionIsFoundAllTheSame() {
    try (Shop never = Shop.with("session.cookie.same-site", "Strict", "login.redirect", "never")) {
      SiteBrowser other = new SiteBrowser(never);
      assertThat(((Decision.Stop) other.comeFromElsewhere(PAGE)).status()).isEqualTo(401);
      assertThat(other.steps).containsExactly("goes on", "401");

      other.type("/oidc/login?return_to=/pages/a");
      isThere(other.comeFromElsewhere("/pages/b"));
    }
  }

  // no loop

  @Test
  @Tag("G38")
  void browsersThatDoNotTellWhoCausedAPageLoadAreNeverAsked() {
    browser.tells = false;
    isThere(browser.type(PAGE));
    assertThat(browser.steps).containsExactly("signs in", "goes on", "there");

    isThere(browser.comeFromElsewhere("/pages/b"));

    assertThat(browser.steps)
        .as("their cookies are kept back, too")
        .containsExactly("signs in", "goes on", "there");
  }

  @Test
  @Tag("G38")
  void aBrowserThatAlwaysSaysTheSameAndNeverShowsACookieIsStopped() {
    browser.lie = "cross-site";

    assertThat(((Decision.Stop) browser.type("/pages/a")).status()).isEqualTo(400);

    assertThat(browser.steps).filteredOn("signs in"::equals).hasSize(3);
    assertThat(shop.lastTold().reason()).contains(Reason.LOGIN_LOOP);
  }

  /** What the page goes on to looks as if a page of ours had asked for it. */
  @ParameterizedTest
  @ValueSource(strings = {"/pages/a", "/oidc/login?return_to=/pages/a"})
  @Tag("G38")
  void aBrowserThatDoesNotKeepTheSessionIsStopped(String target) {
    browser.refused = "shop";

    assertThat(((Decision.Stop) browser.type(target)).status()).isEqualTo(400);

    assertThat(browser.steps).filteredOn("signs in"::equals).hasSize(3);
    assertThat(shop.events).anyMatch(each -> each.reason().equals(Optional.of(Reason.LOGIN_LOOP)));
  }

  @Test
  @Tag("G38")
  void aBrowserIsAskedOnceInAMoment() {
    FakeRequest first = browser.request("/pages/a", "cross-site");
    browser.keep(shop.stop(first));

    assertThat(TestGate.header(shop.stop(browser.request("/pages/a", "cross-site")), "Location"))
        .startsWith("https://id.example.com/");
  }

  // for whom it is not

  @ParameterizedTest
  @CsvSource({
    "GET, navigate, document, none",
    "GET, navigate, document, same-origin",
    "GET, navigate, iframe, cross-site",
    "GET, navigate, '', cross-site",
    "GET, cors, empty, cross-site",
    "GET, no-cors, image, cross-site",
    "GET, websocket, websocket, cross-site",
    "HEAD, navigate, document, cross-site",
    "POST, navigate, document, cross-site",
    "PUT, navigate, document, cross-site",
    "get, navigate, document, cross-site"
  })
  void onlyPageLoadsThatAnotherSiteCausedAreAskedAgain(
      String method, String mode, String dest, String site) {
    isNotAsked(
        FakeRequest.of(method, "/pages/a")
            .header("Accept", "text/html")
            .header("Sec-Fetch-Mode", mode)
            .header("Sec-Fetch-Dest", dest)
            .header("Sec-Fetch-Site", site));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/open", "/maybe", "/never", "/api/orders/1", "/nowhere"})
  void onlyWhereSomebodyWouldSignInIsAnybodyAskedAgain(String path) {
    isNotAsked(browser.request(path, "cross-site"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"shop=1.broken", "shop=", "shop.1=x", "shop.idle=x"})
  void aSessionThatCameIsNotAskedForAgain(String cookies) {
    FakeRequest request = FakeRequest.page("/pages/a").header("Sec-Fetch-Site", "cross-site");

    isNotAsked(request.cookies(cookies));
  }

  @Test
  @Tag("M01")
  void aSignOutIsAskedAboutAndCannotBeReachedOnTheWay() {
    browser.type(PAGE);

    Decision.Stop asked = shop.stop(browser.request("/oidc/logout", "cross-site"));
    assertThat(TestGate.header(asked, "Refresh")).isEmpty();
    assertThat(TestGate.body(asked)).contains("Sign out?");
    assertThat(TestGate.headers(asked, "Set-Cookie")).isEmpty();

    for (String logout : List.of("/oidc/logout", "/oidc/log%6fut", "/%6fidc/logout?return_to=/")) {
      String link = "/oidc/login?return_to=" + logout.replace("%", "%25");
      shop.clock.advance(Duration.ofMinutes(5));
      browser.comeFromElsewhere(link);
      assertThat(browser.cookies).as(logout).containsKey("shop");
    }
    assertThat(shop.events).noneMatch(event -> event.kind() == Event.Kind.LOGGED_OUT);
  }

  @Test
  void theSessionEndpointSaysWhatItSees() {
    browser.type(PAGE);

    Decision.Stop stop = shop.stop(browser.request("/oidc/session", "cross-site"));

    assertThat(TestGate.json(stop)).containsEntry("authenticated", false);
    assertThat(TestGate.header(stop, "Refresh")).isEmpty();
  }

  @Test
  @Tag("G27")
  void signInsUnderWayLeaveRoomForASessionThatIsKeptBack() {
    for (int tab = 0; tab < 7; tab++) {
      browser.keep(shop.stop(browser.request("/oidc/login?return_to=/" + tab, "cross-site")));
    }
    int keptBack = browser.cookies.toString().length();
    for (int tab = 0; tab < 7; tab++) {
      browser.keep(shop.stop(browser.request("/oidc/login?return_to=/" + tab, "same-origin")));
    }

    assertThat(keptBack).isLessThan(1_100);
    assertThat(browser.cookies.toString().length()).isGreaterThan(2_000);
  }
}
