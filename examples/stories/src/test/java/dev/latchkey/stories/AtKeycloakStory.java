package dev.latchkey.stories;

import static dev.latchkey.stories.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.Latchkey;
import dev.latchkey.LatchkeyBuilder;
import dev.latchkey.Secret;
import dev.latchkey.event.Event;
import dev.latchkey.event.Reason;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a user does on Keycloak's own pages reaches the application through the browser alone. */
class AtKeycloakStory extends InChromium {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final String FRAME = "/oidc/frontchannel-logout";

  private final KeycloakServer keycloak = KeycloakServer.shared();
  private final KeycloakRealm realm = KeycloakRealm.create(keycloak, "pages", "RS256");
  private final ProtectedApp app = ProtectedApp.start(this::settings);

  private LatchkeyBuilder settings(String baseUrl) {
    return Latchkey.builder()
        .issuer(realm.issuer())
        .client("shop", Secret.of(KeycloakServer.SECRET))
        .baseUrl(baseUrl)
        .rules("login /**")
        .set("session.store", "memory")
        .set("insecure-http-hosts", "localhost");
  }

  @AfterEach
  void stop() {
    app.close();
    realm.close();
  }

  /** OpenID Connect Front-Channel Logout 1.0: Keycloak's page loads ours in a frame. */
  @Test
  @Tag("M20")
  void whoeverSignsOutThereIsSignedOutHere() {
    realm.frameOnLogout(app.url(FRAME));
    browser.open(app.url("/orders"));
    browser.signIn("alice");
    isAliceAt(app.url("/orders"));

    browser.open(realm.issuer() + "/protocol/openid-connect/logout");
    browser.click("#kc-logout");
    browser.awaitBelow(realm.issuer(), "You are logging out from following apps", "shop");
    within(PATIENCE, () -> app.count(Event.Kind.LOGGED_OUT) == 1); // by the frame in that page

    browser.open(app.url("/orders"));
    browser.awaitBelow(realm.issuer(), "Sign in");
  }

  @Test
  @Tag("G10")
  void whoeverDoesNotConsentSeesOurPageAndCanStartAgain() throws IOException {
    realm.askForConsent();
    browser.open(app.url("/orders?id=7"));
    browser.signIn("alice");
    browser.click("#kc-cancel"); // "No"

    browser.awaitBelow(app.url("/"), "Sign-in was refused", "Start again");
    assertThat(app.lastRefusal()).isEqualTo(Reason.LOGIN_REFUSED);
    browser.shoot("no-consent");

    browser.click("a.button");
    browser.signIn("alice");
    browser.click("#kc-login"); // "Yes"
    isAliceAt(app.url("/orders?id=7"));
  }
}
