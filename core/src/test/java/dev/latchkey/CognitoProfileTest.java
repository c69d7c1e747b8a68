package dev.latchkey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.event.Reason;
import dev.latchkey.token.Identity;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens and documents as Amazon Cognito makes them. */
class CognitoProfileTest extends ProfileCase {

  private static final String ISSUER =
      "https://cognito-idp.eu-central-1.amazonaws.example/eu-central-1_AbCdEfGhI";
  private static final String ACCESS =
      claims(
          """
          {"sub": "aaaaaaaa-bbbb", "cognito:groups": ["staff", "admins"],
           "iss": "https://cognito-idp.eu-central-1.amazonaws.example/eu-central-1_AbCdEfGhI",
           "version": 2, "client_id": "1example23456789", "origin_jti": "o1", "event_id": "e1",
           "token_use": "access", "scope": "openid orders/read", "auth_time": IAT, "exp": EXP,
           "iat": IAT, "jti": "j1", "username": "alice"}
          """);

  @BeforeEach
  void cognitoPublishes() {
    publishes(
        ISSUER + "/.well-known/openid-configuration",
        """
        {"authorization_endpoint": "https://shop.auth.eu-central-1.amazoncognito.example/oauth2/authorize",
         "end_session_endpoint": "https://shop.auth.eu-central-1.amazoncognito.example/logout",
         "id_token_signing_alg_values_supported": ["RS256"],
         "issuer": "https://cognito-idp.eu-central-1.amazonaws.example/eu-central-1_AbCdEfGhI",
         "jwks_uri": "https://cognito-idp.eu-central-1.amazonaws.example/eu-central-1_AbCdEfGhI/.well-known/jwks.json",
         "response_types_supported": ["code", "token"],
         "revocation_endpoint": "https://shop.auth.eu-central-1.amazoncognito.example/oauth2/revoke",
         "scopes_supported": ["openid", "email", "phone", "profile"], "subject_types_supported": ["public"],
         "token_endpoint": "https://shop.auth.eu-central-1.amazoncognito.example/oauth2/token",
         "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
         "userinfo_endpoint": "https://shop.auth.eu-central-1.amazoncognito.example/oauth2/userInfo"}
        """);
    publishes(ISSUER + "/.well-known/jwks.json", jwks("alg", "RS256"));
  }

  private Latchkey bearer() {
    return latchkey(
        "issuer", ISSUER, "provider-profile", "cognito", "audience", "1example23456789");
  }

  @Test
  void takesTheClientForTheAudienceAndGroupsForRoles() {
    Identity caller = accepted(bearer(), signed(ACCESS));

    assertThat(caller.audience()).containsExactly("1example23456789");
    assertThat(caller.scopes()).containsExactlyInAnyOrder("openid", "orders/read");
    assertThat(caller.groups()).containsExactlyInAnyOrder("staff", "admins");
    assertThat(caller.hasRole("admins")).isTrue();
    assertThat(caller.kind()).isEqualTo(Identity.Kind.USER);
  }

  @Test
  @Tag("B16")
  void refusesAnotherClientAndSaysWhatToWrite() {
    Latchkey latchkey = bearer();

    assertThat(
            refused(latchkey, signed(with(ACCESS, "client_id", "2example")), Reason.AUDIENCE_WRONG))
        .contains("2example", "audience=1example23456789", "ids of the app clients");
    refused(latchkey, signed(with(ACCESS, "client_id", null)), Reason.AUDIENCE_WRONG);
    refused(latchkey, signed(with(ACCESS, "client_id", 5L)), Reason.CLAIM_INVALID);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"id", "Access", "access ", "refresh", ""})
  @Tag("B22")
  void refusesWhatDoesNotSayThatItIsAnAccessToken(String use) {
    assertThat(
            refused(
                bearer(), signed(with(ACCESS, "token_use", use)), Reason.ID_TOKEN_AS_ACCESS_TOKEN))
        .contains("token_use");
  }

  @Test
  @Tag("B22")
  void refusesAnIdTokenThoughItsAudienceIsTheClient() {
    String idToken =
        claims(
            """
            {"sub": "aaaaaaaa-bbbb", "cognito:groups": ["staff"], "email_verified": true,
             "cognito:preferred_role": "arn:aws:iam::111122223333:role/my-role",
             "iss": "https://cognito-idp.eu-central-1.amazonaws.example/eu-central-1_AbCdEfGhI",
             "cognito:username": "alice", "origin_jti": "o1", "aud": "1example23456789",
             "event_id": "e1", "token_use": "id", "auth_time": IAT, "exp": EXP, "iat": IAT,
             "jti": "j2", "email": "alice@example.com"}
            """);

    refused(bearer(), signed(idToken), Reason.ID_TOKEN_AS_ACCESS_TOKEN);
  }

  @Test
  void knowsAnApplicationByItsClientIdInSub() {
    String machine = with(with(ACCESS, "sub", "1example23456789"), "username", null);

    assertThat(accepted(bearer(), signed(machine)).kind()).isEqualTo(Identity.Kind.APPLICATION);
  }

  @ParameterizedTest
  @ValueSource(strings = {"introspection", "auto", "both"})
  void doesNotStartToAskAProviderThatHasNoIntrospection(String verification) {
    for (String profile : List.of("cognito", "google", "entra", "auth0")) {
      assertThat(
              SoundSettings.refusal(
                  Latchkey.builder()
                      .settings(SoundSettings.soundWith("token.verification", verification))
                      .set("provider-profile", profile)))
          .contains("token.verification asks the provider, but provider-profile=" + profile)
          .contains("endpoint.introspection");
    }
  }
}
