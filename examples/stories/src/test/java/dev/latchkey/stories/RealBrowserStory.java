package dev.latchkey.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Somebody with Chromium visits each of the examples, with Keycloak to sign in at. */
class RealBrowserStory {

  private final KeycloakServer keycloak = KeycloakServer.shared();

  @BeforeAll
  static void needsChromium() {
    assumeTrue(
        Chromium.isInstalled(),
        "skipped: no Chromium here; install Debian's chromium and chromium-driver");
  }

  private ShopProcess open(String jar) {
    return ShopProcess.start(
        jar,
        Map.of(
            "LATCHKEY_ISSUER", keycloak.issuer(),
            "LATCHKEY_PROVIDER_PROFILE", "keycloak",
            "LATCHKEY_CLIENT_ID", "shop",
            "LATCHKEY_CLIENT_SECRET", KeycloakServer.SECRET,
            "LATCHKEY_AUDIENCE", "orders-api",
            "LATCHKEY_INSECURE_HTTP_HOSTS", "localhost"));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "embedded-jetty, embedded-jetty/target/embedded-jetty.jar",
    "war, war/target/war.jar",
    "jersey, jersey/target/jersey.jar",
  })
  void signsInLooksAroundAndSignsOut(String name, String jar) throws IOException {
    try (ShopProcess shop = open(jar);
        Chromium browser = Chromium.start(name)) {
      browser.open(shop.address() + "/");
      assertThat(browser.text()).contains("This page is for everybody");
      browser.shoot("home");

      signIn(browser, shop);
      lookAround(browser, shop);
      signOut(browser, shop);
    }
  }

  private void signIn(Chromium browser, ShopProcess shop) throws IOException {
    browser.click("a.button");
    browser.awaitBelow(keycloak.issuer() + "/");
    browser.shoot("keycloak");

    browser.type("#username", "alice");
    browser.type("#password", "not-her-password");
    browser.click("#kc-login");
    assertThat(browser.address()).startsWith(keycloak.issuer() + "/");
    browser.type("#username", "alice");
    browser.type("#password", "alice-pw");
    browser.click("#kc-login");

    assertThat(browser.textAt(shop.address() + "/")).contains("Welcome, alice.");
    browser.shoot("home-of-alice");
  }

  private void lookAround(Chromium browser, ShopProcess shop) throws IOException {
    browser.click("a.button");
    assertThat(browser.textAt(shop.address() + "/me"))
        .contains("This is you", "alice", keycloak.issuer(), "user");
    browser.shoot("me");
    assertThat(browser.cookieNames()).anyMatch(cookie -> cookie.startsWith("latchkey-"));
    assertThat(browser.cookiesForScripts()).as("no script reads a session").isEmpty();

    // a session goes with the page's own scripts, which are answered and never redirected
    assertThat(status(browser, "/me")).isEqualTo(200L);
    assertThat(status(browser, "/api/orders")).isEqualTo(401L);

    browser.open(shop.address() + "/nothing");
    assertThat(browser.text()).contains("You are not allowed to do this");
    browser.shoot("no-rule");
    browser.open(shop.address() + "/me;a=b");
    assertThat(browser.text()).contains("not well-formed");
    browser.shoot("ambiguous-path");
    browser.open(shop.address() + "/api/orders");
    browser.shoot("bearer-missing");
    browser.open(shop.address() + "/oidc/callback?code=made-up&state=made-up");
    browser.shoot("callback-of-nobody");
    browser.open(shop.address() + "/me");
    assertThat(browser.text()).as("still signed in").contains("This is you");
  }

  private static Object status(Chromium browser, String path) {
    return browser.callScript(
        "fetch(arguments[0]).then(answer => arguments[1](answer.status))", path);
  }

  private void signOut(Chromium browser, ShopProcess shop) throws IOException {
    browser.open(shop.address() + "/oidc/logout");
    browser.shoot("logout-question");
    browser.open(shop.address() + "/me");
    assertThat(browser.text()).as("a question changes nothing").contains("This is you");

    browser.click("header form button");
    assertThat(browser.textAt(shop.address() + "/")).contains("This page is for everybody");
    browser.shoot("signed-out");
    assertThat(browser.cookieNames()).noneMatch(cookie -> cookie.startsWith("latchkey-"));

    // signed out at Keycloak too: it asks again
    browser.open(shop.address() + "/me");
    browser.awaitBelow(keycloak.issuer() + "/");
    assertThat(browser.text()).contains("Sign in");
  }
}
