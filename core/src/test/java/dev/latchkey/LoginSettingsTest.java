package dev.latchkey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What users are asked at the provider, and what is asked about them. */
class LoginSettingsTest extends SoundSettings {

  @ParameterizedTest
  @CsvSource({
    "userinfo, at-login",
    "userinfo, never",
    "userinfo.on-failure, continue",
    "login.parameters, audience=orders-api resource=https://api.example.com",
    "login.parameters, acr_values=silver%20gold max_age=0",
    "login.parameters, max_age=999999999",
    "login.parameters, prompt=select_account",
    "login.parameters, 'claims={\"userinfo\":{\"email\":null}}'",
    "login.pass-through, login_hint ui_locales prompt max_age",
    "login.response-mode, query",
    "login.response-mode, form_post"
  })
  void takes(String key, String value) {
    starts(soundWith(key, value));
  }

  @ParameterizedTest
  @CsvSource({
    "userinfo, always, 'userinfo is \"always\"; write one of'",
    "userinfo.on-failure, ignore, 'userinfo.on-failure is \"ignore\"; write one of'",
    "login.response-mode, fragment, 'login.response-mode is \"fragment\"; write one of'",
    "login.response-mode, FORM_POST, 'login.response-mode is \"FORM_POST\"; write one of'",
    "login.parameters, gold, 'has no name=value as entry 1'",
    "login.parameters, acr_values=a acr_values=b, 'names acr_values, which is there twice'",
    "login.parameters, acr_values=a%2, 'names acr_values, which is badly encoded'",
    "login.parameters, max_age=1h, 'names max_age, which must be a number of seconds'",
    "login.parameters, max_age=-1, 'names max_age, which must be a number of seconds'",
    "login.parameters, max_age=1000000000, 'names max_age, which must be a number of seconds'",
    "login.parameters, 'claims={\"id_token\":{\"acr\":{\"essential\":true}}}', 'use acr_values'"
  })
  void refuses(String key, String value, String advice) {
    assertThat(problems(refusal(key, value))).singleElement().asString().contains(advice);
  }

  @ParameterizedTest
  @Tag("G31")
  @ValueSource(
      strings = {
        "response_type",
        "response_mode",
        "client_id",
        "redirect_uri",
        "scope",
        "state",
        "nonce",
        "code_challenge",
        "code_challenge_method",
        "request",
        "request_uri"
      })
  void neitherASettingNorACallerTakesThePlaceOfWhatALoginSends(String name) {
    assertThat(refusal("login.parameters", name + "=x"))
        .contains("login.parameters names " + name + ", which every login sends as it must be");
    assertThat(refusal("login.pass-through", name))
        .contains("login.pass-through names " + name + ", which no caller may choose");
  }

  @Test
  @Tag("G31")
  void aCallerCannotChooseWhatIsSet() {
    Map<String, String> settings = soundWith("login.parameters", "prompt=login");
    settings.put("login.pass-through", "login_hint prompt");

    assertThat(problems(refusal(settings)))
        .singleElement()
        .asString()
        .contains("login.pass-through names prompt, which no caller may choose");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://localhost:8080", "http://127.0.0.1/shop"})
  void aFormIsPostedToHttpsAlone(String baseUrl) {
    Map<String, String> settings = soundWith("login.response-mode", "form_post");
    settings.put("base-url", baseUrl);

    assertThat(problems(refusal(settings)))
        .singleElement()
        .asString()
        .contains("login.response-mode is form_post", "give base-url with https");
    settings.put("login.response-mode", "query");
    starts(settings);
  }

  @Test
  void whatUserinfoSaysIsAskedForAndReadOrNeither() {
    assertThat(refusal("claims.sources", "id-token userinfo"))
        .contains("claims.sources names userinfo, which nobody asks for; set userinfo=at-login");
    Map<String, String> settings = soundWith("userinfo", "at-login");
    settings.put("claims.sources", "id-token");
    assertThat(refusal(settings)).contains("claims.sources does not name userinfo, but");
    settings.put("claims.sources", "userinfo id-token");
    starts(settings);
  }

  @Test
  void whereNothingIsDiscoveredTheAddressOfUserinfoIsSet() {
    Map<String, String> settings = soundWith("userinfo", "at-login");
    settings.put("discovery", "off");
    settings.put("endpoint.authorization", "https://id.example.com/auth");
    settings.put("endpoint.token", "https://id.example.com/token");
    settings.put("jwks-uri", "https://id.example.com/jwks");

    assertThat(problems(refusal(settings)))
        .singleElement()
        .asString()
        .contains("endpoint.userinfo is not set, but discovery is off");
    settings.put("endpoint.userinfo", "https://id.example.com/userinfo");
    starts(settings);
  }
}
