package dev.latchkey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.event.Reason;
import dev.latchkey.gate.FakeRequest;
import dev.latchkey.testing.TestKeys;
import dev.latchkey.token.Identity;
import dev.latchkey.token.TokenMaker;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tokens and documents as Okta makes them, of custom authorization servers and of the org's own.
 */
class OktaProfileTest extends ProfileCase {

  private static final String ORG = "https://shop.okta.example";

  private Latchkey at(String issuer, String... more) {
    String base = issuer.equals(ORG) ? ORG + "/oauth2" : issuer;
    publishes(
        issuer + "/.well-known/openid-configuration",
        """
        {"issuer": "%s", "authorization_endpoint": "%s/v1/authorize", "token_endpoint": "%s/v1/token",
         "userinfo_endpoint": "%s/v1/userinfo", "registration_endpoint": "%s/v1/clients",
         "jwks_uri": "%s/v1/keys", "response_types_supported": ["code", "id_token"],
         "response_modes_supported": ["query", "fragment", "form_post", "okta_post_message"],
         "scopes_supported": ["openid", "profile", "email", "address", "phone", "offline_access", "groups"],
         "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post", "client_secret_jwt", "private_key_jwt", "none"],
         "code_challenge_methods_supported": ["S256"], "introspection_endpoint": "%s/v1/introspect",
         "revocation_endpoint": "%s/v1/revoke", "end_session_endpoint": "%s/v1/logout",
         "request_parameter_supported": true, "request_object_signing_alg_values_supported": ["HS256", "RS256"]}
        """
            .formatted(issuer, base, base, base, base, base, base, base, base));
    publishes(base + "/v1/keys", jwks("alg", "RS256"));
    List<String> settings =
        new java.util.ArrayList<>(
            List.of("issuer", issuer, "provider-profile", "okta", "audience", "api://default"));
    settings.addAll(List.of(more));
    return latchkey(settings.toArray(new String[0]));
  }

  private static String access(String issuer) {
    return claims(
        """
        {"ver": 1, "jti": "AT.5yXv", "iss": "%s", "aud": "api://default", "iat": IAT, "exp": EXP,
         "cid": "0oa1shop", "uid": "00u1alice", "scp": ["openid", "orders:read"], "auth_time": IAT,
         "sub": "alice@example.com", "groups": ["Everyone", "Staff"]}
        """
            .formatted(issuer));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/oauth2/default", "/oauth2/aus1a2b3c4"})
  void readsScopesAsAnArrayAndTheClientFromCid(String server) {
    String issuer = ORG + server;
    Latchkey latchkey =
        at(issuer, "rules", "bearer /** scope=orders:read group=Staff client=0oa1shop");

    Identity caller = accepted(latchkey, signed(access(issuer)));

    assertThat(caller.scopes()).containsExactlyInAnyOrder("openid", "orders:read");
    assertThat(caller.groups()).containsExactlyInAnyOrder("Everyone", "Staff");
    assertThat(caller.kind()).isEqualTo(Identity.Kind.USER);
    assertThat(warnings()).isEmpty();
  }

  @Test
  @Tag("B25")
  void knowsAnApplicationByItsClientIdInSub() {
    String issuer = ORG + "/oauth2/default";
    String service = with(with(access(issuer), "sub", "0oa1shop"), "uid", null);

    assertThat(accepted(at(issuer), signed(service)).kind()).isEqualTo(Identity.Kind.APPLICATION);
  }

  @Test
  void refusesAnotherClient() {
    String issuer = ORG + "/oauth2/default";

    stopped(
        at(issuer, "rules", "bearer /** client=0oa1shop"),
        FakeRequest.get("/orders").bearer(signed(with(access(issuer), "cid", "0oa2else"))),
        403,
        Reason.CONDITION_NOT_MET);
  }

  @Test
  @Tag("B14")
  void keepsItsAuthorizationServersApart() {
    Latchkey latchkey = at(ORG + "/oauth2/default");

    refused(latchkey, signed(access(ORG + "/oauth2/aus1a2b3c4")), Reason.ISSUER_WRONG);
    refused(latchkey, signed(access(ORG)), Reason.ISSUER_WRONG);
  }

  @ParameterizedTest
  @ValueSource(strings = {"jwt", "introspection"})
  void saysAtTheStartThatTheOrgServersTokensCannotBeVerifiedHere(String verification) {
    at(
        ORG,
        "client-id",
        "api",
        "client-secret",
        "secret-of-the-api",
        "rules",
        "bearer /**",
        "token.verification",
        verification);

    if (verification.equals("jwt")) {
      assertThat(warnings())
          .singleElement()
          .asString()
          .contains("org authorization server", "/oauth2/default", "token.verification");
    } else {
      assertThat(warnings()).isEmpty();
    }
  }

  @Test
  void saysWithTheRefusalThatATokenIsTheOrgServers() {
    Latchkey latchkey = at(ORG);
    String claims = with(access(ORG), "aud", ORG);
    String header = "{\"kid\":\"%s\",\"alg\":\"RS256\",\"typ\":\"%s\"}";

    String internal = header.formatted("r1", "application/okta-internal-at+jwt");
    assertThat(refused(latchkey, TokenMaker.raw(internal, claims, TestKeys.RSA), Reason.TYPE_WRONG))
        .contains("org authorization server", "ask a custom authorization server");
    String unpublished = header.formatted("r9", "JWT");
    assertThat(
            refused(
                latchkey,
                TokenMaker.raw(unpublished, claims, TestKeys.RSA_TWO),
                Reason.KEY_UNKNOWN))
        .contains("org authorization server");
  }
}
