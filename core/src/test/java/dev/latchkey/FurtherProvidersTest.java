package dev.latchkey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.testing.FakeTransport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What settings may say of providers beside the main one. */
class FurtherProvidersTest extends SoundSettings {

  private static final String RULES = "bearer /api/** provider=*\nlogin /**";

  private static Map<String, String> withPartner() {
    Map<String, String> settings = sound();
    settings.put("providers", "partner");
    settings.put("provider.partner.issuer", "https://partner.example.com");
    settings.put("provider.partner.audience", "orders-api");
    settings.put("rules", RULES);
    return settings;
  }

  private static Map<String, String> withPartner(String key, String value) {
    Map<String, String> settings = withPartner();
    settings.put(key, value);
    return settings;
  }

  @Test
  void startsWithAPartnerThatHasAnIssuerAndAnAudience() {
    starts(withPartner());
  }

  @Test
  void readsAPartnersSettingsBesideTheMainOnes() {
    GivenSettings given = new GivenSettings();
    withPartner("provider.partner.clock-skew", "1s").forEach(given::put);
    SettingValues main = new SettingValues(given, new Problems());

    SettingValues partner = main.ofProvider("partner");

    assertThat(main.text(Setting.ISSUER)).isEqualTo("https://id.example.com");
    assertThat(main.text(Setting.CLOCK_SKEW)).isEqualTo("60s");
    assertThat(partner.text(Setting.ISSUER)).isEqualTo("https://partner.example.com");
    assertThat(partner.text(Setting.CLOCK_SKEW)).isEqualTo("1s");
  }

  @Test
  void takesOverWhatIsAboutThisProcessAndNothingAboutTrust() {
    GivenSettings given = new GivenSettings();
    for (Setting setting : Setting.values()) {
      given.put(setting, "main's " + setting.key());
    }
    SettingValues partner = new SettingValues(given, new Problems()).ofProvider("partner");

    assertThat(Arrays.stream(Setting.values()).filter(Setting::belongsToProvider))
        .allSatisfy(
            setting ->
                assertThat(partner.has(setting))
                    .as(setting.key())
                    .isEqualTo(setting.reach() == Reach.INHERITED))
        .filteredOn(setting -> !partner.has(setting))
        .contains(
            Setting.ISSUER,
            Setting.AUDIENCE,
            Setting.ALGORITHMS,
            Setting.CLIENT_SECRET,
            Setting.CLIENT_SECRET_FILE,
            Setting.JWKS_URI,
            Setting.JWKS_HEADERS,
            Setting.PROVIDER_PROFILE,
            Setting.ROLES_CLAIMS,
            Setting.TOKEN_VERIFICATION,
            Setting.HTTP_PRIVATE_HOSTS);
  }

