package dev.latchkey.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jwt.JWTClaimsSet;
import java.text.ParseException;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/** What the stories rely on: the realm is as they think it is. */
class KeycloakServerIT {

  private final KeycloakServer keycloak = KeycloakServer.shared();

  @Test
  void publishesTheIssuerUnderWhichItIsReached() {
    var metadata = keycloak.document(keycloak.discoveryDocument());

    assertThat(metadata).containsEntry("issuer", keycloak.issuer());
    assertThat(keycloak.issuer())
        .isEqualTo("http://localhost:" + keycloak.base().getPort() + "/realms/shop");
  }

  @Test
  void givesAServiceTheScopeItAsksForAndTheAudience() throws ParseException {
    JWTClaimsSet token = claims("orders-client", "orders:read");

    assertThat(token.getIssuer()).isEqualTo(keycloak.issuer());
    assertThat(token.getAudience()).contains("orders-api");
    assertThat(token.getStringClaim("scope").split(" ")).containsExactly("orders:read");
    assertThat(token.getSubject()).isNotBlank();
    assertThat(token.getStringClaim("azp")).isEqualTo("orders-client");
    assertThat(token.getJSONObjectClaim("realm_access").get("roles"))
        .asInstanceOf(InstanceOfAssertFactories.list(String.class))
        .contains("default-roles-shop");
  }

  @Test
  void givesAServiceNoScopeItDoesNotAskFor() throws ParseException {
    assertThat(claims("orders-client").getStringClaim("scope")).doesNotContain("orders:");
  }

  @Test
  void givesAnotherServiceNeitherAudienceNorScope() throws ParseException {
    assertThat(claims("other-client").getAudience()).doesNotContain("orders-api");
    assertThatThrownBy(() -> claims("other-client", "orders:read"))
        .hasMessageContaining("invalid_scope");
  }

  private JWTClaimsSet claims(String clientId, String... scopes) {
    return Json.claims(keycloak.clientCredentialsToken(clientId, scopes));
  }
}
