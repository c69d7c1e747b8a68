package dev.latchkey.stories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.Latchkey;
import dev.latchkey.LatchkeyBuilder;
import dev.latchkey.Secret;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Realms that do not sign with RSA: both the tokens of services and the sign-in of users work. */
class OtherKeysStory {

  private final KeycloakServer keycloak = KeycloakServer.shared();
  private final Browser browser = new Browser();

  private static LatchkeyBuilder settings(String issuer, String baseUrl) {
    return Latchkey.builder()
        .issuer(issuer)
        .client("shop", Secret.of(KeycloakServer.SECRET))
        .baseUrl(baseUrl)
        .audience("orders-api")
        .rules(
            """
            bearer /api/**
            login  /**
            """)
        .set("insecure-http-hosts", "localhost");
  }

  @Tag("A12")
  @ParameterizedTest
  @CsvSource({
    "EdDSA, eddsa-generated, eddsaEllipticCurveKey, Ed25519",
    "ES256, ecdsa-generated, ecdsaEllipticCurveKey, P-256"
  })
  void aRealmMaySignWithAnyKeyThatWeKnow(
      String algorithm, String keyProvider, String setting, String curve) {
    try (KeycloakRealm realm = KeycloakRealm.create(keycloak, "signs-" + curve, algorithm)) {
      realm.addKey(keyProvider, 200, Map.of(setting, curve));
      try (ProtectedApp app = ProtectedApp.start(base -> settings(realm.issuer(), base))) {
        String token = realm.token();
        assertThat(Json.algorithm(token)).isEqualTo(algorithm);
        assertThat(Curl.getWithToken(app.url("/api/orders"), token).statusCode()).isEqualTo(200);

        Page page = browser.signIn(browser.open(app.url("/")), "alice", "alice-pw");
        assertThat(page.json()).containsEntry("name", "alice");
        assertThat(Json.algorithm(page.json().get("idToken"))).isEqualTo(algorithm);
      }
    }
  }
}
