package dev.latchkey.stories;

import static dev.latchkey.stories.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.Latchkey;
import dev.latchkey.LatchkeyBuilder;
import dev.latchkey.Secret;
import dev.latchkey.event.Reason;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Keycloak goes away in mid-run and comes back, with other keys since it keeps nothing here. The
 * applications are not restarted.
 */
class OutageStory {

  private static final Duration HEALING_LIMIT = Duration.ofSeconds(20);

  private final KeycloakServer keycloak = KeycloakServer.shared();
  private final ProtectedApp signed = ProtectedApp.start(settings());
  private final ProtectedApp introspecting =
      ProtectedApp.start(
          settings()
              .client("orders-api", Secret.of(KeycloakServer.SECRET))
              .set("token.verification", "introspection")
              .set("introspection.cache", "0s"));

  private LatchkeyBuilder settings() {
    return Latchkey.builder()
        .issuer(keycloak.issuer())
        .audience("orders-api")
        .rules("bearer /**")
        .set("jwks.refresh", "1s")
        .set("jwks.cool-down", "1s")
        .set("insecure-http-hosts", "localhost");
  }

  @AfterEach
  void stop() {
    signed.close();
    introspecting.close();
  }

  private static HttpResponse<String> call(ProtectedApp app, String token) {
    return Curl.getWithToken(app.url("/orders"), token);
  }

  private String token() {
    return keycloak.clientCredentialsToken("orders-client", "orders:read");
  }

  @Test
  @Tag("F-14")
  @Tag("F-16")
  @Tag("F-26")
  void anOutageStopsOnlyWhatNeedsKeycloakAndHealsByItself() {
    String known = token();
    String unseen = token();
    assertThat(call(signed, known).statusCode()).isEqualTo(200);
    assertThat(call(introspecting, known).statusCode()).isEqualTo(200);

    keycloak.stop();
    try {
      assertKeysAtHandGoOn(known, unseen);
      HttpResponse<String> answer = call(introspecting, known);
      assertThat(answer.statusCode()).as("nobody's fault").isEqualTo(503);
      assertThat(answer.headers().firstValue("Retry-After")).isPresent();
      assertThat(introspecting.lastRefusal()).isEqualTo(Reason.INTROSPECTION_FAILED);
    } finally {
      keycloak.boot();
    }

    String later = token();
    within(HEALING_LIMIT, () -> call(signed, later).statusCode() == 200);
    within(HEALING_LIMIT, () -> call(introspecting, later).statusCode() == 200);
    within(HEALING_LIMIT, () -> call(signed, known).statusCode() == 401);
    assertThat(signed.lastRefusal()).as("its key is gone").isEqualTo(Reason.KEY_UNKNOWN);
  }

  /** Also after a refresh was due and failed, and for a token that was not seen before. */
  private void assertKeysAtHandGoOn(String known, String unseen) {
    long fetches = jwksFetches();
    within(
        HEALING_LIMIT,
        () -> {
          assertThat(call(signed, known).statusCode()).isEqualTo(200);
          return jwksFetches() > fetches;
        });
    assertThat(call(signed, unseen).statusCode()).isEqualTo(200);
  }

  private long jwksFetches() {
    return signed.calls().addresses().stream()
        .filter(address -> address.endsWith("/certs"))
        .count();
  }
}
