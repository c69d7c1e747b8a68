package dev.latchkey.stories;

import static dev.latchkey.stories.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.Latchkey;
import dev.latchkey.LatchkeyBuilder;
import dev.latchkey.Secret;
import dev.latchkey.event.Reason;
import dev.latchkey.testkit.TestProvider;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A person with many tabs: whatever happens in one of them, no other gets in the way. */
class TabsStory extends InChromium {

  private static final int TABS = 10;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final KeycloakServer keycloak = KeycloakServer.shared();
  private final ProtectedApp app = ProtectedApp.start(this::settings);

  private LatchkeyBuilder settings(String baseUrl) {
    return Latchkey.builder()
        .issuer(keycloak.issuer())
        .client("shop", Secret.of(KeycloakServer.SECRET))
        .baseUrl(baseUrl)
        .rules("public /goodbye\nlogin /**")
        .set("after-logout-url", "/goodbye")
        .set("insecure-http-hosts", "localhost");
  }

  @AfterEach
  void stop() {
    app.close();
  }

  private void signInAt(String path) {
    browser.open(app.url(path));
    browser.signIn("alice");
    isAliceAt(app.url(path));
  }

  private static List<String> addresses(App app, String page) {
    return IntStream.range(0, TABS).mapToObj(tab -> app.url(page.formatted(tab))).toList();
  }

  private void allAreSignedIn(List<String> tabs, List<String> addresses) {
    for (int i = 0; i < tabs.size(); i++) {
      browser.show(tabs.get(i));
      isAliceAt(addresses.get(i));
    }
  }

  @Test
  @Tag("F-59")
  void tenTabsThatComeBackAtOnceAreAllSignedIn() {
    signInAt("/");
    browser.forgetCookies("latchkey-"); // the session here is over, Keycloak's is not
    List<String> addresses = addresses(app, "/page-%d?q=a%%2Fb");

    allAreSignedIn(browser.openTabs(addresses), addresses);
  }

  /** All have left before one comes back, so the first to come back are those dropped. */
  @Tag("F-59")
  @Tag("F-60")
  @ParameterizedTest
  @ValueSource(strings = {"/page-%d", "/dashboard"})
  void tenTabsAtAProviderThatTakesItsTime(String page) {
    CountDownLatch gate = new CountDownLatch(1);
    try (TestProvider provider = TestProvider.start();
        AppWithProvider slow = new AppWithProvider(provider, Map.of())) {
      browser.open(slow.url("/"));
      browser.signIn("alice");
      isAliceAt(slow.url("/"));
      browser.forgetCookies("latchkey-");

      provider.faults().slow("/authorize", gate);
      List<String> addresses = addresses(slow, page);
      List<String> tabs = browser.openTabs(addresses);
      within(PATIENCE, () -> slow.loginsStarted() == 1 + TABS);
      gate.countDown();

      allAreSignedIn(tabs, addresses);
    } finally {
      gate.countDown();
    }
  }

  /** One of the ten asks for the password; Keycloak's script tells the others. */
  @Test
  @Tag("F-59")
  @Tag("F-60")
  void tenTabsThatAllAskForAPasswordNeedItOnce() {
    List<String> addresses = addresses(app, "/page-%d");
    List<String> tabs = browser.openTabs(addresses);
    for (String tab : tabs) {
      browser.show(tab);
      browser.awaitBelow(keycloak.issuer());
    }
    browser.show(tabs.get(0)); // the oldest, which there was no room for
    browser.signIn("alice");

    allAreSignedIn(tabs, addresses);
  }

  /** The button leads to Keycloak's page, which sends the browser to a callback that is used. */
  @Test
  @Tag("F-61")
  @Tag("G04")
  void theBackButtonAfterSigningInLeadsToThePage() {
    signInAt("/page?id=7");
    browser.back();

    isAliceAt(app.url("/page?id=7"));
    assertThat(app.lastRefusal()).isEqualTo(Reason.STATE_UNKNOWN);
    assertThat(tokenCalls()).isOne();
  }

  private long tokenCalls() {
    return app.calls().callsTo(keycloak.issuer() + "/protocol/openid-connect/token");
  }

  @Test
  void whoeverSignsOutInOneTabIsSignedOutInAll() {
    signInAt("/");
    String first = browser.tab();
    String other = browser.openTabs(List.of(app.url("/other"))).get(0);
    browser.show(other);
    isAliceAt(app.url("/other"));

    browser.open(app.url("/oidc/logout"));
    browser.click("button");
    browser.awaitAt(app.url("/goodbye"));

    browser.show(first);
    browser.reload();
    browser.awaitBelow(keycloak.issuer(), "Sign in");
  }
}
