package dev.latchkey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.gate.SignInPaths;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What settings may say of providers beside the main one where users sign in. */
@Tag("O01")
class FurtherSignInsTest extends SoundSettings {

  private static Map<String, String> twice() {
    Map<String, String> settings = sound();
    settings.put("session.store", "memory");
    settings.put("providers", "partner");
    settings.put("provider.partner.issuer", "https://partner.example.com");
    settings.put("provider.partner.client-id", "shop-at-partner");
    settings.put("provider.partner.client-secret", CANARY);
    settings.put("rules", "login /partner/** provider=partner\nlogin /**");
    return settings;
  }

  private static Map<String, String> twice(String key, String value) {
    Map<String, String> settings = twice();
    settings.put(key, value);
    return settings;
  }

  private String paths(Map<String, String> settings, String provider) {
    try (Latchkey latchkey = builder().settings(settings).build()) {
      return latchkey.signInPaths(provider).map(SignInPaths::toString).orElse("nowhere");
    }
  }

  @Test
  void startsWithAClientAtEachProviderAndNothingToSayAboutIt() {
    starts(twice());

    assertThat(warnings()).isEmpty();
  }

  @Test
  void servesOwnPathsForEachProvider() {
    Map<String, String> settings = twice("provider.partner.login-path", "/to-partner");

    assertThat(paths(settings, "main"))
        .isEqualTo("SignInPaths[/oidc/login /oidc/callback /oidc/logout]");
    assertThat(paths(settings, "partner"))
        .isEqualTo("SignInPaths[/to-partner /oidc/partner/callback /oidc/partner/logout]");
    assertThat(paths(settings, "other")).isEqualTo("nowhere");
  }

  @Test
  void namesThePathsOfTheMainProviderWhereNoneIsNamed() {
    try (Latchkey latchkey = builder().settings(twice()).build()) {
      assertThat(latchkey.signInPaths().orElseThrow().callback()).isEqualTo("/oidc/callback");
    }
  }

