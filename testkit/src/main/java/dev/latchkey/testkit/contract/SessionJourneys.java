package dev.latchkey.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.testkit.TestProvider;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Somebody who is signed in goes on using the application. */
interface SessionJourneys extends Journeys {

  private Browser signedIn(String user) {
    Browser browser = shop().browser();
    browser.visit(shop().at("/pages/orders"), user);
    return browser;
  }

  @Test
  default void aMissingRoleIsRefusedAndNotSentInCircles() {
    Reply alice = signedIn("alice").page(shop().at("/staff"));
    assertThat(alice.status()).isEqualTo(403);
    assertThat(alice.header("Content-Type")).startsWith("text/html");

    assertThat(signedIn("bob").page(shop().at("/staff")).says("admin")).isEqualTo("true");
  }

  @Test
  default void aSessionDoesNotCountWhereATokenIsAskedFor() {
    assertThat(signedIn("alice").get(shop().at("/api/x")).status()).isEqualTo(401);
  }

  @Test
  default void aTokenDoesNotCountWhereASessionIsAskedFor() {
    String token = shop().provider().token().sign();

    assertThat(shop().call("/pages/orders", token).status()).isEqualTo(401);
  }

  @Test
  default void theApplicationSeesItsOwnCookiesAndNoneOfOurs() {
    Browser browser = signedIn("alice");
    browser.page(shop().at("/oidc/login")); // leaves the cookie of a sign-in under way behind
    assertThat(browser.cookies().keySet()).anyMatch(name -> name.startsWith("shop-login-"));
    assertThat(browser.page(shop().at("/pages/orders")).says("cookies")).isEmpty();
    browser.cookies().put("shop-cart", "3");
    browser.cookies().put("theme", "a.b");

    for (String page : List.of("/pages/orders", "/maybe", "/open")) {
      Reply reply = browser.page(shop().at(page));

      assertThat(reply.says("cookies")).isEqualTo("shop-cart theme");
      assertThat(reply.says("header.cookie").split("; "))
          .containsExactlyInAnyOrder("shop-cart=3", "theme=a.b");
    }
  }

  @Test
  @Tag("J03")
  default void aBrokenSessionCookieIsTakenAway() {
    Browser browser = signedIn("alice");
    String good = browser.cookies().getOrDefault("shop", "");
    browser.cookies().put("shop", good.substring(0, good.length() - 5) + "AAAAA");

    Reply reply = browser.page(shop().at("/pages/orders"));

    assertThat(reply.status()).isEqualTo(302);
    assertThat(browser.cookies()).doesNotContainKey("shop");
  }

  @Test
  default void aChangeThatAnotherSiteAsksForDoesNotGetTheSession() {
    Browser browser = signedIn("alice");

    for (String method : List.of("POST", "PUT", "DELETE")) {
      Reply foreign =
          browser.send(method, shop().at("/mine/x"), "a=b", "Origin: https://evil.example");
      assertThat(foreign.status()).as(method).isEqualTo(403);
      assertThat(foreign.body()).doesNotContain("alice");
      Reply own = browser.send(method, shop().at("/mine/x"), "a=b", "Origin: http://localhost");
      assertThat(own.status()).as(method).isEqualTo(200);
      assertThat(own.says("subject")).isEqualTo("alice-id");
    }
    assertThat(shop().takeReasons()).hasSize(3).containsOnly("origin_foreign");
  }

  /** A handshake is a GET, and what follows it can do anything. */
  @Test
  @Tag("K26")
  default void aWebSocketHandshakeIsJudgedAsAChangeIs() {
    Browser browser = signedIn("alice");
    String page = shop().at("/mine/socket");
    String[] own = handshake("Origin: http://localhost");

    assertThat(shop().browser().get(page, own).status()).isEqualTo(401);
    assertThat(browser.get(page, handshake("Origin: https://evil.example")).status())
        .isEqualTo(403);
    assertThat(browser.get(page, own).says("subject")).isEqualTo("alice-id");
    String token = shop().provider().token().sign();
    assertThat(shop().browser().get(page, handshake(Shop.bearer(token))).says("subject"))
        .isEqualTo("ada");
  }

  private static String[] handshake(String line) {
    return new String[] {
      "Upgrade: websocket",
      "Connection: Upgrade",
      "Sec-WebSocket-Version: 13",
      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", // RFC 6455 section 1.3
      line
    };
  }

  @Test
  default void aPageCanAskWhoIsSignedIn() {
    Reply nobody = shop().get("/oidc/session");
    assertThat(nobody.status()).isEqualTo(200);
    assertThat(nobody.body()).contains("\"authenticated\":false");

    Reply alice = signedIn("alice").get(shop().at("/oidc/session"));
    assertThat(alice.body())
        .contains("\"authenticated\":true", "\"subject\":\"alice-id\"")
        .contains("\"logout\":\"" + shop().target("/oidc/logout") + "\"");
    assertThat(alice.all("Cache-Control")).containsExactly("no-store");
    assertThat(alice.all("Content-Type")).containsExactly("application/json");
  }

  /** A cookie that is lost here is a refresh token that is lost. */
  @Test
  @Tag("smoke")
  @Tag("J25")
  default void aRefreshedSessionReachesTheBrowserWhateverTheApplicationDoes() {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
    TestProvider provider = TestProvider.builder().clock(now::get).start();
    try (Shop shop =
        open(provider, AdapterContract.CONTEXT_PATH, latchkey -> latchkey.clock(now::get))) {
      Browser browser = shop.browser();
      browser.visit(shop.at("/pages/orders"), "alice");
      for (String does : deeds()) {
        String before = browser.cookies().get("shop");
        int refreshes = provider.count("/token");
        now.updateAndGet(time -> time.plus(Duration.ofSeconds(290))); // of 300

        Reply reply = browser.page(shop.at("/does/" + does));

        assertThat(provider.count("/token")).as(does).isEqualTo(refreshes + 1);
        assertThat(reply.setCookies())
            .as(does)
            .filteredOn(each -> each.startsWith("shop=1."))
            .hasSize(keepsSessionsInCookies() ? 1 : 0);
        assertThat(Objects.equals(browser.cookies().get("shop"), before))
            .as("%s, the same cookie", does)
            .isEqualTo(!keepsSessionsInCookies());
        assertThat(reply.all("Cache-Control"))
            .as(does)
            .anyMatch(value -> value.contains("private") || value.contains("no-store"));
        assertThat(browser.page(shop.at("/pages/orders")).says("subject")).isEqualTo("alice-id");
      }
    }
  }

  private List<String> deeds() {
    List<String> all = List.of("nothing", "own-headers", "refuse", "refuse-by-error", "throw");
    return has(Capability.HEADERS_OUTLIVE_EXCEPTIONS) ? all : all.subList(0, 4);
  }
}
