package dev.latchkey.stories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.Latchkey;
import dev.latchkey.LatchkeyBuilder;
import dev.latchkey.Secret;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Cookie;

/** An application at https, as in production: Keycloak, at http, is another site to a browser. */
class HttpsStory extends InChromium {

  private final KeycloakRealm realm =
      KeycloakRealm.create(KeycloakServer.shared(), "https", Map.of());
  private ProtectedApp app;

  private void start(String... more) {
    app = ProtectedApp.startWithTls(base -> settings(base, more));
    realm.sendUsersTo(app.url("/*"));
  }

  private LatchkeyBuilder settings(String baseUrl, String... more) {
    LatchkeyBuilder builder =
        Latchkey.builder()
            .issuer(realm.issuer())
            .client("shop", Secret.of(KeycloakServer.SECRET))
            .baseUrl(baseUrl)
            .rules("login /**")
            .set("session.secret", "per-process")
            .set("insecure-http-hosts", "localhost");
    for (int i = 0; i < more.length; i += 2) {
      builder.set(more[i], more[i + 1]);
    }
    return builder;
  }

  @AfterEach
  void stop() {
    app.close();
    realm.close();
  }

  @Test
  @Tag("J01")
  void theSessionIsTheBrowsersAndThisHostsAlone() {
    start();
    browser.open(app.url("/orders?id=7"));
    browser.signIn("alice");
    isAliceAt(app.url("/orders?id=7"));

    Map<String, Cookie> cookies = browser.cookies();
    assertThat(cookies).isNotEmpty();
    assertThat(cookies.values())
        .allSatisfy(
            cookie -> {
              assertThat(cookie.getName()).startsWith("__Host-latchkey-");
              assertThat(cookie.isSecure()).isTrue();
              assertThat(cookie.isHttpOnly()).isTrue();
              assertThat(cookie.getSameSite()).isEqualTo("Lax");
              assertThat(cookie.getPath()).isEqualTo("/");
            });
    assertThat(browser.cookiesForScripts()).isEmpty();
  }

  /** What Keycloak's page posts is cross-site, and only the login's own cookie comes with it. */
  @Tag("J28")
  @Tag("J30")
  @ParameterizedTest
  @ValueSource(strings = {"Lax", "Strict"})
  void anAnswerThatIsPostedSignsTheUserIn(String sameSite) {
    start("login.response-mode", "form_post", "session.cookie.same-site", sameSite);
    browser.open(app.url("/orders?id=7"));
    browser.signIn("alice");
    isAliceAt(app.url("/orders?id=7"));

    assertThat(browser.cookies().values())
        .as("what may go with another site's requests is gone")
        .isNotEmpty()
        .noneMatch(cookie -> cookie.getSameSite().equals("None"));
    browser.open(app.url("/me"));
    isAliceAt(app.url("/me"));
  }

  @Test
  @Tag("G10")
  void aNoThatIsPostedIsANo() throws IOException {
    start("login.response-mode", "form_post");
    realm.askForConsent();
    browser.open(app.url("/orders?id=7"));
    browser.signIn("alice");
    browser.click("#kc-cancel");

    browser.awaitBelow(app.url("/"), "Sign-in was refused", "Start again");
    browser.shoot("no-consent");
  }
}
