package dev.latchkey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.event.Event;
import dev.latchkey.event.Reason;
import dev.latchkey.gate.FakeRequest;
import dev.latchkey.token.Identity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens and documents as Microsoft Entra ID makes them, for one tenant and for many. */
class EntraProfileTest extends ProfileCase {

  private static final String LOGIN = "https://login.microsoftonline.com/";
  private static final String OURS = "11111111-2222-3333-4444-555555555555";
  private static final String PARTNER = "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee";
  private static final String STRANGER = "99999999-8888-7777-6666-555555555555";
  private static final String PERSONAL = "9188040d-6c67-4c5b-b112-36a304b66dad";
  private static final String TEMPLATE = LOGIN + "{tenantid}/v2.0";
  private static final String API = "6731de76-14a6-49ae-97bc-6eba6914391e";

  private static String v2(String tenant) {
    return LOGIN + tenant + "/v2.0";
  }

  private static String v1(String tenant) {
    return "https://sts.windows.net/" + tenant + "/";
  }

  /** What is published below the issuer of a tenant, or of a word that stands for many. */
  private void entraPublishes(String configured, String issuer, String... keyMembers) {
    publishes(
        v2(configured) + "/.well-known/openid-configuration",
        """
        {"token_endpoint": "https://login.microsoftonline.com/WHO/oauth2/v2.0/token",
         "token_endpoint_auth_methods_supported": ["client_secret_post", "private_key_jwt", "client_secret_basic", "self_signed_tls_client_auth"],
         "jwks_uri": "https://login.microsoftonline.com/WHO/discovery/v2.0/keys",
         "response_modes_supported": ["query", "fragment", "form_post"],
         "subject_types_supported": ["pairwise"], "id_token_signing_alg_values_supported": ["RS256"],
         "issuer": "ISSUER", "request_uri_parameter_supported": false,
         "userinfo_endpoint": "https://graph.microsoft.com/oidc/userinfo",
         "authorization_endpoint": "https://login.microsoftonline.com/WHO/oauth2/v2.0/authorize",
         "http_logout_supported": true, "frontchannel_logout_supported": true,
         "end_session_endpoint": "https://login.microsoftonline.com/WHO/oauth2/v2.0/logout",
         "tenant_region_scope": null, "cloud_instance_name": "microsoftonline.com",
         "cloud_graph_host_name": "graph.windows.net", "msgraph_host": "graph.microsoft.com"}
        """
            .replace("WHO", configured)
            .replace("ISSUER", issuer));
    publishes(LOGIN + configured + "/discovery/v2.0/keys", jwks(keyMembers));
  }

  private Latchkey ofOneTenant(String... more) {
    entraPublishes(OURS, v2(OURS), "issuer", TEMPLATE);
    return bearer(OURS, more);
  }

  private Latchkey ofMany(String word, String tenants, String... more) {
    entraPublishes(word, TEMPLATE, "issuer", TEMPLATE);
    List<String> settings = new ArrayList<>(List.of("issuer-tenants", tenants));
    settings.addAll(List.of(more));
    return bearer(word, settings.toArray(new String[0]));
  }

  private Latchkey bearer(String configured, String... more) {
    List<String> settings =
        new ArrayList<>(
            List.of(
                "issuer",
                v2(configured),
                "provider-profile",
                "entra",
                "audience",
                API + " api://orders"));
    settings.addAll(List.of(more));
    return latchkey(settings.toArray(new String[0]));
  }

  /** A v2 access token of a user. */
  private static String access(String tenant) {
    return claims(
            """
            {"aud": "6731de76-14a6-49ae-97bc-6eba6914391e", "iss": "ISSUER", "iat": IAT, "nbf": IAT,
             "exp": EXP, "aio": "AXQAi/8I", "azp": "0c9f", "azpacr": "1", "name": "Alice",
             "groups": ["0a1b"], "oid": "690222be", "preferred_username": "alice@corp.example",
             "rh": "0.A", "roles": ["Orders.Approver"], "scp": "Orders.Read Orders.Write",
             "sub": "HKZpfaHy", "tid": "TENANT", "uti": "fqiB", "ver": "2.0"}
            """)
        .replace("ISSUER", v2(tenant))
        .replace("TENANT", tenant);
  }

