package dev.latchkey.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.event.Event;
import dev.latchkey.testkit.TestProvider;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A person signs out elsewhere, and the provider tells this application. */
class ProviderLogoutJourneyTest {

  private static final String BACK = "/oidc/backchannel-logout";

  private final TestProvider provider = TestProvider.start();
  private final Browser browser = new Browser();
  private App app = app("memory");

  private App app(String store) {
    return App.behind(
        provider,
        settings -> {
          settings.put("rules", "login /**");
          settings.put("session.store", store);
          settings.put("session.cookie.name", "shop");
          settings.put("back-channel-logout-path", BACK);
        });
  }

  @AfterEach
  void stop() {
    app.close();
    provider.close();
  }

  private boolean isSignedIn(Browser which) {
    return which.get(app.at("/orders")).status() == 200;
  }

  /** Signs out at the provider's own page, as another application would have it. */
  private Reply signOutAtProvider() {
    return browser.page(provider.issuer() + "/logout");
  }

  @Tag("M19")
  @Tag("M27")
  @ParameterizedTest
  @ValueSource(strings = {"memory", "cookie"})
  void whoSignsOutAtTheProviderIsSignedOutHere(String store) {
    app.close();
    app = app(store);
    provider.backChannelLogoutUri(app.at(BACK));
    browser.visit(app.at("/orders"), "alice");
    Browser bob = new Browser();
    bob.visit(app.at("/orders"), "bob");
    app.takeEvents();

    signOutAtProvider();

    assertThat(isSignedIn(browser)).isFalse();
    assertThat(isSignedIn(bob)).isTrue();
    assertThat(app.takeEvents()).anyMatch(event -> event.kind() == Event.Kind.LOGGED_OUT);
    browser.visit(app.at("/orders"), "alice"); // and can sign in again
    assertThat(isSignedIn(browser)).isTrue();
  }

  @Test
  @Tag("M14")
  void aTokenCountsOnce() {
    String token = provider.logoutToken().sign();

    assertThat(provider.sendLogoutToken(app.at(BACK), token)).isEqualTo(200);
    assertThat(provider.sendLogoutToken(app.at(BACK), token)).isEqualTo(400);
    assertThat(app.takeReasons()).containsExactly("token_replayed");
  }

  @Test
  @Tag("M07")
  @Tag("M08")
  void aForgedTokenEndsNothing() {
    browser.visit(app.at("/orders"), "alice");

    for (String token :
        new String[] {
          provider.logoutToken().signWithForeignKey().sign(),
          provider.logoutToken().algorithm("none").sign(),
          provider.logoutToken().claim("nonce", "n").sign(),
          provider.token().sign()
        }) {
      assertThat(provider.sendLogoutToken(app.at(BACK), token)).isEqualTo(400);
    }
    assertThat(isSignedIn(browser)).isTrue();
  }

  @Test
  @Tag("M06")
  void overTheWireItIsForSmallFormsAlone() {
    Browser anybody = new Browser();

    assertThat(anybody.get(app.at(BACK)).status()).isEqualTo(405);
    Reply json = anybody.send("POST", app.at(BACK), "", "Content-Type", "application/json");
    assertThat(json.status()).isEqualTo(400);
    Reply large = anybody.post(app.at(BACK), Map.of("logout_token", "x".repeat(1024 * 1024)));
    assertThat(large.status()).isEqualTo(413);
    for (Reply reply : new Reply[] {json, large}) {
      assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
      assertThat(reply.setCookies()).isEmpty();
    }
  }

  @Test
  void aFrameOfTheProvidersPageEndsTheSessionWithoutACookie() {
    provider.frontChannelLogoutUri(app.at("/oidc/frontchannel-logout"));
    browser.visit(app.at("/orders"), "alice");

    String page = signOutAtProvider().body();
    String frame = page.replaceAll("(?s).*<iframe hidden src=\"([^\"]*)\".*", "$1");
    Reply framed = new Browser().get(frame.replace("&amp;", "&"));

    assertThat(framed.status()).isEqualTo(200);
    assertThat(framed.header("Content-Security-Policy"))
        .isEqualTo("default-src 'none'; frame-ancestors " + provider.issuer());
    assertThat(isSignedIn(browser)).isFalse();
  }

  @Test
  @Tag("M28")
  void aFrameEndsNoTokenAtTheProvider() {
    browser.visit(app.at("/orders"), "alice");
    provider.forgetRequests();

    new Browser()
        .get(app.at("/oidc/frontchannel-logout?iss=" + Browser.encode("https://x") + "&sid=1"));

    assertThat(provider.requests()).isEmpty();
    assertThat(isSignedIn(browser)).isTrue();
  }

  @Test
  @Tag("J07")
  void aCopyOfTheCookieEndsWithItsSession() {
    browser.visit(app.at("/orders"), "alice");
    Browser copy = new Browser();
    copy.cookies().putAll(browser.cookies());

    provider.backChannelLogoutUri(app.at(BACK));
    signOutAtProvider();

    assertThat(isSignedIn(copy)).isFalse();
    assertThat(isSignedIn(copy)).isFalse();
  }

  @Test
  void aPagesScriptSeesItsSessionComeAndGo() {
    assertThat(browser.get(app.at("/oidc/session")).body()).contains("\"authenticated\":false");
    browser.visit(app.at("/orders"), "alice");

    Reply session = browser.get(app.at("/oidc/session"));
    assertThat(session.body()).contains("\"authenticated\":true", "\"name\":\"alice\"");
    assertThat(session.header("Cache-Control")).isEqualTo("no-store");
    assertThat(session.body()).doesNotContain("token");
  }
}
