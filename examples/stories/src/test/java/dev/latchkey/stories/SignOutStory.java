package dev.latchkey.stories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.Latchkey;
import dev.latchkey.LatchkeyBuilder;
import dev.latchkey.Secret;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Signing out means signing out at Keycloak too (OpenID Connect RP-Initiated Logout 1.0): else the
 * next visit would sign the user in again without a question.
 */
class SignOutStory {

  private final KeycloakServer keycloak = KeycloakServer.shared();
  private final ProtectedApp app = ProtectedApp.start(this::settings);
  private final Browser browser = new Browser();

  private LatchkeyBuilder settings(String baseUrl) {
    return Latchkey.builder()
        .issuer(keycloak.issuer())
        .client("shop", Secret.of(KeycloakServer.SECRET))
        .baseUrl(baseUrl)
        .rules(
            """
            public /goodbye
            login  /**
            """)
        .set("after-logout-url", "/goodbye")
        .set("insecure-http-hosts", "localhost");
  }

  @AfterEach
  void stop() {
    app.close();
  }

  /** Why it needs more than a lost cookie. */
  @Test
  void whoOnlyLosesTheSessionHereIsSignedInAgainWithoutAQuestion() {
    browser.signIn(browser.open(app.url("/")), "alice", "alice-pw");

    browser.forgetCookies("latchkey-");
    Page page = browser.open(app.url("/"));

    assertThat(page.way()).as("there and back").hasSizeGreaterThan(1);
    assertThat(page.json()).containsEntry("name", "alice");
  }

  @Test
  void whoSignsOutHereIsSignedOutAtKeycloakToo() {
    browser.signIn(browser.open(app.url("/")), "alice", "alice-pw");

    // an address that somebody typed is asked first; a form on a page of ours would not be
    Page question = browser.open(app.url("/oidc/logout"));
    Page goodbye = browser.submit(question, Map.of());

    assertThat(goodbye.way())
        .extracting(address -> address.getPath())
        .containsExactly(
            "/oidc/logout",
            "/realms/shop/protocol/openid-connect/logout",
            "/goodbye", // with the state of this logout, which the page does not see
            "/goodbye");
    assertThat(goodbye.status()).isEqualTo(200);

    // no session here, else the page would come; none at Keycloak, else it would send us back
    Page nextVisit = browser.open(app.url("/"));
    assertThat(nextVisit.address().toString()).startsWith(keycloak.issuer() + "/");
    assertThat(nextVisit.asksFor("username", "password")).isTrue();
  }

  @Test
  void anotherUserCanSignInAfterwards() {
    browser.signIn(browser.open(app.url("/")), "alice", "alice-pw");
    browser.submit(browser.open(app.url("/oidc/logout")), Map.of());

    Page page = browser.signIn(browser.open(app.url("/")), "bob", "bob-pw");

    assertThat(page.json()).containsEntry("name", "bob");
  }
}
