package dev.latchkey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What signing in needs, and what contradicts. */
class SignInSettingsTest extends SoundSettings {

  @Test
  void listsAllThatSigningInNeeds() {
    Map<String, String> settings =
        soundWithout("client-id", "client-secret", "base-url", "session.secret");

    assertThat(problems(refusal(settings)))
        .anyMatch(line -> line.contains("client-id is not set, but rules can sign in"))
        .anyMatch(line -> line.contains("client-secret is not set; set it, or"))
        .anyMatch(line -> line.contains("base-url is not set, but rules can sign in"))
        .anyMatch(line -> line.contains("session.secret is not set; make one with: openssl"))
        .hasSize(4);
  }

  @Test
  void needsNothingOfThatForBearerTokensAlone() {
    starts(bearerOnly());

    assertThat(warnings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://shop.example.com",
        "shop.example.com",
        "https://shop.example.com?x=1",
        "https://shop.example.com/a//b",
        "https://shop.example.com//",
        "https://shop.example.com/a;b",
        "https://shop.example.com#top",
        "https://user:pw@shop.example.com",
        "javascript:alert(1)"
      })
  void refusesABaseUrlThatIsNoPlainHttpsAddress(String baseUrl) {
    assertThat(problems(refusal("base-url", baseUrl)))
        .singleElement()
        .asString()
        .contains("base-url is ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://shop.example.com/",
        "https://shop.example.com:8443/prefix",
        "http://localhost:8080",
        "http://127.0.0.1:8080/",
        "http://[::1]:8080"
      })
  void takesABaseUrlWithPortAndPrefixOrOnLoopback(String baseUrl) {
    starts(soundWith("base-url", baseUrl));
  }

  @Test
  @Tag("F-64")
  void takesABaseUrlOverHttpElsewhereOnlyByNameWithAWarningAndStillWantsASecret() {
    Map<String, String> settings = soundWith("base-url", "http://shop.test");
    assertThat(refusal(settings)).contains("insecure-http-hosts=shop.test");

    settings.put("insecure-http-hosts", "shop.test");
    starts(settings);
    assertThat(warnings())
        .singleElement()
        .asString()
        .contains("insecure-http-hosts=shop.test", "for development only");

    settings.remove("session.secret");
    assertThat(refusal(settings)).contains("session.secret is not set");
  }

  @ParameterizedTest
  @CsvSource({
    "callback-path, oidc/callback",
    "login-path, /a;b",
    "logout-path, //evil.example",
    "logout-path, /a/../b",
    "callback-path, /a?b",
    "after-logout-url, //evil.example"
  })
  void refusesPathsThatAreNotPlain(String key, String value) {
    assertThat(refusal(key, value)).contains(key + " is \"" + value + "\"; write a plain path");
  }

  @Test
  void refusesOnePathForTwoPurposes() {
    for (String key : new String[] {"login-path", "session-path", "back-channel-logout-path"}) {
      assertThat(refusal(key, "/oidc/logout")).contains("must be different paths");
    }
  }

  @Test
  @Tag("I02")
  void refusesToEndALoginElsewhere() {
    assertThat(refusal("after-login-url", "//evil.example"))
        .contains("after-login-url must be a path of this application");
    assertThat(refusal("after-login-url", "https://evil.example"))
        .contains("after-login-url must be a path of this application");
  }

  @Test
  void refusesASecretForAPublicClientAndNoneForAConfidentialOne() {
    assertThat(refusal("client-authentication", "none"))
        .contains("client-authentication is none, but a client secret is set");
    Map<String, String> settings = soundWithout("client-secret");
    settings.put("client-authentication", "client_secret_post");
    assertThat(refusal(settings)).contains("client-secret is not set");
    settings.put("client-authentication", "none");
    starts(settings);
  }

  @ParameterizedTest
  @CsvSource({
    "https://shop.example.com, my cookie",
    "https://shop.example.com, a;b",
    "https://shop.example.com, a=b",
    "https://shop.example.com, caf\u00e9",
    "http://localhost:8080, __Host-shop",
    "http://localhost:8080, __Secure-shop"
  })
  void refusesACookieNameThatBrowsersRefuse(String baseUrl, String name) {
    Map<String, String> settings = soundWith("base-url", baseUrl);
    settings.put("session.cookie.name", name);

    assertThat(problems(refusal(settings)))
        .singleElement()
        .asString()
        .contains("session.cookie.name ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"my shop", "x; Domain=evil.example", "caf\u00e9", "a\nb", "a/b"})
  @Tag("L08")
  void refusesANameThatNoCookieNameCanHold(String name) {
    assertThat(problems(refusal("name", name))).anyMatch(line -> line.contains("name is \""));
  }
}
