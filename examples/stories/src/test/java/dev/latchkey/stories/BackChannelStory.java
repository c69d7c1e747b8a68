package dev.latchkey.stories;

import static dev.latchkey.stories.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.Latchkey;
import dev.latchkey.LatchkeyBuilder;
import dev.latchkey.Secret;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keycloak itself tells the application that a user has signed out. */
class BackChannelStory {

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final String PATH = "/oidc/backchannel-logout";

  private final KeycloakServer keycloak = KeycloakServer.shared();
  private final KeycloakRealm realm = KeycloakRealm.create(keycloak, "telling", "RS256");
  private final Browser browser = new Browser();
  private ProtectedApp app;

  private LatchkeyBuilder settings(String baseUrl) {
    return Latchkey.builder()
        .issuer(realm.issuer())
        .client("shop", Secret.of(KeycloakServer.SECRET))
        .baseUrl(baseUrl)
        .audience("orders-api")
        .rules("login /**")
        .set("back-channel-logout-path", PATH)
        .set("insecure-http-hosts", "localhost");
  }

  private Page signIn(String store) {
    app = ProtectedApp.start(base -> settings(base).set("session.store", store));
    realm.sendLogoutsTo(app.url(PATH));
    return browser.signIn(browser.open(app.url("/")), "alice", "alice-pw");
  }

  @AfterEach
  void stop() {
    app.close();
    realm.close();
  }

  private int status(String cookies) {
    return Curl.get(app.url("/"), "Cookie", cookies).statusCode();
  }

  @Tag("M19")
  @Tag("M20")
  @Tag("M27")
  @ParameterizedTest
  @ValueSource(strings = {"memory", "cookie"})
  void whoeverIsSignedOutAtKeycloakIsSignedOutHere(String store) {
    Page page = signIn(store);
    String cookies = browser.cookieHeader(app.url("/"));
    assertThat(status(cookies)).isEqualTo(200);

    realm.signOut(Json.claims(page.json().get("idToken")).getSubject());

    within(PATIENCE, () -> status(cookies) == 401);
  }

  @Test
  @Tag("M24")
  void whoeverSignsInAgainStaysSignedIn() {
    Page page = signIn("memory");
    String before = browser.cookieHeader(app.url("/"));
    realm.signOut(Json.claims(page.json().get("idToken")).getSubject());
    within(PATIENCE, () -> status(before) == 401);

    Page again = browser.signIn(browser.open(app.url("/")), "alice", "alice-pw");
    assertThat(again.json()).containsEntry("name", "alice");
    assertThat(status(browser.cookieHeader(app.url("/")))).isEqualTo(200);
  }
}
