package dev.latchkey.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.event.Event;
import dev.latchkey.event.Reason;
import dev.latchkey.seal.MemoryStore;
import dev.latchkey.testing.Browser;
import dev.latchkey.testing.FaultyStore;
import dev.latchkey.token.TokenMaker;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What users see while the store is away, and that they are back when it is. */
@Tag("F-44")
class StoreFailureTest {

  private final FaultyStore store =
      new FaultyStore(new MemoryStore(10, System::nanoTime, () -> {}));
  private final Browser browser = new Browser();

  private Shop shop(String onFailure) {
    Shop shop =
        Shop.on(
            store,
            "session.cookie.name",
            "shop",
            "session.on-store-failure",
            onFailure,
            "session.refresh-before",
            "never");
    keep(shop.signIn());
    assertThat(browser.cookies).containsKey("shop");
    return shop;
  }

  private Decision.Stop keep(Decision.Stop stop) {
    browser.answer(TestGate.headers(stop, "Set-Cookie"));
    return stop;
  }

  private Decision.Stop load(Shop shop) {
    return keep(shop.stop(FakeRequest.page("/pages/a").cookies(browser.header())));
  }

  private void isSignedIn(Shop shop) {
    assertThat(shop.latchkey.decide(FakeRequest.page("/pages/a").cookies(browser.header())))
        .isInstanceOfSatisfying(
            Decision.Proceed.class, proceed -> assertThat(proceed.identity()).isPresent());
  }

  private static Event last(Shop shop) {
    return shop.lastTold();
  }

  @Test
  void byDefaultARequestCannotBeAnsweredAndTheCookieStays() {
    try (Shop shop = shop("unavailable")) {
      String ticket = browser.cookies.get("shop");
      store.down = true;
      Decision.Stop stop = load(shop);

      assertThat(stop.status()).isEqualTo(503);
      assertThat(TestGate.headers(stop, "Set-Cookie")).isEmpty();
      assertThat(last(shop).reason()).contains(Reason.SESSION_STORE_UNAVAILABLE);
      assertThat(shop.script(browser.header()).status()).isEqualTo(503);
      store.down = false;
      assertThat(browser.cookies).containsEntry("shop", ticket);
      isSignedIn(shop);
    }
  }

  @Test
  void withLoginAPageLoadIsSentToSignInAndTheCookieStays() {
    try (Shop shop = shop("login")) {
      String ticket = browser.cookies.get("shop");
      store.down = true;
      Decision.Stop stop = load(shop);

      assertThat(stop.status()).isEqualTo(302);
      assertThat(TestGate.asked(stop)).containsKey("state");
      assertThat(TestGate.headers(stop, "Set-Cookie")).noneMatch(line -> line.startsWith("shop="));
      Event outage =
          shop.events.stream()
              .filter(event -> event.kind() == Event.Kind.UNDECIDED)
              .reduce((earlier, later) -> later)
              .orElseThrow();
      assertThat(outage.reason()).contains(Reason.SESSION_STORE_UNAVAILABLE);
      store.down = false;
      assertThat(browser.cookies).containsEntry("shop", ticket);
      isSignedIn(shop);
    }
  }

  @Test
  void withLoginAScriptIsToldWhereToSignIn() {
    try (Shop shop = shop("login")) {
      store.down = true;
      Decision.Stop stop = shop.script(browser.header());

      assertThat(stop.status()).isEqualTo(401);
      assertThat(TestGate.body(stop)).contains("/oidc/login");
      assertThat(TestGate.headers(stop, "Set-Cookie")).isEmpty();
      assertThat(last(shop).reason()).contains(Reason.SESSION_STORE_UNAVAILABLE);
      Decision.Stop told = shop.stop(FakeRequest.get("/oidc/session").cookies(browser.header()));
      assertThat(TestGate.json(told)).containsEntry("authenticated", false);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"unavailable", "login"})
  void aSignInThatCannotBeKeptLeavesWhoWasSignedIn(String onFailure) {
    try (Shop shop = shop(onFailure)) {
      String ticket = browser.cookies.get("shop");
      store.down = true;
      Decision.Stop begun =
          keep(shop.stop(FakeRequest.page("/oidc/login").cookies(browser.header())));
      Decision.Stop end = keep(shop.finish(begun, browser.header()));

      assertThat(end.status()).isEqualTo(503);
      store.down = false;
      assertThat(browser.cookies).containsEntry("shop", ticket);
      isSignedIn(shop);
    }
  }

  @Test
  @Tag("G38")
  void theLoopGuardStopsTheRoundsAndLocksNobodyOut() {
    try (Shop shop = shop("login")) {
      browser.cookies.remove("shop-round");
      store.down = true;
      for (int round = 1; round <= 3; round++) {
        assertThat(load(shop).status()).as("round %d", round).isEqualTo(302);
      }
      Decision.Stop stopped = load(shop);
      assertThat(stopped.status()).isEqualTo(400);
      assertThat(last(shop).reason()).contains(Reason.LOGIN_LOOP);
      assertThat(browser.cookies).containsKey("shop");

      store.down = false;
      isSignedIn(shop);
    }
  }

  @Test
  void theLoopGuardLetsInWhoIsStoppedAndComesBackLater() {
    try (Shop shop = shop("login")) {
      store.down = true;
      for (int round = 1; round <= 4; round++) {
        load(shop);
      }
      browser.cookies.remove("shop"); // their session has ended in the meantime
      store.down = false;
      Decision.Stop begun = load(shop);
      assertThat(begun.status()).isEqualTo(302);
      assertThat(keep(shop.finish(begun, browser.header())).status()).isEqualTo(302);

      isSignedIn(shop);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"unavailable", "login"})
  @Tag("F-43")
  void whoNeedsNoSessionNoticesNothing(String onFailure) {
    try (Shop shop = shop(onFailure)) {
      store.down = true;
      String token = TokenMaker.rs256("scope", TokenMaker.quoted("orders:read"));

      for (FakeRequest request :
          List.of(
              FakeRequest.get("/api/orders/1").bearer(token),
              FakeRequest.get("/open").cookies(browser.header()),
              FakeRequest.get("/maybe").cookies(browser.header()))) {
        assertThat(shop.latchkey.decide(request)).isInstanceOf(Decision.Proceed.class);
      }
    }
  }
}