  @Test
  void failsWhereCodeAsksAProviderForWhatItCannotSet() {
    SettingValues partner =
        new SettingValues(new GivenSettings(), new Problems()).ofProvider("partner");

    assertThatThrownBy(() -> partner.text(Setting.SESSION_SECRET))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("see its reach");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "provider.my-partner.issuer",
        "provider.my_partner.issuer",
        "Provider.MY-Partner.ISSUER"
      })
  void takesCasesDashesAndUnderscoresForAlike(String key) {
    Map<String, String> settings = sound();
    settings.put("providers", "My_Partner");
    settings.put(key, "https://partner.example.com");
    settings.put("provider.my-partner.audience", "orders-api");

    starts(settings);
  }

  @Test
  void refusesOneSettingOfAPartnerInTwoSpellings() {
    assertThat(refusal(withPartner("provider.partner.Issuer", "https://other.example.com")))
        .contains("provider.partner.issuer is set twice");
  }

  @Test
  void needsAnIssuerOfEachListedProvider() {
    Map<String, String> settings = soundWith("providers", "partner");
    settings.put("rules", RULES);
    assertThat(refusal(settings))
        .contains("- provider.partner.issuer is not set; write it exactly")
        .contains("- provider.partner.audience is not set, but rules read bearer tokens");
  }

  @Test
  void warnsOfAProviderThatNoRuleReads() {
    Map<String, String> settings = withPartner("rules", "bearer /api/**\nlogin /**");
    settings.remove("provider.partner.audience");
    starts(settings);

    assertThat(warnings())
        .containsExactly(
            "no rule reads tokens of provider=partner or signs in there, so it opens nothing");
  }

  @Test
  void warnsWhereForwardedHeadersDoNotTellProvidersApart() {
    starts(withPartner("forward.X-User", "/sub"));
    assertThat(warnings()).singleElement().asString().contains("forward /iss too");
    events.clear();

    Map<String, String> settings = withPartner("forward.X-User", "/sub");
    settings.put("forward.X-Issuer", "/iss");
    starts(settings);
    assertThat(warnings()).isEmpty();
  }

  @Test
  void takesAnAlternativeForAPartnerUnderTheSameLine() {
    starts(
        withPartner(
            "rules",
            """
            bearer  GET /api/orders/**   scope=orders:read
                    or                   provider=partner scope=read_orders
            bearer  /api/deliveries/**   provider=partner
            bearer  /api/**
            login   /**
            """));
  }

  @Test
  void refusesARuleThatNamesAnUnknownProvider() {
    assertThat(refusal("rules", "bearer /api/** provider=partner"))
        .contains("rules: line 1: unknown provider \"partner\"; known are main, and * alone");
    assertThat(refusal(withPartner("rules", "bearer /api/** provider=partnr|main")))
        .contains("unknown provider \"partnr\"; known are main, partner, and * alone");
  }

  @Test
  @Tag("A08")
  void refusesOneSecretForTheMacsOfTwoProviders() {
    Map<String, String> settings = withPartner("provider.partner.client-secret", "s".repeat(32));
    settings.put("provider.partner.algorithms", "HS256");
    settings.put("algorithms", "RS256 HS256");
    settings.put("client-secret", "s".repeat(32));

    assertThat(refusal(settings))
        .contains("provider=main and provider=partner make MACs with one secret")
        .doesNotContain("sssss");

    settings.put("client-secret", "t".repeat(32));
    starts(settings);
    settings.put("client-secret", "s".repeat(32));
    settings.remove("algorithms");
    starts(settings);
  }

  @Test
  void needsNoAudienceOfTheMainIssuerWhereOnlyAPartnersTokensAreRead() {
    Map<String, String> settings =
        withPartner("rules", "bearer /api/** provider=partner\nlogin /**");
    settings.remove("audience");

    starts(settings);
  }

  @Test
  void refusesARuleThatTakesOpaqueTokensOfSeveralProviders() {
    Map<String, String> settings = withPartner("token.verification", "auto");
    settings.put("provider.partner.token.verification", "introspection");
    settings.put("provider.partner.client-id", "shop-at-partner");
    settings.put("provider.partner.client-secret", "secret");

    assertThat(problems(refusal(settings)))
        .singleElement()
        .asString()
        .contains("rules: line 1: takes opaque tokens of provider=main|partner");

    settings.put("rules", "bearer /a\nbearer /b provider=partner\nlogin /**");
    starts(settings);
    settings.put("rules", RULES);
    settings.put("provider.partner.token.verification", "both");
    starts(settings);
  }

  @Test
  void refusesSettingsOfAProviderThatIsNotListed() {
    assertThat(problems(refusal(withPartner("provider.other.issuer", "https://o.example.com"))))
        .containsExactly(
            "  - provider.other.* is set, but providers does not list \"other\"; add it there");
    assertThat(refusal("provider.partner.clock-skew", "1s"))
        .contains("providers does not list \"partner\"");
  }

  @ParameterizedTest
  @CsvSource({
    "main, 'lists \"main\", a word that rules have for others'",
    "MAIN, 'lists \"MAIN\", a word that rules have for others'",
    "*, 'lists \"*\", a word that rules have for others'",
    "partner PARTNER, 'lists \"partner\" twice'",
    "partner.de, 'lists \"partner.de\"; write letters'",
    "-partner, 'lists \"-partner\"; write letters'",
    "../partner, 'lists \"../partner\"; write letters'",
    "a:b, 'lists \"a:b\"; write letters'",
    "m\u00fcller, 'lists \"m\u00fcller\"; write letters'",
    "'a,b', 'lists \"a,b\"; write letters'"
  })
  @Tag("O04")
  void refusesNamesThatAreNone(String names, String problem) {
    assertThat(refusal(withPartner("providers", names))).contains("- providers " + problem);
  }

  @Test
  @Tag("O04")
  void takesANameOfSixtyFourCharactersAndNoMore() {
    String longest = "p".repeat(64);
    Map<String, String> settings = sound();
    settings.put("providers", longest);
    settings.put("provider." + longest + ".issuer", "https://partner.example.com");
    settings.put("provider." + longest + ".audience", "orders-api");
    starts(settings);

    assertThat(refusal("providers", longest + "p")).contains("up to 64");
  }

  @Test
  @Tag("O02")
  void refusesTwoProvidersWithOneIssuer() {
    assertThat(refusal(withPartner("provider.partner.issuer", "https://id.example.com")))
        .contains(
            "provider.partner.issuer is https://id.example.com, and so is issuer; remove one");

    Map<String, String> settings = withPartner("providers", "partner other");
    settings.put("provider.other.issuer", "https://partner.example.com");
    settings.put("provider.other.audience", "orders-api");
    assertThat(refusal(settings))
        .contains(
            "provider.other.issuer is https://partner.example.com, and so is provider.partner");
  }

  @Test
  void refusesAnyIssuerBesideOthers() {
    assertThat(refusal(withPartner("provider.partner.issuer", "*")))
        .contains("provider.partner.issuer is *; name the issuer");
    Map<String, String> settings = withPartner("issuer", "*");
    settings.put("jwks-uri", "https://id.example.com/jwks");
    assertThat(refusal(settings)).contains("issuer is *, which leaves none to further providers");
  }

  @ParameterizedTest
  @CsvSource({
    "rules, set rules",
    "base-url, set base-url",
    "session.secret, set session.secret",
    "realm, set realm",
    "providers, set providers"
  })
  void refusesWhatIsTheWholeApplications(String key, String advice) {
    assertThat(refusal(withPartner("provider.partner." + key, "x")))
        .contains("\"provider.partner." + key + "\" is the whole application's")
        .contains(advice);
  }

  @ParameterizedTest
  @CsvSource({
    "provider.partner.isuer, provider.partner.issuer",
    "provider.partner.audiense, provider.partner.audience",
    "provder.partner.issuer, provider.<name>.<key>",
    "provider.partner, provider.<name>.<key>"
  })
  void namesTheNearestSettingForAnUnknownOne(String unknown, String nearest) {
    assertThat(refusal(withPartner(unknown, "x")))
        .contains("\"" + unknown + "\" is no setting; the nearest is " + nearest);
  }

  @ParameterizedTest
  @CsvSource({
    "issuer, http://partner.example.com, is http://partner.example.com",
    "issuer, https://partner.example.com?a=b, must not have a query",
    "algorithms, none, names none",
    "clock-skew, 6m, is \"6m\"",
    "token.type, jwt, is \"jwt\"",
    "token.verification, opaque, is \"opaque\"",
    "audience, ${AUDIENCE}, holds a placeholder",
    "audience, ' ', is empty",
    "audience, * a, has * beside others",
    "http.timeout, 0s, is \"0s\""
  })
  void tellsWhatIsWrongOfAPartnerWithItsWholeKey(String key, String value, String problem) {
    assertThat(problems(refusal(withPartner("provider.partner." + key, value))))
        .anyMatch(line -> line.contains("- provider.partner." + key + " " + problem));
  }

  @ParameterizedTest
  @CsvSource({"roles.claims, roles", "provider-profile, azure"})
  void namesTheWholeKeyOfWhatItDoesNotKnow(String key, String value) {
    assertThat(refusal(withPartner("provider.partner." + key, value)))
        .contains("- provider.partner." + key + ": ");
  }

  @Test
  void tellsAnInheritedProblemOnceWithTheKeyThatHasIt() {
    assertThat(problems(refusal(withPartner("http.timeout", "0s"))))
        .singleElement()
        .asString()
        .startsWith("  - http.timeout is");
  }

  @Test
  void needsAPartnersOwnClientToAskThePartner() {
    Map<String, String> settings =
        withPartner("provider.partner.token.verification", "introspection");
    assertThat(refusal(settings))
        .contains(
            "provider.partner.client-id is not set, but provider.partner.token.verification asks");

    settings.put("provider.partner.client-id", "shop-at-partner");
    assertThat(refusal(settings)).contains("provider.partner.client-secret is not set");
  }

  @Test
  void readsAPartnersSecretFromAFile(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("secret");
    Map<String, String> settings =
        withPartner("provider.partner.token.verification", "introspection");
    settings.put("provider.partner.client-id", "shop-at-partner");
    settings.put("provider.partner.client-secret-file", file.toString());

    assertThat(refusal(settings)).contains("provider.partner.client-secret-file: the file");

    Files.writeString(file, CANARY + "\n");
    starts(settings);
    settings.put("provider.partner.client-secret", CANARY);
    assertThat(refusal(settings))
        .contains("provider.partner.client-secret and provider.partner.client-secret-file are both")
        .doesNotContain(CANARY);
  }

  @Test
  void completesAPartnerFromSourcesOfLowerPrecedence(@TempDir Path folder) throws Exception {
    Path config = folder.resolve("latchkey.properties");
    Files.writeString(
        config,
        """
        providers=partner
        provider.partner.issuer=https://file.example.com
        provider.partner.audience=
        provider.partner.clock-skew=6m
        """);
    Map<String, String> parameters =
        Map.of("config", config.toString(), "provider.partner.audience", "orders-api");

    LatchkeyBuilder builder =
        builder()
            .settings(sound())
            .parameters(parameters, ConfigResources.none())
            .set("provider.partner.clock-skew", "1m");

    builder.build().close();
  }

  @Test
  void takesAPartnersValueInPlaceOfAFileOfLowerPrecedence() {
    GivenSettings builder = new GivenSettings();
    builder.put("provider.partner.client-secret", "of the builder");
    GivenSettings lower = new GivenSettings();
    lower.put("provider.partner.client-secret-file", "/of/the/file");
    lower.put("provider.partner.client-id", "shop");

    builder.completeFrom(lower);

    assertThat(builder.providers().get("partner"))
        .containsOnlyKeys(Setting.CLIENT_ID, Setting.CLIENT_SECRET);
  }

  @Test
  void takesNothingOfAPartnerFromTheEnvironment() {
    SettingsReader environment =
        new SettingsReader(
            Map.of("latchkey.provider.partner.audience", "stolen"),
            Map.of("LATCHKEY_PROVIDER_PARTNER_ISSUER", "https://evil.example.com"));

    builder().settings(withPartner()).from(environment).build().close();

    assertThat(warnings())
        .hasSize(2)
        .allMatch(text -> text.contains("counts for nothing: rule.N, forward.* and provider.*"));
  }

  @Test
  void warnsOfAnUncheckedAudienceByItsWholeKey() {
    starts(withPartner("provider.partner.audience", "*"));

    assertThat(warnings()).singleElement().asString().startsWith("provider.partner.audience=*: ");
  }

  @Test
  void takesAPartnerAmongTheProperties() {
    Latchkey.builder()
        .transport(new FakeTransport())
        .parametersAmong(Map.copyOf(withPartner()), ConfigResources.none())
        .build()
        .close();
  }
}
