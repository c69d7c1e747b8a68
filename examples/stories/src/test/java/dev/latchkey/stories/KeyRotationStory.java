package dev.latchkey.stories;

import static dev.latchkey.stories.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.Latchkey;
import dev.latchkey.LatchkeyBuilder;
import dev.latchkey.event.Reason;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A realm gets a new key while it is in use, and loses the old one later. Nobody has to restart
 * anything, and no caller notices but those whose key is gone.
 */
class KeyRotationStory {

  /** How long keys are fresh: Keycloak does not say, so the setting counts. */
  private static final Duration REFRESH = Duration.ofSeconds(3);

  private final KeycloakServer keycloak = KeycloakServer.shared();
  private final KeycloakRealm realm = KeycloakRealm.create(keycloak, "rotating", "RS256");
  private final String oldKey = realm.addKey("rsa-generated", 200, Map.of());
  private final String oldToken = realm.token();
  private final ProtectedApp app = ProtectedApp.start(settings());

  private LatchkeyBuilder settings() {
    return Latchkey.builder()
        .issuer(realm.issuer())
        .audience("orders-api")
        .rules("bearer /**")
        .set("jwks.refresh", REFRESH.toSeconds() + "s")
        .set("insecure-http-hosts", "localhost");
  }

  @AfterEach
  void stop() {
    app.close();
    realm.close();
  }

  private int call(String token) {
    return Curl.getWithToken(app.url("/orders"), token).statusCode();
  }

  @Test
  @Tag("A26")
  @Tag("F-15")
  @Tag("F-17")
  void aRotationInMidRunRefusesNobodyAndARemovedKeyEndsWithTheNextRefresh() {
    try (GoodTraffic traffic = GoodTraffic.to(app.url("/orders"), oldToken)) {
      assertThat(traffic.refusalsAfter(10)).isEmpty();

      realm.addKey("rsa-generated", 300, Map.of());
      String newToken = realm.token();
      assertThat(Json.keyId(newToken)).isNotEqualTo(Json.keyId(oldToken));
      traffic.add(newToken);

      assertThat(traffic.refusalsAfter(50)).as("neither old nor new").isEmpty();

      traffic.remove(oldToken);
      traffic.refusalsAfter(2); // a call with the old token may be under way
      realm.removeKey(oldKey);
      within(REFRESH.plusSeconds(2), () -> call(oldToken) == 401);

      assertThat(app.lastRefusal()).isEqualTo(Reason.KEY_UNKNOWN);
      assertThat(traffic.refusalsAfter(10)).as("the new one stays good").isEmpty();
    }
  }
}
