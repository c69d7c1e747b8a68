package dev.latchkey.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A person signs in with a browser, and out again. */
interface SignInJourneys extends Journeys {

  @Test
  @Tag("G36")
  default void aPageLoadIsSentToTheProvider() {
    Reply reply = shop().browser().page(shop().at("/pages/orders"));

    assertThat(reply.status()).isEqualTo(302);
    assertThat(reply.all("Location")).hasSize(1);
    assertThat(reply.location())
        .startsWith(shop().provider().issuer() + "/authorize?")
        .contains("redirect_uri=" + Browser.encode(shop().at("/oidc/callback")));
    assertThat(reply.all("Cache-Control")).containsExactly("no-store");
    assertThat(reply.all("Referrer-Policy")).containsExactly("no-referrer");
    assertThat(reply.setCookies()) // two headers of one name
        .satisfiesExactlyInAnyOrder(
            login -> assertThat(login).startsWith("shop-login-").contains("; HttpOnly"),
            round -> assertThat(round).startsWith("shop-round="));
    assertThat(reply.body()).isEmpty();
  }

  @Test
  @Tag("smoke")
  @Tag("I15")
  default void aSignInComesBackToTheDeepLinkByteForByte() {
    for (String link :
        List.of("/pages/a?q=a%20b+c&d=%2F%C3%A9&e&f=", "/pages/caf%C3%A9/a+b", queryInQuery())) {
      Browser browser = shop().browser();
      Reply back = browser.follow(browser.signInAt(browser.page(shop().at(link)), "alice"));

      assertThat(back.status()).isEqualTo(302);
      assertThat(back.location()).isEqualTo(shop().at(link));
      Reply page = browser.follow(back);
      assertThat(page.status()).isEqualTo(200);
      assertThat(page.says("subject")).isEqualTo("alice-id");
    }
  }

  @Test
  @Tag("J01")
  @Tag("J30")
  default void whoSignedInIsKnownInTheApisOwnWords() {
    Browser browser = shop().browser();
    Reply back =
        browser.follow(browser.signInAt(browser.page(shop().at("/pages/orders")), "alice"));

    String session = keepsSessionsInCookies() ? "shop=1\\.[A-Za-z0-9_-]+" : "shop=[A-Za-z0-9_-]+";
    assertThat(back.setCookies())
        .anyMatch(line -> line.matches(session + ";.*"))
        .anyMatch(line -> line.matches("shop-login-.*=; Max-Age=0;.*"))
        .allMatch(line -> line.contains("; HttpOnly") && line.contains("; SameSite=Lax"))
        .filteredOn(line -> line.startsWith("shop.idle="))
        .hasSize(keepsSessionsInCookies() ? 1 : 0);
    Reply page = browser.follow(back);
    assertThat(page.says("name")).isEqualTo("alice");
    assertThat(page.says("scheme")).isEqualTo("OIDC");
    assertThat(page.says("user")).isEqualTo("true");
    assertThat(page.says("admin")).isEqualTo("false");
    assertThat(page.says("scopes")).contains("orders:read");
    assertThat(page.setCookies()).isEmpty();
    shop().provider().forgetRequests();
    assertThat(browser.page(shop().at("/mine/x")).says("subject")).isEqualTo("alice-id");
    assertThat(browser.get(shop().at("/open")).says("subject")).isEmpty();
    assertThat(shop().provider().requests()).isEmpty();
  }

  @Test
  @Tag("G33")
  default void aScriptIsToldWhereToSignIn() {
    Reply reply = shop().get("/pages/orders", "Accept: application/json");

    assertThat(reply.status()).isEqualTo(401);
    assertThat(reply.all("WWW-Authenticate")).containsExactly("OIDC realm=\"orders\"");
    assertThat(reply.body()).contains("\"login\":\"" + shop().target("/oidc/login") + "\"");
    assertThat(reply.setCookies()).isEmpty();
    assertThat(shop().takeReasons()).containsExactly("credential_missing");
  }

  @Test
  @Tag("G34")
  @Tag("G35")
  default void aFormIsSentAwayByGetAndBackToItsPage() {
    Browser browser = shop().browser();
    Reply reply =
        browser.submit(
            shop().at("/pages/orders"),
            Map.of("amount", "canary"),
            "Referer: " + shop().at("/pages/new?x=1"));

    assertThat(reply.status()).isEqualTo(303);
    assertThat(reply.location()).doesNotContain("canary");
    Reply back = browser.follow(browser.signInAt(reply, "alice"));
    assertThat(back.location()).isEqualTo(shop().at("/pages/new?x=1"));
  }

  @Test
  @Tag("G02")
  default void aForgedCallbackIsRefused() {
    Browser browser = shop().browser();

    Reply reply = browser.page(shop().at("/oidc/callback?code=x&state=" + "y".repeat(43)));

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.header("Content-Type").replace(" ", ""))
        .isEqualToIgnoringCase("text/html;charset=utf-8");
    assertThat(reply.header("Content-Security-Policy")).contains("frame-ancestors 'none'");
    assertThat(reply.body()).startsWith("<!doctype html>").contains("Start again");
    assertThat(browser.cookies()).isEmpty();
    assertThat(shop().takeReasons()).containsExactly("state_unknown");
    assertThat(shop().provider().requests()).isEmpty();
  }

  @Test
  @Tag("smoke")
  @Tag("J02")
  @Tag("M03")
  default void signingOutEndsTheSessionHereAndAtTheProvider() {
    Browser browser = shop().browser();
    browser.visit(shop().at("/pages/orders"), "alice");

    Reply reply =
        browser.submit(shop().at("/oidc/logout"), Map.of(), "Sec-Fetch-Site: same-origin");

    assertThat(reply.status()).isEqualTo(303);
    assertThat(reply.location()).startsWith(shop().provider().issuer() + "/logout?");
    assertThat(reply.setCookies()).allMatch(line -> line.contains("=; Max-Age=0;"));
    assertThat(browser.cookies()).isEmpty();
    Reply atProvider = browser.follow(reply);
    assertThat(atProvider.location()).startsWith(shop().at("/?state="));
    assertThat(browser.follow(atProvider).location()).isEqualTo(shop().at("/"));
    assertThat(browser.follow(browser.page(shop().at("/pages/orders"))).body())
        .contains("password"); // the provider asks anew
  }

  @Test
  @Tag("M01")
  default void anotherSiteSignsNobodyOut() {
    Browser browser = shop().browser();
    browser.visit(shop().at("/pages/orders"), "alice");

    for (String line : List.of("Sec-Fetch-Site: cross-site", "Origin: https://evil.example")) {
      Reply reply = browser.submit(shop().at("/oidc/logout"), Map.of(), line);
      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.setCookies()).isEmpty();
      assertThat(reply.body()).contains("<form method=\"post\"");
    }
    assertThat(browser.get(shop().at("/pages/orders")).status()).isEqualTo(200);
  }

  private String queryInQuery() {
    return has(Capability.RAW_QUERY) ? "/pages/a?x=1?y=2" : "/pages/a?x=1%3Fy=2";
  }
}
