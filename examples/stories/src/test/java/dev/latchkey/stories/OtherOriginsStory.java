package dev.latchkey.stories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.testkit.TestProvider;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a script on a page of another origin can do, if that is one of {@code cors.origins}. */
class OtherOriginsStory extends InChromium {

  private static final String SAME_SITE = "localhost"; // but another port: another origin
  private static final String ANOTHER_SITE = "127.0.0.1";
  private static final String FETCH =
      "const [address, options, done] = arguments;"
          + "fetch(address, options).then("
          + "  async answer => done([answer.status, answer.headers.get('WWW-Authenticate') || '',"
          + "      await answer.text()].join(' | ')),"
          + "  failure => done(failure.name))";

  private final TestProvider provider = TestProvider.start();
  private final OtherSite elsewhere = new OtherSite();
  private AppWithProvider app;

  @AfterEach
  void stop() {
    elsewhere.close();
    app.close();
  }

  private void start(String corsOrigins) {
    Map<String, String> settings =
        Map.of(
            "session.store", "memory",
            "rules", "bearer /api/**\nlogin GET,POST /**",
            "cors.origins", corsOrigins);
    app = new AppWithProvider(provider, settings);
  }

  private void signIn() {
    browser.open(app.url("/"));
    browser.signIn("alice");
    isAliceAt(app.url("/"));
  }

  private String fetch(String path, Map<String, Object> options) {
    return String.valueOf(browser.callScript(FETCH, app.url(path), options));
  }

  private static Map<String, Object> withSession(String method) {
    return Map.of("method", method, "credentials", "include", "headers", Map.of("X-Own", "1"));
  }

  private static Map<String, Object> withToken(String token) {
    return Map.of("headers", Map.of("Authorization", "Bearer " + token));
  }

  @Test
  @Tag("F14")
  void aScriptOfANamedOriginUsesTheSession() {
    start(elsewhere.origin(SAME_SITE));
    signIn();
    browser.open(elsewhere.page(SAME_SITE, "Our other application"));

    assertThat(fetch("/me", withSession("GET"))).startsWith("200").contains("\"name\":\"alice\"");
    assertThat(fetch("/me", withSession("POST"))).startsWith("200").contains("\"name\":\"alice\"");
    assertThat(app.served()).contains("OPTIONS /me", "GET /me", "POST /me");
    assertThat(fetch("/oidc/session", Map.of("credentials", "include")))
        .startsWith("200")
        .contains("\"authenticated\":true");
    assertThat(fetch("/other", withSession("DELETE")))
        .as("refused before it is sent")
        .isEqualTo("TypeError");
    assertThat(app.served()).doesNotContain("OPTIONS /other", "DELETE /other");
  }

  @Test
  void aScriptOfANamedOriginReadsThatNobodyIsSignedIn() {
    start(elsewhere.origin(SAME_SITE));
    browser.open(elsewhere.page(SAME_SITE, "Our other application"));

    assertThat(fetch("/me", withSession("GET")))
        .startsWith("401 | OIDC realm=")
        .contains("\"login\":\"/oidc/login\"");
    assertThat(provider.count("/authorize")).isZero();
  }

  @Test
  void aScriptOfAnotherSiteThatIsNamedCallsWithATokenAndReadsWhyItIsRefused() {
    start(elsewhere.origin(ANOTHER_SITE));
    browser.open(elsewhere.page(ANOTHER_SITE, "A single-page application"));

    assertThat(fetch("/api/me", withToken(provider.token().sign()))).startsWith("200");
    assertThat(fetch("/api/me", withToken("nonsense")))
        .startsWith("401 | Bearer realm=")
        .contains("error=\"invalid_token\"");
  }

  @Test
  @Tag("F14")
  void aScriptOfAnyOtherOriginReachesAndReadsNothing() {
    start(elsewhere.origin(ANOTHER_SITE));
    signIn();
    int served = app.served().size();
    browser.open(elsewhere.page(SAME_SITE, "Somebody else's page"));

    assertThat(fetch("/me", withSession("GET"))).isEqualTo("TypeError");
    assertThat(fetch("/oidc/session", Map.of("credentials", "include"))).isEqualTo("TypeError");
    assertThat(fetch("/api/me", withToken(provider.token().sign()))).isEqualTo("TypeError");
    assertThat(fetch("/me", Map.of("method", "POST", "credentials", "include")))
        .isEqualTo("TypeError");
    assertThat(app.served()).hasSize(served);
  }
}