  /** A v1 access token of the same user. */
  private static String accessV1(String tenant) {
    return claims(
            """
            {"aud": "api://orders", "iss": "ISSUER", "iat": IAT, "nbf": IAT, "exp": EXP, "acr": "1",
             "aio": "AXQAi", "amr": ["pwd"], "appid": "0c9f", "appidacr": "1", "family_name": "A",
             "ipaddr": "203.0.113.7", "name": "Alice", "oid": "690222be", "rh": "0.A",
             "scp": "Orders.Read", "sub": "HKZpfaHy", "tid": "TENANT", "unique_name": "alice",
             "upn": "alice@corp.example", "uti": "fqiB", "ver": "1.0"}
            """)
        .replace("ISSUER", v1(tenant))
        .replace("TENANT", tenant);
  }

  @Test
  void readsScopesRolesAndGroupsOfAV2Token() {
    Identity caller =
        accepted(ofOneTenant("rules", "bearer /** client=0c9f"), signed(access(OURS)));

    assertThat(caller.scopes()).containsExactlyInAnyOrder("Orders.Read", "Orders.Write");
    assertThat(caller.roles()).containsExactly("Orders.Approver");
    assertThat(caller.groups()).containsExactly("0a1b");
    assertThat(caller.issuer()).isEqualTo(v2(OURS));
  }

  @Test
  void knowsTheSamePersonByAV1Token() {
    Latchkey latchkey = ofOneTenant("rules", "bearer /** client=0c9f");

    Identity old = accepted(latchkey, signed(accessV1(OURS)));

    assertThat(old).isEqualTo(accepted(latchkey, signed(access(OURS))));
    assertThat(old.issuer()).isEqualTo(v2(OURS));
    assertThat(old.claim("iss")).contains(v1(OURS));
  }

  @Test
  @Tag("B25")
  void knowsApplicationsWhichHaveRolesAndNoScopes() {
    String application = with(with(access(OURS), "scp", null), "idtyp", "app");

    Identity caller = accepted(ofOneTenant(), signed(application));

    assertThat(caller.kind()).isEqualTo(Identity.Kind.APPLICATION);
    assertThat(caller.scopes()).isEmpty();
    assertThat(caller.roles()).containsExactly("Orders.Approver");
  }

  @Test
  @Tag("O03")
  void refusesTheTokenOfAnotherTenantThoughItsKeyIsTheSame() {
    Latchkey latchkey = ofOneTenant();

    refused(latchkey, signed(access(STRANGER)), Reason.ISSUER_WRONG);
    refused(latchkey, signed(accessV1(STRANGER)), Reason.ISSUER_WRONG);
    assertThat(refused(latchkey, signed(with(access(OURS), "tid", STRANGER)), Reason.ISSUER_WRONG))
        .contains(v2(OURS), "tid " + STRANGER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"common", "organizations"})
  void takesTheListedTenantsAndKnowsEachByItsOwnIssuer(String word) {
    Latchkey latchkey = ofMany(word, OURS + " " + PARTNER);

    Identity ours = accepted(latchkey, signed(access(OURS)));
    Identity partner = accepted(latchkey, signed(accessV1(PARTNER)));

    assertThat(ours.issuer()).isEqualTo(v2(OURS));
    assertThat(partner.issuer()).isEqualTo(v2(PARTNER));
    assertThat(ours.subject()).isEqualTo(partner.subject());
    assertThat(ours).isNotEqualTo(partner);
    assertThat(refused(latchkey, signed(access(STRANGER)), Reason.ISSUER_WRONG))
        .contains(STRANGER, OURS, PARTNER);
  }