  @Test
  void needsNoClientAtTheMainProviderWhereUsersSignInElsewhereAlone() {
    Map<String, String> settings = twice("rules", "bearer /api/**\nlogin /** provider=partner");
    settings.remove("client-id");
    settings.remove("client-secret");

    assertThat(paths(settings, "main")).isEqualTo("nowhere");
    assertThat(paths(settings, "partner")).contains("/oidc/partner/login");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "login /a provider=partner",
        "login /a provider=main|partner",
        "login /a provider=*",
        "login /a role=x; or provider=partner",
        "any /a provider=partner",
        "any /a provider=partner|main"
      })
  void needsAClientWhereARuleSignsIn(String rule) {
    Map<String, String> settings = twice("rules", "login /b\n" + rule.replace("; ", "\n"));
    settings.put("provider.partner.audience", "orders-api");
    settings.remove("provider.partner.client-id");
    settings.remove("provider.partner.client-secret");

    assertThat(problems(refusal(settings)))
        .anyMatch(
            line ->
                line.contains(
                    "- provider.partner.client-id is not set, but rules can sign in (line 2);"))
        .anyMatch(line -> line.contains("- provider.partner.client-secret is not set"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"any /a provider=main|partner", "any /a provider=*", "optional /a provider=*"})
  void needsNoneWhereTokensOfThePartnerAreWelcomeBesideOwnSessions(String rule) {
    Map<String, String> settings = twice("rules", rule + "\nlogin /b");
    settings.put("provider.partner.audience", "orders-api");
    assertThat(paths(settings, "partner")).contains("/oidc/partner/login");

    settings.remove("provider.partner.client-id");
    settings.remove("provider.partner.client-secret");

    assertThat(paths(settings, "partner")).isEqualTo("nowhere");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "callback-path",
        "login-path",
        "logout-path",
        "session-path",
        "back-channel-logout-path",
        "front-channel-logout-path"
      })
  @Tag("G22")
  void refusesAPathThatAnotherProviderHas(String key) {
    assertThat(refusal(twice("provider.partner." + key, "/oidc/callback")))
        .contains("provider.partner." + key)
        .contains("are both /oidc/callback; they must be different paths");
  }

  @Test
  void namesBothSettingsThatHaveOnePath() {
    assertThat(problems(refusal(twice("callback-path", "/oidc/partner/login"))))
        .containsExactly(
            "  - callback-path and provider.partner.login-path are both /oidc/partner/login; they"
                + " must be different paths");
  }

  @ParameterizedTest
  @CsvSource({
    "scopes, openid",
    "callback-path, /back",
    "login.parameters, a=b",
    "userinfo, at-login",
    "login.response-mode, form_post",
    "back-channel-logout-path, /gone"
  })
  void refusesToHaveSettingsForASignInThatNoRuleAsksFor(String key, String value) {
    Map<String, String> settings = twice("provider.partner." + key, value);
    settings.put("provider.partner.audience", "orders-api");
    settings.put("rules", "bearer /api/** provider=partner\nlogin /**");

    assertThat(problems(refusal(settings)))
        .containsExactly(
            "  - provider.partner."
                + key
                + " is set, but no rule signs in there; write a rule such as: login /partner/**"
                + " provider=partner, or leave it out");
  }

  @ParameterizedTest
  @CsvSource({
    "scopes, '', is empty",
    "callback-path, back, is \"back\"; write a plain path",
    "login.parameters, state=x, names state",
    "login.pass-through, nonce, names nonce",
    "userinfo, often, is \"often\"",
    "login.response-mode, fragment, is \"fragment\"",
    "claims.sources, userinfo, names userinfo",
    "after-login-url, https://evil.example, must be a path of this application",
    "client-authentication, basic, is \"basic\"; known are"
  })
  void tellsWhatIsWrongOfAPartnersSignInWithItsWholeKey(String key, String value, String problem) {
    assertThat(problems(refusal(twice("provider.partner." + key, value))))
        .anyMatch(line -> line.contains("provider.partner." + key) && line.contains(problem));
  }

  @Test
  void advisesAPathOfThePartnersOwn() {
    assertThat(refusal(twice("provider.partner.login-path", "login")))
        .contains("such as /oidc/partner/login");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "session.secret",
        "session.store",
        "session.max-age",
        "session.cookie.name",
        "login.lifetime",
        "login.redirect",
        "base-url"
      })
  void leavesToTheApplicationWhatIsNotAProviders(String key) {
    assertThat(refusal(twice("provider.partner." + key, "x")))
        .contains("\"provider.partner." + key + "\" is the whole application's");
  }

  @Test
  void takesNothingOverFromTheMainProvidersSignIn() {
    GivenSettings given = new GivenSettings();
    Map<String, String> settings = new LinkedHashMap<>(twice());
    settings.put("scopes", "openid email");
    settings.put("login.parameters", "audience=x");
    settings.put("login.response-mode", "form_post");
    settings.put("after-logout-url", "/bye");
    settings.forEach(given::put);

    SettingValues partner = new SettingValues(given, new Problems()).ofProvider("partner");

    assertThat(partner.text(Setting.SCOPES)).isEqualTo("openid");
    assertThat(partner.has(Setting.LOGIN_PARAMETERS)).isFalse();
    assertThat(partner.text(Setting.LOGIN_RESPONSE_MODE)).isEqualTo("query");
    assertThat(partner.text(Setting.AFTER_LOGOUT_URL)).isEqualTo("/bye");
    assertThat(partner.application().text(Setting.SCOPES)).isEqualTo("openid email");
  }

  @Test
  void tellsOnceWhatIsWrongWithASettingThatAllProvidersShare() {
    assertThat(problems(refusal(twice("session.max-age", "never")))).hasSize(1);
    assertThat(problems(refusal(twice("session.cookie.name", "a b")))).hasSize(1);
  }

  @Test
  void warnsWhereTwoSessionsInCookiesCouldBeTooLong() {
    starts(twice("session.store", "cookie"));

    assertThat(warnings())
        .singleElement()
        .asString()
        .contains("session.store=memory", "8 KiB of headers");
  }
}
