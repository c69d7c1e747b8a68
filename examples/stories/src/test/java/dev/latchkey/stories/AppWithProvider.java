package dev.latchkey.stories;

import dev.latchkey.Latchkey;
import dev.latchkey.LatchkeyBuilder;
import dev.latchkey.event.Event;
import dev.latchkey.testkit.TestProvider;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A protected application at {@code localhost}, with the testkit's provider at {@code 127.0.0.1}:
 * to a browser these are two sites. Quicker than Keycloak, and it fails on command.
 */
final class AppWithProvider implements App {

  private final TestProvider provider;
  private final ProtectedApp app;
  private volatile Duration later = Duration.ZERO;

  AppWithProvider(TestProvider provider, Map<String, String> settings) {
    this.provider = provider;
    CorsAnswers cors = CorsAnswers.to(settings.getOrDefault("cors.origins", ""));
    this.app = ProtectedApp.start(base -> builder(base, settings), cors);
  }

  private LatchkeyBuilder builder(String baseUrl, Map<String, String> settings) {
    provider.allowRedirect(baseUrl + "/oidc/callback");
    provider.allowPostLogoutRedirect(baseUrl + "/");
    return Latchkey.builder()
        .settings(provider.settings())
        .baseUrl(baseUrl)
        .rules("login /**")
        .clock(() -> Instant.now().plus(later))
        .settings(settings);
  }

  /** Lets so much time pass for the application alone. */
  void waitFor(Duration time) {
    later = time;
  }

  /** Every request that reached the application's own code, e.g. {@code GET /orders}. */
  List<String> served() {
    return app.served();
  }

  /** How often a browser was sent to the provider so far. */
  long loginsStarted() {
    return app.count(Event.Kind.LOGIN_STARTED);
  }

  @Override
  public String url(String path) {
    return app.url(path);
  }

  @Override
  public void close() {
    app.close();
    provider.close();
  }
}