  @Test
  void takesEveryTenantOnlyByAnExplicitWordAndWarns() {
    Latchkey latchkey = ofMany("organizations", "*");

    accepted(latchkey, signed(access(STRANGER)));

    assertThat(warnings()).singleElement().asString().contains("issuer-tenants=*");
  }

  @Test
  void countsPersonalAccountsAmongCommonAndNotAmongOrganizations() {
    accepted(ofMany("common", "*"), signed(access(PERSONAL)));

    refused(ofMany("organizations", "*"), signed(access(PERSONAL)), Reason.ISSUER_WRONG);
  }

  @ParameterizedTest
  @CsvSource({
    "https://login.microsoftonline.com/{tenantid}/v2.0, {tenantid}",
    "https://login.microsoftonline.com/{tenantid}/v2.0, 11111111-2222-3333-4444-555555555555",
    "https://login.microsoftonline.com/common/v2.0, common",
    "https://login.microsoftonline.com/organizations/v2.0, organizations",
    "https://login.microsoftonline.com/11111111-2222-3333-4444-555555555555/v2.0,",
    "https://login.microsoftonline.com//v2.0, ''",
    "https://login.microsoftonline.com/11111111-2222-3333-4444-555555555555/v2.0/, 11111111-2222-3333-4444-555555555555",
    "https://login.microsoftonline.com/11111111-2222-3333-4444-555555555555/v2.0//, 11111111-2222-3333-4444-555555555555",
    "https://login.microsoftonline.com/11111111-2222-3333-4444-555555555555, 11111111-2222-3333-4444-555555555555",
    "https://login.microsoftonline.com/11111111-2222-3333-4444-555555555555/v1.0, 11111111-2222-3333-4444-555555555555",
    "https://LOGIN.microsoftonline.com/11111111-2222-3333-4444-555555555555/v2.0, 11111111-2222-3333-4444-555555555555",
    "http://login.microsoftonline.com/11111111-2222-3333-4444-555555555555/v2.0, 11111111-2222-3333-4444-555555555555",
    "https://login.microsoftonline.com:443/11111111-2222-3333-4444-555555555555/v2.0, 11111111-2222-3333-4444-555555555555",
    "https://login.microsoftonline.com@evil.example/11111111-2222-3333-4444-555555555555/v2.0, 11111111-2222-3333-4444-555555555555",
    "https://login.microsoftonline.com.evil.example/11111111-2222-3333-4444-555555555555/v2.0, 11111111-2222-3333-4444-555555555555",
    "https://evil.example/https://login.microsoftonline.com/11111111-2222-3333-4444-555555555555/v2.0, 11111111-2222-3333-4444-555555555555",
    "https://login.microsoftonline.com/x/11111111-2222-3333-4444-555555555555/v2.0, 11111111-2222-3333-4444-555555555555",
    "https://login.microsoftonline.com/x/11111111-2222-3333-4444-555555555555/v2.0, x/11111111-2222-3333-4444-555555555555",
    "https://login.microsoftonline.com/11111111%2D2222-3333-4444-555555555555/v2.0, 11111111-2222-3333-4444-555555555555",
    "https://login.microsoftonline.com/11111111%2D2222-3333-4444-555555555555/v2.0, 11111111%2D2222-3333-4444-555555555555",
    "https://login.microsoftonline.com/AAAAAAAA-BBBB-CCCC-DDDD-EEEEEEEEEEEE/v2.0, AAAAAAAA-BBBB-CCCC-DDDD-EEEEEEEEEEEE",
    "https://login.microsoftonline.com/AAAAAAAA-BBBB-CCCC-DDDD-EEEEEEEEEEEE/v2.0, aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee",
    "https://sts.windows.net/11111111-2222-3333-4444-555555555555, 11111111-2222-3333-4444-555555555555",
    "https://sts.windows.net/11111111-2222-3333-4444-555555555555//, 11111111-2222-3333-4444-555555555555",
    "https://sts.windows.net/11111111-2222-3333-4444-555555555555/v2.0, 11111111-2222-3333-4444-555555555555",
    "https://login.microsoftonline.us/11111111-2222-3333-4444-555555555555/v2.0, 11111111-2222-3333-4444-555555555555"
  })
  @Tag("B12")
  @Tag("B13")
  @Tag("O04")
  void refusesNearMissesOfATenantsIssuer(String issuer, @Nullable String tenant) {
    String token = signed(with(with(access(OURS), "iss", issuer), "tid", tenant));

    refused(ofMany("organizations", OURS + " " + PARTNER), token, Reason.ISSUER_WRONG);
    refused(ofMany("common", "*"), token, Reason.ISSUER_WRONG);
    refused(ofOneTenant(), token, Reason.ISSUER_WRONG);
  }

