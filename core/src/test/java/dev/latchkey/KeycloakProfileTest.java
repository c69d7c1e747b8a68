package dev.latchkey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.event.Reason;
import dev.latchkey.token.Identity;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens and documents as Keycloak makes them. */
class KeycloakProfileTest extends ProfileCase {

  private static final String ISSUER = "https://id.example.com/realms/shop";
  private static final String DISCOVERY =
      """
      {"issuer": "https://id.example.com/realms/shop",
       "authorization_endpoint": "https://id.example.com/realms/shop/protocol/openid-connect/auth",
       "token_endpoint": "https://id.example.com/realms/shop/protocol/openid-connect/token",
       "introspection_endpoint": "https://id.example.com/realms/shop/protocol/openid-connect/token/introspect",
       "userinfo_endpoint": "https://id.example.com/realms/shop/protocol/openid-connect/userinfo",
       "end_session_endpoint": "https://id.example.com/realms/shop/protocol/openid-connect/logout",
       "frontchannel_logout_supported": true,
       "jwks_uri": "https://id.example.com/realms/shop/protocol/openid-connect/certs",
       "grant_types_supported": ["authorization_code", "refresh_token"],
       "id_token_signing_alg_values_supported": ["PS384", "RS256", "EdDSA", "ES256"],
       "token_endpoint_auth_methods_supported": ["private_key_jwt", "client_secret_basic", "client_secret_post"],
       "code_challenge_methods_supported": ["plain", "S256"],
       "mtls_endpoint_aliases": {"token_endpoint": "https://id.example.com/realms/shop/protocol/openid-connect/token"},
       "authorization_response_iss_parameter_supported": true}
      """;
  private static final String ACCESS =
      claims(
          """
          {"exp": EXP, "iat": IAT, "jti": "onrtac:6f1c", "iss": "https://id.example.com/realms/shop",
           "aud": ["orders-api", "account"], "sub": "1f0c", "typ": "Bearer", "azp": "shop",
           "sid": "a1", "acr": "1", "allowed-origins": ["https://shop.example.com"],
           "realm_access": {"roles": ["offline_access", "clerk"]},
           "resource_access": {"shop": {"roles": ["packer"]}, "account": {"roles": ["manage-account"]}},
           "scope": "openid orders:read", "email_verified": true, "groups": ["/staff"],
           "preferred_username": "alice"}
          """);

  @BeforeEach
  void keycloakPublishes() {
    publishes(ISSUER + "/.well-known/openid-configuration", DISCOVERY);
    publishes(ISSUER + "/protocol/openid-connect/certs", jwks("alg", "RS256", "x5t", "Zm9v"));
  }

  private Latchkey bearer(String... more) {
    List<String> settings =
        new java.util.ArrayList<>(
            List.of("issuer", ISSUER, "provider-profile", "keycloak", "audience", "orders-api"));
    settings.addAll(List.of(more));
    return latchkey(settings.toArray(new String[0]));
  }

  @Test
  void readsRolesOfTheRealmAndThoseOfItsOwnClientOnly() {
    Identity caller = accepted(bearer("client-id", "shop", "rules", "bearer /**"), signed(ACCESS));

    assertThat(caller.roles()).containsExactlyInAnyOrder("offline_access", "clerk", "packer");
    assertThat(caller.scopes()).containsExactlyInAnyOrder("openid", "orders:read");
    assertThat(caller.groups()).containsExactly("/staff");
    assertThat(caller.getName()).isEqualTo("alice");
  }

  @Test
  void leavesRolesOfClientsAloneWhereItKnowsOfNoClient() {
    assertThat(accepted(bearer(), signed(ACCESS)).roles())
        .containsExactlyInAnyOrder("offline_access", "clerk");
  }

  @Test
  void findsTheRolesOfAClientWhoseNameHasASlash() {
    String token =
        signed(
            with(ACCESS, "resource_access", Map.of("a/b~c", Map.of("roles", List.of("packer")))));

    assertThat(
            accepted(
                    bearer(
                        "client-id",
                        "a/b~c",
                        "rules",
                        "bearer /**",
                        "roles.claims",
                        "/resource_access/{client-id}/roles"),
                    token)
                .roles())
        .containsExactly("packer");
  }

  @Test
  @Tag("B16")
  void saysBothAudiencesAndTheMapperThatIsMissing() {
    Latchkey latchkey = bearer();

    assertThat(refused(latchkey, signed(with(ACCESS, "aud", "account")), Reason.AUDIENCE_WRONG))
        .contains("[account]", "audience=orders-api")
        .contains("an audience mapper for orders-api", "account console");
    assertThat(refused(latchkey, signed(with(ACCESS, "aud", null)), Reason.AUDIENCE_WRONG))
        .contains("no /aud", "audience=orders-api", "an audience mapper for orders-api");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ID", "Refresh", "Offline", "Logout", "bearer", "Serialized-ID", ""})
  @Tag("B22")
  void takesTokensOfTheKindOfAccessTokensOnly(String typ) {
    refused(bearer(), signed(with(ACCESS, "typ", typ)), Reason.ID_TOKEN_AS_ACCESS_TOKEN);
  }

  @Test
  void takesATokenThatSaysNothingOfItsKind() {
    assertThat(accepted(bearer(), signed(with(ACCESS, "typ", null))).subject()).contains("1f0c");
  }

  @Test
  void signsInWithRolesFromNeitherTokenWhenTheAccessTokenIsOpaque() {
    Latchkey latchkey =
        latchkey(signingIn("issuer", ISSUER, "provider-profile", "keycloak", "rules", "login /**"));
    String idToken =
        claims(
            """
            {"exp": EXP, "iat": IAT, "auth_time": IAT, "jti": "5a",
             "iss": "https://id.example.com/realms/shop", "aud": "shop", "sub": "1f0c", "typ": "ID",
             "azp": "shop", "sid": "a1", "acr": "1", "preferred_username": "alice"}
            """);

    String endpoint = ISSUER + "/protocol/openid-connect/token";
    Identity caller =
        signedIn(
            latchkey,
            signIn(
                latchkey,
                endpoint,
                idToken,
                "&iss=https%3A%2F%2Fid.example.com%2Frealms%2Fshop&session_state=a1"));

    assertThat(caller.subject()).contains("1f0c");
    assertThat(caller.roles()).isEmpty();
    signIn(latchkey, endpoint, idToken, "&iss=https%3A%2F%2Fid.example.com%2Frealms%2Fother");
    assertThat(failure().reason()).contains(Reason.CALLBACK_ISSUER_WRONG);
    signIn(latchkey, endpoint, idToken);
    assertThat(failure().reason()).contains(Reason.CALLBACK_ISSUER_WRONG);
  }
}
