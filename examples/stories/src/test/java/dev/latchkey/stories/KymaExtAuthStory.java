package dev.latchkey.stories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.Latchkey;
import dev.latchkey.LatchkeyBuilder;
import dev.latchkey.Secret;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * "Expose and Secure a Workload with extAuth Using the Authorization Code Flow": an oauth2-proxy
 * signs users in before the workload. An application that does it itself can keep the redirect URI
 * that is registered at the provider already.
 */
class KymaExtAuthStory {

  private final KeycloakServer keycloak = KeycloakServer.shared();
  private final ProtectedApp app = ProtectedApp.start(this::settings);
  private final Browser browser = new Browser();

  private LatchkeyBuilder settings(String baseUrl) {
    return Latchkey.builder()
        .issuer(keycloak.issuer())
        .client("shop", Secret.of(KeycloakServer.SECRET))
        .baseUrl(baseUrl)
        // "Add the https://oauth2-proxy.{kyma-domain}/oauth2/callback redirect URI."
        .set("callback-path", "/oauth2/callback")
        .set("insecure-http-hosts", "localhost");
  }

  @AfterEach
  void stop() {
    app.close();
  }

  @Test
  void theRegisteredRedirectUriStays() {
    Page signIn = browser.open(app.url("/headers"));
    assertThat(signIn.address().getQuery()).contains("redirect_uri=" + app.url("/oauth2/callback"));

    Page page = browser.signIn(signIn, "alice", "alice-pw");

    assertThat(page.way().get(1).getPath()).isEqualTo("/oauth2/callback");
    assertThat(page.json()).containsEntry("path", "/headers").containsEntry("name", "alice");
  }
}
