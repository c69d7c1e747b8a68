package dev.latchkey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.event.Reason;
import dev.latchkey.gate.Decision;
import dev.latchkey.gate.FakeRequest;
import dev.latchkey.http.HttpCall;
import dev.latchkey.json.Json;
import dev.latchkey.token.Identity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens and documents as SAP Cloud Identity Services makes them. */
class SapProfileTest extends ProfileCase {

  private static final String HOST = "shop.accounts.ondemand.example";
  private static final String ISSUER = "https://" + HOST;
  private static final String CUSTOM = "https://login.shop.example";
  private static final String ACCESS =
      claims(
          """
          {"sub": "P000001", "aud": ["orders-api"], "iss": "https://shop.accounts.ondemand.example",
           "app_tid": "5f0e1a2b", "azp": "0c3f", "ias_apis": ["orders-read"], "groups": ["staff"],
           "scim_id": "e1d2", "user_uuid": "e1d2", "sap_id_type": "user", "sid": "S-SP-1",
           "given_name": "Alice", "family_name": "A", "email": "alice@example.com", "iat": IAT,
           "exp": EXP, "jti": "j1"}
          """);

  @BeforeEach
  void sapPublishes() {
    publishes(
        ISSUER + "/.well-known/openid-configuration",
        """
        {"issuer": "https://shop.accounts.ondemand.example",
         "authorization_endpoint": "https://shop.accounts.ondemand.example/oauth2/authorize",
         "token_endpoint": "https://shop.accounts.ondemand.example/oauth2/token",
         "end_session_endpoint": "https://shop.accounts.ondemand.example/oauth2/logout",
         "jwks_uri": "https://shop.accounts.ondemand.example/oauth2/certs",
         "userinfo_endpoint": "https://shop.accounts.ondemand.example/oauth2/userinfo",
         "introspection_endpoint": "https://shop.accounts.ondemand.example/oauth2/introspect",
         "revocation_endpoint": "https://shop.accounts.ondemand.example/oauth2/revoke",
         "response_types_supported": ["token", "code", "id_token"],
         "token_endpoint_auth_methods_supported": ["tls_client_auth_subject_dn", "client_secret_basic"],
         "code_challenge_methods_supported": ["plain", "S256"],
         "id_token_signing_alg_values_supported": ["RS256"],
         "tls_client_certificate_bound_access_tokens": true}
        """);
    publishes(ISSUER + "/oauth2/certs", jwks("alg", "RS256"));
  }

  private Latchkey bearer(String... more) {
    List<String> settings =
        new ArrayList<>(
            List.of("issuer", ISSUER, "provider-profile", "sap-ias", "audience", "orders-api"));
    settings.addAll(List.of(more));
    return latchkey(settings.toArray(new String[0]));
  }

  @Test
  void readsGroupsAndTheApisOfTheCaller() {
    Latchkey latchkey =
        bearer("rules", "bearer /** scope=orders-read claim:/app_tid=5f0e1a2b client=0c3f");

    Identity caller = accepted(latchkey, signed(ACCESS));

    assertThat(caller.groups()).containsExactly("staff");
    assertThat(caller.kind()).isEqualTo(Identity.Kind.USER);
  }

  @Test
  @Tag("B25")
  void knowsApplicationsByTheTypeOfTheirId() {
    String application = with(with(ACCESS, "sap_id_type", "app"), "sub", "0c3f");

    assertThat(accepted(bearer(), signed(application)).kind()).isEqualTo(Identity.Kind.APPLICATION);
  }

  @ParameterizedTest
  @ValueSource(strings = {ISSUER, HOST})
  void knowsOnePersonWithAndWithoutTheScheme(String written) {
    Latchkey latchkey = bearer();

    Identity caller = accepted(latchkey, signed(with(ACCESS, "iss", written)));

    assertThat(caller.issuer()).isEqualTo(ISSUER);
    assertThat(caller).isEqualTo(accepted(latchkey, signed(ACCESS)));
  }

  @ParameterizedTest
  @ValueSource(strings = {ISSUER, HOST})
  @Tag("B35")
  void forwardsTheOneSpellingSoThatOnePersonIsNotTwoToWhoeverReadsIt(String written) {
    Latchkey latchkey = bearer("forward.X-Issuer", "/iss");
    FakeRequest request = FakeRequest.get("/orders").bearer(signed(with(ACCESS, "iss", written)));

    Decision.Proceed decision = (Decision.Proceed) latchkey.decide(request);

    assertThat(decision.requestHeaders().value("X-Issuer")).contains(ISSUER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "shop.accounts.ondemand.example/",
        "https://shop.accounts.ondemand.example/",
        "https://shop.accounts.ondemand.example//",
        "http://shop.accounts.ondemand.example",
        "//shop.accounts.ondemand.example",
        "Shop.accounts.ondemand.example",
        "other.accounts.ondemand.example",
        "https://evil.example/shop.accounts.ondemand.example",
        "shop.accounts.ondemand.example.evil.example",
        "https://user@shop.accounts.ondemand.example",
        "shop.accounts.ondemand.example@evil.example",
        "shop.accounts.ondemand.example:443",
        "https%3A%2F%2Fshop.accounts.ondemand.example",
        "accounts.ondemand.example",
        "evil-shop.accounts.ondemand.example",
        "https://https://shop.accounts.ondemand.example"
      })
  @Tag("B12")
  @Tag("B13")
  @Tag("B15")
  void refusesNearMissesAndAsksNobodyAboutThem(String written) {
    Latchkey latchkey = bearer();
    accepted(latchkey, signed(ACCESS));
    int calls = transport.calls.size();

    refused(latchkey, signed(with(ACCESS, "iss", written)), Reason.ISSUER_WRONG);
    refused(latchkey, signed(with(ACCESS, "ias_iss", written)), Reason.ISSUER_WRONG);

    assertThat(transport.calls).hasSize(calls);
  }

