package dev.latchkey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.event.Reason;
import dev.latchkey.gate.FakeRequest;
import dev.latchkey.token.Identity;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What settings may say of the names of an issuer, and what follows from it. */
class IssuerSettingsTest extends ProfileCase {

  private static final String ISSUER = "https://id.example.com/realms/shop";
  private static final String ENTRA = "https://login.microsoftonline.com/";
  private static final String TENANT = "11111111-2222-3333-4444-555555555555";
  private static final String ACCESS =
      claims(
          """
          {"iss": "https://id.example.com/realms/shop", "aud": "orders-api", "sub": "ada",
           "iat": IAT, "exp": EXP}
          """);

  private Latchkey publishing(String published, String... settings) {
    publishes(
        ISSUER + "/.well-known/openid-configuration",
        """
        {"issuer": "%s", "jwks_uri": "https://id.example.com/keys"}
        """
            .formatted(published));
    publishes("https://id.example.com/keys", jwks());
    String[] all = java.util.Arrays.copyOf(settings, settings.length + 2);
    all[settings.length] = "audience";
    all[settings.length + 1] = "orders-api";
    return latchkey(all);
  }

  @ParameterizedTest
  @CsvSource({
    "https://id.example.com/realms/shop, https://id.example.com/realms/shop",
    "https://id.example.com/realms/shop, https://id.example.com/realms/shop/",
    "https://id.example.com/realms/shop/, https://id.example.com/realms/shop",
    "https://id.example.com/realms/shop/, https://id.example.com/realms/shop/"
  })
  void knowsOnePersonWithAndWithoutTheLastSlashWhereThatWasAskedFor(
      String configured, String published) {
    Latchkey latchkey =
        publishing(published, "issuer", configured, "issuer-match", "trailing-slash");

    Identity without = accepted(latchkey, signed(ACCESS));
    Identity with = accepted(latchkey, signed(with(ACCESS, "iss", ISSUER + "/")));

    assertThat(with).isEqualTo(without);
    assertThat(with.issuer()).isEqualTo(configured);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://id.example.com/realms/shop//",
        "https://id.example.com/realms/shop/x",
        "https://id.example.com/realms/sho",
        "https://id.example.com/realms/shop/.",
        "https://id.example.com/realms/shop%2F",
        "https://id.example.com/realms//shop",
        "https://id.example.com/realms/SHOP",
        "https://ID.example.com/realms/shop",
        "https://id.example.com:443/realms/shop",
        "http://id.example.com/realms/shop",
        "id.example.com/realms/shop",
        "https://id.example.com@evil.example/realms/shop",
        "https://ada@id.example.com/realms/shop",
        "https://id.example.com.evil.example/realms/shop",
        "https://evil.example/?https://id.example.com/realms/shop",
        "https://id.example.com/realms/shop ",
        " https://id.example.com/realms/shop",
        "https://id.example.com/realms/shop?x",
        "https://id.example.com/realms/shop#x",
        "https://id.ex\u0430mple.com/realms/shop"
      })
  @Tag("B12")
  @Tag("B13")
  void refusesNearMissesWhateverRelaxationWasAskedFor(String written) {
    String token = signed(with(ACCESS, "iss", written));

    refused(publishing(ISSUER, "issuer", ISSUER), token, Reason.ISSUER_WRONG);
    refused(
        publishing(ISSUER, "issuer", ISSUER, "issuer-match", "trailing-slash"),
        token,
        Reason.ISSUER_WRONG);
    refused(
        publishing(ISSUER, "issuer", ISSUER, "issuer-aliases", "https://other.example.com"),
        token,
        Reason.ISSUER_WRONG);
  }

  @Test
  @Tag("B12")
  void theSlashMattersUnlessToldOtherwise() {
    refused(
        publishing(ISSUER, "issuer", ISSUER),
        signed(with(ACCESS, "iss", ISSUER + "/")),
        Reason.ISSUER_WRONG);
  }

  @ParameterizedTest
  @CsvSource({
    "https://id.example.com/realms/shop/, exact",
    "https://id.example.com/realms/shop//, trailing-slash",
    "https://id.example.com/realms/Shop, trailing-slash",
    "https://id.example.com, trailing-slash"
  })
  @Tag("E01")
  void calls503AMisconfigurationWhereDiscoveryNamesAnother(String published, String match) {
    Latchkey latchkey = publishing(published, "issuer", ISSUER, "issuer-match", match);

    assertThat(
            stopped(
                latchkey,
                FakeRequest.get("/orders").bearer(signed(ACCESS)),
                503,
                Reason.PROVIDER_MISCONFIGURED))
        .contains(published, ISSUER, "configure it exactly as published");
    assertThat(latchkey.status().state()).isEqualTo(Status.State.MISCONFIGURED);
  }

  @Test
  void knowsAnAliasAsTheConfiguredIssuer() {
    String other = "https://sso.example.com/realms/shop";
    Latchkey latchkey = publishing(other, "issuer", ISSUER, "issuer-aliases", other);

    Identity caller = accepted(latchkey, signed(with(ACCESS, "iss", other)));

    assertThat(caller).isEqualTo(accepted(latchkey, signed(ACCESS)));
    assertThat(caller.issuer()).isEqualTo(ISSUER);
    refused(latchkey, signed(with(ACCESS, "iss", other + "/")), Reason.ISSUER_WRONG);
  }

  @Test
  @Tag("E20")
  void takesAKeyThatNamesAnIssuerForThatIssuerOnlyWithAnyProvider() {
    publishes("https://id.example.com/keys", jwks("issuer", "https://other.example.com"));
    String[] fixed = {"jwks-uri", "https://id.example.com/keys", "audience", "orders-api"};
    String[] named = java.util.Arrays.copyOf(fixed, 6);
    named[4] = "issuer";
    named[5] = ISSUER;
    String[] any = named.clone();
    any[5] = "*";

    refused(latchkey(named), signed(ACCESS), Reason.ISSUER_WRONG);
    refused(latchkey(any), signed(ACCESS), Reason.ISSUER_WRONG);
    Identity other =
        accepted(latchkey(any), signed(with(ACCESS, "iss", "https://other.example.com")));
    assertThat(other.issuer()).isEqualTo("https://other.example.com");
  }

  private static String refusal(String issuer, String profile, String... more) {
    Map<String, String> settings = SoundSettings.soundWith("issuer", issuer);
    settings.put("provider-profile", profile);
    for (int i = 0; i < more.length; i += 2) {
      settings.put(more[i], more[i + 1]);
    }
    return SoundSettings.refusal(settings);
  }

  @Test
  void needsToKnowWhoseTokensAreTakenWhereAnIssuerStandsForMany() {
    assertThat(refusal(ENTRA + "common/v2.0", "entra"))
        .contains("issuer is https://login.microsoftonline.com/common/v2.0, which stands for many")
        .contains("issuer-tenants does not say whom to accept; list their ids, or write *");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "contoso.onmicrosoft.com",
        "AAAAAAAA-BBBB-CCCC-DDDD-EEEEEEEEEEEE",
        "11111111-2222-3333-4444-55555555555",
        "11111111-2222-3333-4444-5555555555555",
        "11111111-2222-3333-4444-55555555555g",
        "111111112222-3333-4444-5555-55555555",
        "{tenantid}",
        "* 11111111-2222-3333-4444-555555555555"
      })
  @Tag("O04")
  void takesIdsOfTenantsOnly(String tenants) {
    assertThat(refusal(ENTRA + "organizations/v2.0", "entra", "issuer-tenants", tenants))
        .contains("issuer-tenants names \"" + tenants.split(" ")[0] + "\"; write ids of tenants");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"consumers", "contoso.onmicrosoft.com", "AAAAAAAA-BBBB-CCCC-DDDD-EEEEEEEEEEEE"})
  void takesATenantByItsIdOnly(String tenant) {
    assertThat(refusal(ENTRA + tenant + "/v2.0", "entra"))
        .contains("but tokens name the tenant by its id", "[common, organizations]");
  }

  @Test
  void refusesSettingsThatAddNothing() {
    String one = ENTRA + TENANT + "/v2.0";
    assertThat(refusal(one, "entra", "issuer-tenants", TENANT))
        .contains("issuer is " + one + ", which is one tenant's; remove issuer-tenants");
    assertThat(refusal(one, "entra", "issuer-match", "trailing-slash"))
        .contains("of which all names are known; remove issuer-match and issuer-aliases");
    assertThat(refusal(one, "entra", "issuer-aliases", "https://sso.example.com"))
        .contains("of which all names are known");
    assertThat(refusal(ISSUER, "generic", "issuer-tenants", TENANT))
        .contains("provider-profile=generic knows no tenants; remove issuer-tenants");
    assertThat(refusal(one, "generic", "issuer-tenants", "*")).contains("knows no tenants");
    assertThat(refusal("*", "generic", "issuer-match", "trailing-slash"))
        .contains("issuer is *, which needs neither issuer-match nor issuer-aliases");
  }

  @ParameterizedTest
  @CsvSource({
    "generic, https://id.example.com/realms/shop, https://p.example.com, https://id.example.com/realms/shop",
    "generic, https://p.example.com, https://q.example.com, https://p.example.com",
    "generic, https://p.example.com/, https://q.example.com, https://p.example.com",
  })
  @Tag("O02")
  void refusesANameThatTwoProvidersGoBy(
      String profile, String partner, String alias, String shared) {
    Map<String, String> settings = SoundSettings.soundWith("issuer", ISSUER);
    settings.put("issuer-aliases", "https://q.example.com https://p.example.com");
    settings.put("providers", "partner");
    settings.put("provider.partner.issuer", partner);
    settings.put("provider.partner.provider-profile", profile);
    settings.put("provider.partner.issuer-aliases", alias);
    settings.put("provider.partner.issuer-match", "trailing-slash");
    settings.put("provider.partner.audience", "orders-api");

    assertThat(SoundSettings.refusal(settings)).contains(shared);
  }

  @Test
  @Tag("O02")
  void refusesATenantThatTwoProvidersTake() {
    Map<String, String> settings = SoundSettings.soundWith("issuer", ENTRA + "common/v2.0");
    settings.put("provider-profile", "entra");
    settings.put("issuer-tenants", "*");
    settings.put("providers", "partner");
    settings.put("provider.partner.issuer", "https://sts.windows.net/" + TENANT + "/");
    settings.put("provider.partner.provider-profile", "entra");
    settings.put("provider.partner.audience", "orders-api");

    assertThat(SoundSettings.refusal(settings))
        .contains("provider=main and provider=partner both go by")
        .contains(TENANT);
  }

  @Test
  @Tag("O02")
  void refusesTwoProvidersThatTakeEverybodysTenant() {
    Map<String, String> settings = SoundSettings.soundWith("issuer", ENTRA + "common/v2.0");
    settings.put("provider-profile", "entra");
    settings.put("issuer-tenants", "*");
    settings.put("providers", "partner");
    settings.put("provider.partner.issuer", ENTRA + "organizations/v2.0");
    settings.put("provider.partner.issuer-tenants", "*");
    settings.put("provider.partner.provider-profile", "entra");
    settings.put("provider.partner.audience", "orders-api");

    assertThat(SoundSettings.refusal(settings))
        .contains("provider=main and provider=partner both go by " + ENTRA + "{tenantid}/v2.0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sso.example.com", "*", "https://u@sso.example.com", "ftp://x.example"})
  void takesAddressesAsAliasesOnly(String alias) {
    assertThat(refusal(ISSUER, "generic", "issuer-aliases", alias))
        .contains("issuer-aliases is \"" + alias + "\"; write an absolute https address");
  }

  @ParameterizedTest
  @ValueSource(strings = {"issuer", "issuer-aliases", "base-url", "internal-url", "cors.origins"})
  @Tag("P04")
  void tellsNoPasswordThatSomebodyWroteIntoAnAddress(String setting) {
    String told = refusal(ISSUER, "generic", setting, "https://ada:c@n/ary@sso.example.com");

    assertThat(told).contains("\"https://ada:…@sso.example.com\"").doesNotContain("ary");
  }

  @Test
  void refusesAnAliasWithAQueryAndAnUnknownWayToMatch() {
    assertThat(refusal(ISSUER, "generic", "issuer-aliases", "https://sso.example.com?x"))
        .contains("issuer-aliases must not have a query");
    assertThat(refusal(ISSUER, "generic", "issuer-match", "prefix"))
        .contains("issuer-match is \"prefix\"; write one of [exact, trailing-slash]");
  }
}
