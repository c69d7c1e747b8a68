package dev.latchkey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.event.Reason;
import dev.latchkey.gate.FakeRequest;
import dev.latchkey.token.Identity;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Tokens and documents as Auth0 makes them. */
class Auth0ProfileTest extends ProfileCase {

  private static final String ISSUER = "https://shop.eu.auth0.example/";
  private static final String ACCESS =
      claims(
          """
          {"iss": "https://shop.eu.auth0.example/", "sub": "auth0|5f7c8ec7c33c6c004bbafe82",
           "aud": ["https://orders.example.com", "https://shop.eu.auth0.example/userinfo"],
           "iat": IAT, "exp": EXP, "azp": "my_client_id", "scope": "openid profile",
           "permissions": ["read:orders"], "https://shop.example.com/roles": ["clerk"]}
          """);

  @BeforeEach
  void auth0Publishes() {
    publishes(
        ISSUER + ".well-known/openid-configuration",
        """
        {"issuer": "https://shop.eu.auth0.example/",
         "authorization_endpoint": "https://shop.eu.auth0.example/authorize",
         "token_endpoint": "https://shop.eu.auth0.example/oauth/token",
         "device_authorization_endpoint": "https://shop.eu.auth0.example/oauth/device/code",
         "userinfo_endpoint": "https://shop.eu.auth0.example/userinfo",
         "mfa_challenge_endpoint": "https://shop.eu.auth0.example/mfa/challenge",
         "jwks_uri": "https://shop.eu.auth0.example/.well-known/jwks.json",
         "revocation_endpoint": "https://shop.eu.auth0.example/oauth/revoke",
         "end_session_endpoint": "https://shop.eu.auth0.example/oidc/logout",
         "code_challenge_methods_supported": ["S256", "plain"],
         "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post", "private_key_jwt", "none"],
         "id_token_signing_alg_values_supported": ["HS256", "RS256", "PS256"]}
        """);
    publishes(ISSUER + ".well-known/jwks.json", jwks("alg", "RS256", "x5t", "Zm9v"));
  }

  private Latchkey bearer(String issuer, String... more) {
    List<String> settings =
        new ArrayList<>(
            List.of(
                "issuer", issuer,
                "provider-profile", "auth0",
                "audience", "https://orders.example.com"));
    settings.addAll(List.of(more));
    return latchkey(settings.toArray(new String[0]));
  }

  @Test
  @Tag("B19")
  void readsPermissionsBesideScopesFromATokenForSeveralAudiences() {
    Identity caller = accepted(bearer(ISSUER), signed(ACCESS));

    assertThat(caller.scopes()).containsExactlyInAnyOrder("openid", "profile", "read:orders");
    assertThat(caller.roles()).containsExactly("read:orders");
    assertThat(caller.kind()).isEqualTo(Identity.Kind.USER);
  }

  @Test
  void readsRolesUnderANameOfTheTenantsOwn() {
    Latchkey latchkey = bearer(ISSUER, "roles.claims", "/https:~1~1shop.example.com~1roles");

    assertThat(accepted(latchkey, signed(ACCESS)).roles()).containsExactly("clerk");
  }

  @Test
  @Tag("B25")
  void knowsApplicationsByTheirGrant() {
    String machine =
        claims(
            """
            {"iss": "https://shop.eu.auth0.example/", "sub": "my_client_id@clients",
             "aud": "https://orders.example.com", "iat": IAT, "exp": EXP,
             "scope": "read:orders", "gty": "client-credentials", "azp": "my_client_id"}
            """);
    Latchkey latchkey = bearer(ISSUER, "rules", "bearer /** subject=application");

    Identity caller = accepted(latchkey, signed(machine));

    assertThat(caller.kind()).isEqualTo(Identity.Kind.APPLICATION);
    assertThat(caller.subject()).contains("my_client_id@clients");
    stopped(
        latchkey, FakeRequest.get("/orders").bearer(signed(ACCESS)), 403, Reason.CONDITION_NOT_MET);
  }

  @Test
  @Tag("E01")
  void isMisconfiguredWithoutTheLastSlashAndSaysSo() {
    Latchkey latchkey = bearer("https://shop.eu.auth0.example");

    String detail =
        stopped(
            latchkey,
            FakeRequest.get("/orders")
                .bearer(signed(with(ACCESS, "iss", "https://shop.eu.auth0.example"))),
            503,
            Reason.PROVIDER_MISCONFIGURED);

    assertThat(detail).contains("the trailing slash matters");
    assertThat(latchkey.status().state()).isEqualTo(Status.State.MISCONFIGURED);
  }

  @Test
  void takesTheIssuerWithoutItsSlashWhereThatWasAskedFor() {
    Latchkey latchkey = bearer("https://shop.eu.auth0.example", "issuer-match", "trailing-slash");

    Identity caller = accepted(latchkey, signed(ACCESS));

    assertThat(caller.issuer()).isEqualTo("https://shop.eu.auth0.example");
    assertThat(caller.claim("iss")).contains(ISSUER);
  }

  @Test
  void saysWhyATokenMayBeOpaque() {
    assertThat(refused(bearer(ISSUER), "Zm9vYmFy-opaque", Reason.TOKEN_MALFORMED))
        .contains("ask for no audience");
  }
}