  @Test
  void takesACustomDomainThatTheSettingsNameAndKnowsTheTenantByItsOwnIssuer() {
    Latchkey latchkey = bearer("issuer-aliases", CUSTOM);

    Identity caller =
        accepted(latchkey, signed(with(with(ACCESS, "iss", CUSTOM), "ias_iss", ISSUER)));

    assertThat(caller.issuer()).isEqualTo(ISSUER);
    assertThat(caller).isEqualTo(accepted(latchkey, signed(ACCESS)));
  }

  @ParameterizedTest
  @CsvSource({
    "https://login.shop.example, https://evil.example",
    "https://evil.example, https://shop.accounts.ondemand.example",
    "https://login.shop.example, https://other.accounts.ondemand.example",
    "https://login.shop.example/, https://shop.accounts.ondemand.example",
    "https://login.shop.example.evil.example, https://shop.accounts.ondemand.example",
    "https://login.shop.example, ''",
  })
  @Tag("B12")
  @Tag("B15")
  void comparesBothNamesOfATokenWithTheSettings(String issuer, @Nullable String iasIssuer) {
    String token = signed(with(with(ACCESS, "iss", issuer), "ias_iss", iasIssuer));

    refused(bearer("issuer-aliases", CUSTOM), token, Reason.ISSUER_WRONG);
  }

  @Test
  @Tag("B11")
  void refusesASecondNameThatIsNoText() {
    refused(bearer(), signed(with(ACCESS, "ias_iss", List.of(ISSUER))), Reason.ISSUER_WRONG);
    refused(bearer(), signed(with(ACCESS, "ias_iss", false)), Reason.ISSUER_WRONG);
    String nothing = ACCESS.replace("{\"sub\"", "{\"ias_iss\": null, \"sub\"");
    refused(bearer(), signed(nothing), Reason.ISSUER_WRONG);
  }

  @Test
  void saysWhatToDoAboutACustomDomain() {
    String token = signed(with(with(ACCESS, "iss", CUSTOM), "ias_iss", ISSUER));

    assertThat(refused(bearer(), token, Reason.ISSUER_WRONG))
        .contains(CUSTOM + " (ias_iss " + ISSUER + ")", "list it in issuer-aliases");
  }

  @Test
  void sendsItsClientAndWhatTheSettingsSayWithRequestsForKeys() {
    Latchkey latchkey =
        bearer(
            "client-id", "0c3f",
            "rules", "bearer /**",
            "jwks.headers", "x-app_tid=5f0e1a2b x-azp=0c3f");

    accepted(latchkey, signed(ACCESS));

    List<HttpCall> forKeys =
        transport.calls.stream().filter(call -> call.uri().getPath().endsWith("/certs")).toList();
    assertThat(forKeys)
        .isNotEmpty()
        .allSatisfy(
            call ->
                assertThat(call.headers())
                    .containsEntry("x-client_id", "0c3f")
                    .containsEntry("x-app_tid", "5f0e1a2b")
                    .containsEntry("x-azp", "0c3f"));
  }

  @Test
  void sendsTheSettingsClientIdWhereTheyNameOne() {
    Latchkey latchkey =
        bearer("client-id", "0c3f", "rules", "bearer /**", "jwks.headers", "X-Client_Id=other");

    accepted(latchkey, signed(ACCESS));

    assertThat(transport.calls)
        .filteredOn(call -> call.uri().getPath().endsWith("/certs"))
        .allSatisfy(call -> assertThat(call.headers()).containsEntry("x-client_id", "other"));
  }

  @Test
  void asksAboutRefreshedTokensWhichAreOpaque() {
    publishes(
        ISSUER + "/oauth2/introspect",
        Json.write(Map.of("active", true, "sub", "P000001", "aud", "orders-api", "iss", HOST)));
    Latchkey latchkey =
        bearer(
            "client-id", "0c3f",
            "client-secret", "secret-of-the-api",
            "rules", "bearer /**",
            "token.verification", "auto");

    assertThat(accepted(latchkey, "1f2e3d-opaque")).isEqualTo(accepted(latchkey, signed(ACCESS)));
  }

  @Test
  void saysWhatToSetWhereOpaqueTokensAreNotAskedAbout() {
    assertThat(refused(bearer(), "1f2e3d-opaque", Reason.TOKEN_MALFORMED))
        .contains("token.verification=auto");
  }

  @Test
  void signsInUnderTheCustomDomain() {
    Latchkey latchkey =
        latchkey(
            signingIn(
                "issuer",
                ISSUER,
                "provider-profile",
                "sap-ias",
                "issuer-aliases",
                CUSTOM,
                "rules",
                "login /**"));
    String idToken =
        with(
            with(with(with(ACCESS, "aud", "shop"), "azp", "shop"), "iss", CUSTOM),
            "ias_iss",
            ISSUER);
    String endpoint = ISSUER + "/oauth2/token";

    assertThat(signedIn(latchkey, signIn(latchkey, endpoint, idToken)).issuer()).isEqualTo(ISSUER);
    signIn(latchkey, endpoint, with(idToken, "iss", "https://evil.example"));
    assertThat(failure().reason()).contains(Reason.ISSUER_WRONG);
  }
}
