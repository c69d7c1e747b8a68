package dev.latchkey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What settings may say of the provider and its tokens. */
class ProviderSettingsTest extends SoundSettings {

  @Test
  void refusesAMissingIssuerWithAnExample() {
    assertThat(refusal(soundWithout("issuer")))
        .contains("issuer is not set; write it exactly as the provider publishes it, for example");
  }

  @Test
  @Tag("E24")
  void refusesAnIssuerOverHttpAndSaysHowToAllowItsHost() {
    assertThat(refusal("issuer", "http://id.example.com"))
        .contains(
            "issuer is http://id.example.com, which is not https; in development, allow its host"
                + " with insecure-http-hosts=id.example.com");
    assertThat(refusal("issuer", "http://localhost:8081"))
        .contains("insecure-http-hosts=localhost");
  }

  @Test
  @Tag("E24")
  void takesAnIssuerOverHttpFromANamedHostWithAWarning() {
    Map<String, String> settings = soundWith("issuer", "http://localhost:8081");
    settings.put("insecure-http-hosts", "localhost");

    starts(settings);

    assertThat(warnings())
        .singleElement()
        .asString()
        .contains("insecure-http-hosts=localhost", "for development only");
  }

  @ParameterizedTest
  @Tag("E06")
  @ValueSource(
      strings = {
        "https://user@id.example.com",
        "https://id.example.com#x",
        "https://id.example.com?tenant=1",
        "https://id.example.com\\shop",
        "https://id.example.com/a\tb",
        "https://",
        "https:///realms/shop",
        "https:id.example.com",
        "//id.example.com",
        "id.example.com",
        "ftp://id.example.com",
        "file:///etc/passwd",
        "https://id.example.com:99999",
        "https://id example.com"
      })
  void refusesAnIssuerThatIsNoPlainAddress(String issuer) {
    assertThat(problems(refusal("issuer", issuer))).allMatch(line -> line.contains("issuer"));
  }

  @Test
  void takesAnyIssuerOnlyWithKeysOfItsOwnAndWithoutSigningIn() {
    Map<String, String> settings = soundWith("issuer", "*");

    assertThat(refusal(settings))
        .contains("issuer is *, so the keys must come from jwks-uri; set it")
        .contains("issuer is *, so nobody can sign in; use bearer rules only, or name the issuer");
  }

  @Test
  void takesAnyIssuerWithKeysOfItsOwn() {
    Map<String, String> settings = bearerOnly();
    settings.put("issuer", "*");
    settings.put("jwks-uri", "https://id.example.com/keys https://two.example.com/keys");

    starts(settings);
  }

  @ParameterizedTest
  @Tag("E24")
  @ValueSource(strings = {"jwks-uri", "discovery-url"})
  void refusesOtherAddressesOverHttpToo(String key) {
    assertThat(refusal(key, "http://id.example.com/x"))
        .contains(key + " is http://id.example.com/x, which is not https");
  }

  @Test
  void listsABadRangeOfPrivateHostsAmongTheProblems() {
    Map<String, String> settings = soundWith("http.private-hosts", "10.0.0.0/99");
    settings.put("clock-skew", "x");

    assertThat(problems(refusal(settings)))
        .anyMatch(line -> line.contains("http.private-hosts: ") && line.contains("10.0.0.0/99"))
        .hasSize(2);
  }

  @ParameterizedTest
  @Tag("B17")
  @ValueSource(strings = {"bearer /**", "any /**", "optional /**"})
  void refusesToReadBearerTokensWithoutAnAudience(String rules) {
    Map<String, String> settings = soundWithout("audience");
    settings.put("rules", rules);

    assertThat(problems(refusal(settings)))
        .singleElement()
        .asString()
        .contains("audience is not set", "or * to accept those meant for others too");
  }

  @Test
  @Tag("B17")
  void acceptsTokensForAnybodyOnlyWhenToldSoAndWarns() {
    starts(soundWith("audience", "*"));

    assertThat(warnings()).singleElement().asString().startsWith("audience=*: ");
    assertThat(refusal("audience", "* orders-api")).contains("audience has * beside others");
  }

  @Test
  void needsNoAudienceWhereNoTokenIsRead() {
    Map<String, String> settings = soundWithout("audience");
    settings.put("rules", "login /**");

    starts(settings);
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "HS1", "rs256", "RS256,ES256", "RS1"})
  @Tag("A55")
  void refusesAlgorithmsThatAreNotSafeHere(String algorithms) {
    assertThat(refusal("algorithms", algorithms))
        .contains("algorithms names " + algorithms + "; known are RS256");
  }

  @ParameterizedTest
  @CsvSource({
    "audience-mode, some, any",
    "token.type, jwt, lenient",
    "login.redirect, sometimes, navigations"
  })
  void listsTheChoicesWhereThereAreFew(String key, String value, String choice) {
    assertThat(refusal(key, value))
        .contains(key + " is \"" + value + "\"; write one of")
        .contains(choice);
  }

  @ParameterizedTest
  @CsvSource({
    "provider-profile, azure, generic",
    "claims.sources, cookie, id-token",
    "client-authentication, basic, client_secret_basic",
    "roles.claims, roles, /roles",
    "scope.claims, /a~2, ~0"
  })
  void namesTheKeyOfWhatItDoesNotKnow(String key, String value, String known) {
    assertThat(refusal(key, value)).contains("- " + key + ": ").contains(value).contains(known);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\"b", "a\\b", "caf\u00e9", "a\u0007b"})
  @Tag("F11")
  void refusesARealmThatNoHeaderCanHold(String realm) {
    assertThat(refusal("realm", realm)).contains("realm may hold printable ASCII");
  }
}
