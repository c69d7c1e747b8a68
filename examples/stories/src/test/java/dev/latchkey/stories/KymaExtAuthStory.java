package dev.latchkey.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * "Expose and Secure a Workload with extAuth Using the Authorization Code Flow": an oauth2-proxy
 * signs users in before the workload. An application that does it itself can keep the redirect URI
 * that is registered at the provider already.
 */
class KymaExtAuthStory {

  private final KeycloakServer keycloak = KeycloakServer.shared();
  private final Browser browser = new Browser();
  private App app;

  private Map<String, String> settings(Map<String, String> baseUrl) {
    Map<String, String> settings = new LinkedHashMap<>(baseUrl);
    settings.put("issuer", keycloak.issuer());
    // "Your client ID and secret appear in a pop-up window."
    settings.put("client-id", "shop");
    settings.put("client-secret", KeycloakServer.SECRET);
    // "Add the https://oauth2-proxy.{kyma-domain}/oauth2/callback redirect URI."
    settings.put("callback-path", "/oauth2/callback");
    settings.put("logout-path", "/oauth2/sign_out");
    settings.put("after-logout-url", "/goodbye");
    settings.put("rule.1", "public /goodbye");
    settings.put("rule.2", "login  /headers");
    settings.put("insecure-http-hosts", "localhost");
    return settings;
  }

  @AfterEach
  void stop() {
    if (app != null) {
      app.close();
    }
  }

  @ParameterizedTest
  @EnumSource(WayIn.class)
  void theRegisteredRedirectUriStays(WayIn way) {
    app = way.start(this::settings);
    Page signIn = browser.open(app.url("/headers"));
    assertThat(signIn.address().getQuery()).contains("redirect_uri=" + app.url("/oauth2/callback"));

    Page page = browser.signIn(signIn, "alice", "alice-pw");

    assertThat(page.way().get(1).getPath()).isEqualTo("/oauth2/callback");
    assertThat(page.json()).containsEntry("path", "/headers").containsEntry("name", "alice");
  }

  @ParameterizedTest
  @EnumSource(WayIn.class)
  void theSessionLastsFromPageToPage(WayIn way) {
    app = way.start(this::settings);
    browser.signIn(browser.open(app.url("/headers")), "alice", "alice-pw");

    Page page = browser.open(app.url("/headers"));

    assertThat(page.way()).as("no redirect").hasSize(1);
    assertThat(page.json()).containsEntry("name", "alice");
  }

  @ParameterizedTest
  @EnumSource(WayIn.class)
  void whatIsNotNamedIsNotExposed(WayIn way) {
    app = way.start(this::settings);
    browser.signIn(browser.open(app.url("/headers")), "alice", "alice-pw");

    assertThat(browser.open(app.url("/status")).status()).isEqualTo(403);
  }

  @ParameterizedTest
  @EnumSource(WayIn.class)
  void signingOutEndsTheSession(WayIn way) {
    app = way.start(this::settings);
    browser.signIn(browser.open(app.url("/headers")), "alice", "alice-pw");

    Page goodbye = browser.submit(browser.open(app.url("/oauth2/sign_out")), Map.of());

    assertThat(goodbye.address()).hasToString(app.url("/goodbye"));
    assertThat(browser.open(app.url("/headers")).asksFor("username", "password")).isTrue();
  }
}
