package dev.latchkey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the session's cookies are sent, and what contradicts. */
class SessionCookieSettingsTest extends SoundSettings {

  private static Map<String, String> at(String baseUrl, String key, String value) {
    Map<String, String> settings = soundWith("base-url", baseUrl);
    settings.put(key, value);
    return settings;
  }

  @ParameterizedTest
  @ValueSource(strings = {"Lax", "Strict"})
  void takesASameSite(String value) {
    starts(soundWith("session.cookie.same-site", value));
  }

  @ParameterizedTest
  @CsvSource({
    "None, every site could use the sessions of its visitors; write Lax or Strict",
    "none, write Lax or Strict",
    "strict, write one of",
    "Off, write one of"
  })
  @Tag("J28")
  void refusesASameSite(String value, String advice) {
    assertThat(problems(refusal("session.cookie.same-site", value)))
        .singleElement()
        .asString()
        .contains("session.cookie.same-site is ", advice);
  }

  @ParameterizedTest
  @CsvSource({
    "https://www.shop.example.com, www.shop.example.com",
    "https://www.shop.example.com, shop.example.com",
    "https://www.shop.example.com:8443/a, example.com",
    "https://WWW.Shop.Example.com, shop.example.com",
    "https://1.2.3.example, 2.3.example"
  })
  void takesADomainThatBaseUrlIsIn(String baseUrl, String domain) {
    starts(at(baseUrl, "session.cookie.domain", domain));
  }

  @ParameterizedTest
  @CsvSource({
    "https://www.shop.example.com, .shop.example.com",
    "https://www.shop.example.com, com",
    "https://www.shop.example.com, .com",
    "https://www.shop.example.com, Example.com",
    "https://www.shop.example.com, op.example.com",
    "https://www.shop.example.com, api.shop.example.com",
    "https://www.shop.example.com, a.www.shop.example.com",
    "https://www.shop.example.com, example.com.",
    "https://www.shop.example.com., com.",
    "https://www.shop.example.com, https://shop.example.com",
    "https://www.shop.example.com, 'example.com; Path=/x'",
    "http://localhost:8080, localhost",
    "https://10.0.0.1, 10.0.0.1",
    "https://10.0.0.1, 0.0.1",
    "'https://[::1]', '[::1]'"
  })
  void refusesADomain(String baseUrl, String domain) {
    assertThat(problems(refusal(at(baseUrl, "session.cookie.domain", domain))))
        .singleElement()
        .asString()
        .contains("session.cookie.domain is \"" + domain + "\"; write base-url's host, which is ");
  }

  @ParameterizedTest
  @CsvSource({
    "https://shop.example.com, /",
    "https://shop.example.com/a/b, /",
    "https://shop.example.com/a/b, /a",
    "https://shop.example.com/a/b, /a/",
    "https://shop.example.com/a/b/, /a/b",
    "https://shop.example.com/a/b, /a/b/",
    "https://shop.example.com/%C3%A9, /%C3%A9"
  })
  void takesAPathThatBaseUrlIsBelow(String baseUrl, String path) {
    starts(at(baseUrl, "session.cookie.path", path));
  }

  @ParameterizedTest
  @CsvSource({
    "https://shop.example.com, /a",
    "https://shop.example.com, //",
    "https://shop.example.com/a/b, a",
    "https://shop.example.com/a/b, /A",
    "https://shop.example.com/ab, /a",
    "https://shop.example.com/a/b, /a/c",
    "https://shop.example.com/a/b, /a/b/c",
    "https://shop.example.com/a/b, /a;b",
    "https://shop.example.com/a/b, '/a; Secure'",
    "https://shop.example.com/\u00e9, /\u00e9"
  })
  void refusesAPath(String baseUrl, String path) {
    assertThat(problems(refusal(at(baseUrl, "session.cookie.path", path))))
        .singleElement()
        .asString()
        .contains("session.cookie.path is \"" + path + "\"; write base-url's path");
  }

  @Test
  void saysNothingOfABaseUrlThatIsNotThere() {
    Map<String, String> settings = soundWithout("base-url");
    settings.put("session.cookie.domain", "example.com");
    settings.put("session.cookie.path", "/a");

    assertThat(problems(refusal(settings)))
        .singleElement()
        .asString()
        .contains("base-url is not set");
  }

  @ParameterizedTest
  @CsvSource({
    "__Host-shop, session.cookie.domain, example.com",
    "__host-shop, session.cookie.domain, example.com",
    "__Host-shop, session.cookie.path, /a",
    "__Host-Http-shop, session.cookie.path, /a"
  })
  void refusesANameThatContradicts(String name, String key, String value) {
    Map<String, String> settings = at("https://shop.example.com/a", key, value);
    settings.put("session.cookie.name", name);

    assertThat(problems(refusal(settings)))
        .singleElement()
        .asString()
        .contains("session.cookie.name begins with __Host-", "begin it with __Secure-");
  }

  @ParameterizedTest
  @CsvSource({
    "__Secure-shop, session.cookie.domain, example.com",
    "shop, session.cookie.path, /a",
    "__Host-shop, session.cookie.path, /",
    "__Host-shop, session.cookie.same-site, Strict"
  })
  void takesANameThatFits(String name, String key, String value) {
    Map<String, String> settings = at("https://shop.example.com/a", key, value);
    settings.put("session.cookie.name", name);

    starts(settings);
  }
}
