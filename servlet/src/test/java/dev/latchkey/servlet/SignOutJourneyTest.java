package dev.latchkey.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.testkit.TestProvider;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A person signs out, or another site tries to make it so. */
class SignOutJourneyTest {

  private static TestProvider provider;
  private static App app;

  private final Browser browser = new Browser();

  @BeforeAll
  static void start() {
    provider = TestProvider.start();
    app =
        App.behind(
            provider,
            settings -> {
              settings.put("rules", "login /**");
              settings.put("session.cookie.name", "shop");
            });
  }

  @AfterAll
  static void stop() {
    app.close();
    provider.close();
  }

  @AfterEach
  void heal() {
    provider.comeBack();
    provider.faults().clear();
  }

  private Reply signOut() {
    return browser.post(
        app.at("/oidc/logout"), Map.of(), "Accept", "text/html", "Sec-Fetch-Site", "same-origin");
  }

  private boolean isSignedIn() {
    return browser.get(app.at("/orders")).status() == 200;
  }

  @Test
  @Tag("J02")
  @Tag("M03")
  void endsTheSessionHereAndAtTheProviderAndComesBack() {
    browser.visit(app.at("/orders"), "alice");

    Reply reply = signOut();

    assertThat(reply.status()).isEqualTo(303);
    assertThat(reply.location()).startsWith(provider.issuer() + "/logout?");
    assertThat(reply.sentOn())
        .containsEntry("client_id", provider.clientId())
        .containsEntry("post_logout_redirect_uri", app.at("/"))
        .containsKey("id_token_hint");
    assertThat(reply.setCookies())
        .containsExactly(
            "shop=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax",
            "shop.idle=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax",
            "shop-round=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax");
    assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
    assertThat(isSignedIn()).isFalse();
    Reply atProvider = browser.follow(reply);
    assertThat(atProvider.location()).startsWith(app.at("/?state="));
    assertThat(browser.follow(atProvider).location()).isEqualTo(app.at("/")); // without the state
    Reply signInAgain = browser.follow(browser.page(app.at("/orders")));
    assertThat(signInAgain.body()).contains("password"); // the provider asks anew
  }

  @Test
  @Tag("M01")
  void isAskedFirstWhereAnotherSiteLinksHere() {
    browser.visit(app.at("/orders"), "alice");

    Reply reply =
        browser.get(app.at("/oidc/logout"), "Accept", "text/html", "Sec-Fetch-Site", "cross-site");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.setCookies()).isEmpty();
    assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
    assertThat(reply.header("Content-Security-Policy")).contains("frame-ancestors 'none'");
    assertThat(isSignedIn()).isTrue();
    // the form on that page works
    Reply end = browser.post(reply.formAction(), Map.of(), "Sec-Fetch-Site", "same-origin");
    assertThat(end.status()).isEqualTo(303);
    assertThat(isSignedIn()).isFalse();
  }

  @Test
  @Tag("M01")
  void isNotSignedOutByAFormOfAnotherSite() {
    browser.visit(app.at("/orders"), "alice");

    Reply cross = browser.post(app.at("/oidc/logout"), Map.of(), "Sec-Fetch-Site", "cross-site");
    Reply foreign =
        browser.post(app.at("/oidc/logout"), Map.of(), "Origin", "https://evil.example");
    Reply silent = browser.post(app.at("/oidc/logout"), Map.of());

    for (Reply reply : new Reply[] {cross, foreign, silent}) {
      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.setCookies()).isEmpty();
    }
    assertThat(isSignedIn()).isTrue();
  }

  @Test
  @Tag("I17")
  @Tag("M03")
  void takesNeitherAddressNorHintFromTheRequest() {
    browser.visit(app.at("/orders"), "alice");

    Reply reply =
        browser.post(
            app.at("/oidc/logout?post_logout_redirect_uri=https://evil.example&id_token_hint=x"),
            Map.of("returnTo", "https://evil.example"),
            "Sec-Fetch-Site",
            "same-origin");

    assertThat(reply.sentOn()).containsEntry("post_logout_redirect_uri", app.at("/"));
    assertThat(reply.location()).doesNotContain("evil");
  }

  @Test
  void signsOutAtTheProviderThoughThereIsNoSessionHere() {
    Reply reply = signOut();

    assertThat(reply.status()).isEqualTo(303);
    assertThat(reply.sentOn()).doesNotContainKey("id_token_hint");
    assertThat(browser.follow(reply).location()).startsWith(app.at("/?state="));
  }

  @Test
  @Tag("M04")
  void endsTheSessionHereThoughTheProviderIsDown() {
    browser.visit(app.at("/orders"), "alice");
    provider.goDown();

    Reply reply = signOut();

    assertThat(reply.status()).isEqualTo(303);
    assertThat(browser.cookies()).doesNotContainKey("shop");
    assertThat(isSignedIn()).isFalse();
  }

  @Test
  @Tag("M04")
  void givesUpItsTokensAtTheProvider() {
    browser.visit(app.at("/orders"), "alice");
    provider.forgetRequests();

    signOut();

    long deadline = System.nanoTime() + 30_000_000_000L;
    while (provider.count("/revoke") == 0 && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    assertThat(provider.count("/revoke")).isEqualTo(1);
  }

  @Test
  @Tag("M04")
  void comesBackAtOnceWhereTheProviderHasNoLogout() {
    try (TestProvider simple = TestProvider.start()) {
      simple.faults().discovery(document -> document.remove("end_session_endpoint"));
      try (App here = App.behind(simple, settings -> settings.put("rules", "login /**"))) {
        browser.visit(here.at("/orders"), "alice");

        Reply reply =
            browser.post(here.at("/oidc/logout"), Map.of(), "Sec-Fetch-Site", "same-origin");

        assertThat(reply.location()).isEqualTo(here.at("/"));
        assertThat(browser.get(here.at("/orders")).status()).isEqualTo(401);
      }
    }
  }

  @Test
  @Tag("J30")
  void leavesNoLoginCookieBehind() {
    browser.visit(app.at("/orders"), "alice");
    browser.page(app.at("/oidc/login")); // another tab has begun to sign in
    assertThat(browser.cookies().keySet()).anyMatch(name -> name.startsWith("shop-login-"));

    signOut();

    assertThat(browser.cookies().keySet()).noneMatch(name -> name.startsWith("shop"));
  }
}
