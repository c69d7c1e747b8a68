package dev.latchkey.stories;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import dev.latchkey.Latchkey;
import dev.latchkey.LatchkeyBuilder;
import dev.latchkey.event.Reason;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Keycloak makes its ES256 key when it first signs with it, so an application that fetched the keys
 * before has never heard of it. One look is enough to learn it.
 */
class LateKeyStory {

  private final KeycloakServer keycloak = KeycloakServer.shared();
  private final String jwksUri = keycloak.jwksUri();
  private final ProtectedApp app = ProtectedApp.start(settings());

  private LatchkeyBuilder settings() {
    return Latchkey.builder()
        .issuer(keycloak.issuer())
        .audience("orders-api")
        .rules("bearer /orders scope=orders:read")
        .set("insecure-http-hosts", "localhost");
  }

  @AfterEach
  void stop() {
    app.close();
  }

  @Test
  void aKeyThatAppearsAfterTheStartIsFetchedOnce() {
    // everything signs with RS256 so far, and those keys are at hand
    assertThat(keycloak.document(jwksUri).toString()).doesNotContain("ES256");
    assertThat(call(keycloak.clientCredentialsToken("orders-client", "orders:read")))
        .isEqualTo(200);
    assertThat(app.calls().callsTo(jwksUri)).isEqualTo(1);

    // now a client comes along whose tokens are signed with ES256
    String token = keycloak.clientCredentialsToken("orders-es256", "orders:read");
    assertThat(Json.algorithm(token)).isEqualTo("ES256");
    assertThat(call(token)).isEqualTo(200);
    assertThat(app.calls().callsTo(jwksUri)).isEqualTo(2);

    // and comes again
    assertThat(call(keycloak.clientCredentialsToken("orders-es256", "orders:read"))).isEqualTo(200);
    assertThat(app.calls().callsTo(jwksUri)).isEqualTo(2);
  }

  @Test
  void aKeyThatNobodyHasIsLookedForOnce() {
    String token = keycloak.clientCredentialsToken("orders-client", "orders:read");
    assertThat(call(token)).isEqualTo(200);

    // whoever makes up names of keys cannot make the application call Keycloak each time
    for (String keyId : List.of("made-up-1", "made-up-2", "made-up-3")) {
      assertThat(call(withKeyId(keyId, token))).isEqualTo(401);
      assertThat(app.lastRefusal()).isEqualTo(Reason.KEY_UNKNOWN);
    }
    assertThat(app.calls().callsTo(jwksUri)).isEqualTo(2);
    assertThat(call(token)).isEqualTo(200);
  }

  private static String withKeyId(String keyId, String token) {
    JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(keyId).build();
    return header.toBase64URL() + token.substring(token.indexOf('.'));
  }

  private int call(String token) {
    return Curl.getWithToken(app.url("/orders"), token).statusCode();
  }
}