  @Test
  @Tag("B11")
  void refusesATenantOrIssuerOfTheWrongType() {
    Latchkey latchkey = ofMany("organizations", OURS);

    refused(latchkey, signed(with(access(OURS), "tid", List.of(OURS))), Reason.ISSUER_WRONG);
    refused(latchkey, signed(with(access(OURS), "tid", 1L)), Reason.ISSUER_WRONG);
    refused(latchkey, signed(with(access(OURS), "iss", List.of(v2(OURS)))), Reason.ISSUER_WRONG);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://login.microsoftonline.com/9188040d-6c67-4c5b-b112-36a304b66dad/v2.0",
        "https://login.microsoftonline.com/common/v2.0",
        "https://login.microsoftonline.us/{tenantid}/v2.0",
        "https://evil.example/{tenantid}/v2.0",
        "{tenantid}",
        ""
      })
  @Tag("B14")
  @Tag("E20")
  void usesAKeyForTokensOfTheIssuerOnlyThatTheKeySetGivesItTo(String owner) {
    entraPublishes(OURS, v2(OURS), "issuer", owner);
    Latchkey latchkey = bearer(OURS);

    assertThat(refused(latchkey, signed(access(OURS)), Reason.ISSUER_WRONG))
        .contains("signed with a key of " + owner);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "https://login.microsoftonline.com/{tenantid}/v2.0",
        "https://login.microsoftonline.com/11111111-2222-3333-4444-555555555555/v2.0",
        "https://sts.windows.net/{tenantid}/"
      })
  void usesAKeyOfTheTenantForBothFormsOfItsTokens(@Nullable String owner) {
    entraPublishes(OURS, v2(OURS), owner == null ? new String[0] : new String[] {"issuer", owner});
    Latchkey latchkey = bearer(OURS);

    accepted(latchkey, signed(access(OURS)));
    accepted(latchkey, signed(accessV1(OURS)));
  }

  @Test
  @Tag("B14")
  void bindsIdTokensToTheKeysIssuerToo() {
    entraPublishes("common", TEMPLATE, "issuer", v2(PERSONAL));
    Latchkey latchkey =
        latchkey(
            signingIn(
                "issuer", v2("common"),
                "provider-profile", "entra",
                "issuer-tenants", "*",
                "rules", "login /**"));
    String endpoint = LOGIN + "common/oauth2/v2.0/token";

    assertThat(signedIn(latchkey, signIn(latchkey, endpoint, idToken(PERSONAL))).issuer())
        .isEqualTo(v2(PERSONAL));
    signIn(latchkey, endpoint, idToken(OURS));
    assertThat(failure().reason()).contains(Reason.ISSUER_WRONG);
  }

  private static String idToken(String tenant) {
    return claims(
            """
            {"ver": "2.0", "iss": "ISSUER", "sub": "AAAAAAAAAAAAAAAAAAAAAIkzqFVr", "aud": "shop",
             "exp": EXP, "iat": IAT, "nbf": IAT, "name": "Alice",
             "preferred_username": "alice@corp.example", "oid": "690222be", "tid": "TENANT",
             "aio": "Df2U"}
            """)
        .replace("ISSUER", v2(tenant))
        .replace("TENANT", tenant);
  }

  @Test
  @Tag("O03")
  void signsInPeopleOfTheListedTenantsOnly() {
    entraPublishes("organizations", TEMPLATE, "issuer", TEMPLATE);
    Latchkey latchkey =
        latchkey(
            signingIn(
                "issuer",
                v2("organizations"),
                "provider-profile",
                "entra",
                "issuer-tenants",
                OURS,
                "rules",
                "login /**"));
    String endpoint = LOGIN + "organizations/oauth2/v2.0/token";

    assertThat(signedIn(latchkey, signIn(latchkey, endpoint, idToken(OURS))).issuer())
        .isEqualTo(v2(OURS));
    signIn(latchkey, endpoint, idToken(PARTNER));
    assertThat(failure().reason()).contains(Reason.ISSUER_WRONG);
    signIn(latchkey, endpoint, with(idToken(OURS), "iss", TEMPLATE));
    assertThat(failure().reason()).contains(Reason.ISSUER_WRONG);
    signIn(latchkey, endpoint, idToken(OURS), "&iss=" + v2(PARTNER).replace(":", "%3A"));
    assertThat(failure().reason()).contains(Reason.CALLBACK_ISSUER_WRONG);
    signIn(latchkey, endpoint, idToken(OURS), "&iss=" + TEMPLATE.replace("{", "%7B"));
    assertThat(failure().reason()).contains(Reason.CALLBACK_ISSUER_WRONG);
  }

  @Test
  @Tag("E01")
  void isMisconfiguredWhereDiscoveryNamesAnotherIssuerThanTheOneConfigured() {
    entraPublishes("organizations", v2(OURS));
    entraPublishes(OURS, TEMPLATE);
    FakeRequest request = FakeRequest.get("/orders").bearer(signed(access(OURS)));

    stopped(
        bearer("organizations", "issuer-tenants", OURS),
        request,
        503,
        Reason.PROVIDER_MISCONFIGURED);
    stopped(bearer(OURS), request, 503, Reason.PROVIDER_MISCONFIGURED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"_claim_names", "hasgroups"})
  void doesNotTakeGroupsThatWereLeftOutForNone(String mark) {
    Object value = mark.equals("hasgroups") ? true : Map.of("groups", "src1");
    String token = signed(with(with(access(OURS), "groups", null), mark, value));

    Latchkey latchkey = ofOneTenant("rules", "bearer /orders group=0a1b\nbearer /**");

    assertThat(accepted(latchkey, FakeRequest.get("/other").bearer(token)).groupsLeftOut())
        .isTrue();
    accepted(latchkey, FakeRequest.get("/other").bearer(token));
    assertThat(events)
        .filteredOn(event -> event.kind() == Event.Kind.WARNING)
        .singleElement()
        .extracting(Event::detail)
        .asString()
        .contains("too many");
    assertThat(
            stopped(latchkey, FakeRequest.get("/orders").bearer(token), 403, Reason.GROUP_MISSING))
        .contains("group=0a1b", "does not list the caller's groups");
  }

  @Test
  void saysNothingOfGroupsWhereATokenListsThem() {
    Latchkey latchkey = ofOneTenant("rules", "bearer /orders group=elsewhere\nbearer /**");

    assertThat(
            accepted(latchkey, FakeRequest.get("/x").bearer(signed(access(OURS)))).groupsLeftOut())
        .isFalse();
    assertThat(
            stopped(
                latchkey,
                FakeRequest.get("/orders").bearer(signed(access(OURS))),
                403,
                Reason.GROUP_MISSING))
        .doesNotContain("too many");
    assertThat(warnings()).isEmpty();
  }
}
