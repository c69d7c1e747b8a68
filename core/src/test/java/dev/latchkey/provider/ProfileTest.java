package dev.latchkey.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ProfileTest {

  @Test
  void findsKnownProfilesByName() {
    assertThat(Profile.named("generic")).isSameAs(Profile.generic());
    assertThat(Profile.named("keycloak").rolesClaims())
        .containsExactly("/realm_access/roles", "/resource_access/{client-id}/roles");
    assertThat(Profile.named("keycloak").claimsSources())
        .containsExactly("id-token", "access-token");
  }

  @Test
  void listsTheKnownOnesWhenTheNameIsNot() {
    assertThatThrownBy(() -> Profile.named("Keycloak"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "provider-profile is \"Keycloak\"; known are generic, keycloak, okta,"
                + " entra, sap-ias, auth0, cognito, google");
  }
}
