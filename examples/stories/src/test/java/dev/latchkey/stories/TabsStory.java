package dev.latchkey.stories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.Latchkey;
import dev.latchkey.LatchkeyBuilder;
import dev.latchkey.Secret;
import dev.latchkey.event.Reason;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A person with many tabs: whatever happens in one of them, no other gets in the way. */
class TabsStory extends InChromium {

  private static final int TABS = 10;

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
    assertThat(browser.textAt(app.url(path))).contains("\"name\":\"alice\"");
  }

  /** What each tab shows once it shows a page of the application that is not on its way. */
  private void allAreSignedIn(List<String> tabs, List<String> addresses) {
    for (int i = 0; i < tabs.size(); i++) {
      browser.show(tabs.get(i));
      assertThat(browser.textAt(addresses.get(i))).contains("\"name\":\"alice\"");
    }
  }

  @Tag("F-59")
  @ParameterizedTest
  @ValueSource(strings = {"/page-%d?q=a%%2Fb"})
  void tenTabsThatComeBackAtOnceAreAllSignedIn(String page) {
    signInAt("/");
    browser.forgetCookies("latchkey-"); // the session here is over, Keycloak's is not
    List<String> addresses =
        IntStream.range(0, TABS).mapToObj(tab -> app.url(page.formatted(tab))).toList();

    allAreSignedIn(browser.openTabs(addresses), addresses);
  }

  /** The button leads to Keycloak's page, which sends the browser to a callback that is used. */
  @Test
  @Tag("F-61")
  @Tag("G04")
  void theBackButtonAfterSigningInLeadsToThePage() {
    signInAt("/page?id=7");
    browser.back();

    assertThat(browser.textAt(app.url("/page?id=7"))).contains("\"name\":\"alice\"");
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
    assertThat(browser.textAt(app.url("/other"))).contains("\"name\":\"alice\"");

    browser.open(app.url("/oidc/logout"));
    browser.click("button");
    browser.textAt(app.url("/goodbye"));

    browser.show(first);
    browser.reload();
    browser.awaitBelow(keycloak.issuer());
    assertThat(browser.text()).contains("Sign in");
  }
}
