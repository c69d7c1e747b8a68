package dev.latchkey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Why a request is refused is told to clients on a developer's own machine only. */
class ErrorDetailsSettingsTest extends SoundSettings {

  private static Map<String, String> detailed(Map<String, String> settings, String... more) {
    settings.put("error-details", "true");
    for (int i = 0; i < more.length; i += 2) {
      settings.put(more[i], more[i + 1]);
    }
    return settings;
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://localhost:8080", "http://127.0.0.1", "https://[::1]:8443/shop"})
  void startsWithABaseUrlOnThisMachineAndWarns(String baseUrl) {
    starts(detailed(sound(), "base-url", baseUrl));

    assertThat(warnings())
        .contains("error-details=true: answers say why they refuse; for development only");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://shop.example.com",
        "https://localhost.example.com",
        "https://127.0.0.1.example.com",
        "https://0.0.0.0",
        "https://10.0.0.1"
      })
  void isRefusedWithAnyOther(String baseUrl) {
    assertThat(refusal(detailed(sound(), "base-url", baseUrl)))
        .contains(
            "error-details is true, but base-url is " + baseUrl,
            "leave error-details out, the log says the same under the answer's reference");
  }

  @Test
  void goesByTheIssuerWhereNobodySignsInAndNoBaseUrlIsSet() {
    starts(
        detailed(
            bearerOnly(),
            "issuer",
            "http://localhost:8081/realms/shop",
            "insecure-http-hosts",
            "localhost"));

    assertThat(refusal(detailed(bearerOnly())))
        .contains("error-details is true, but issuer is https://id.example.com");
    assertThat(
            refusal(
                detailed(bearerOnly(), "issuer", "*", "jwks-uri", "https://id.example.com/jwks")))
        .contains("error-details is true, but issuer is *");
  }

  @Test
  void aBaseUrlElsewhereCountsMoreThanAnIssuerOnThisMachine() {
    assertThat(
            refusal(
                detailed(
                    bearerOnly(),
                    "issuer",
                    "https://localhost",
                    "base-url",
                    "https://shop.example.com")))
        .contains("error-details is true, but base-url is https://shop.example.com");
  }

  @Test
  void anythingButTrueAndFalseIsRefused() {
    assertThat(refusal("error-details", "yes"))
        .contains("error-details is \"yes\"; write one of [false, true]");
    starts(soundWith("error-details", "false"));
    assertThat(warnings()).isEmpty();
  }

  @Test
  void isReadFromEverySourceOfSettings() {
    String problem = "error-details is \"maybe\"; write one of [false, true]";

    assertThat(Sources.sound().builder("error-details", "maybe").problems()).contains(problem);
    assertThat(Sources.sound().property("latchkey.error-details", "maybe").problems())
        .contains(problem);
    assertThat(Sources.sound().variable("LATCHKEY_ERROR_DETAILS", "maybe").problems())
        .contains(problem);
    assertThat(Sources.sound().parameter("error-details", "maybe").problems()).contains(problem);
    assertThat(Sources.sound().file("error-details=maybe").problems()).contains(problem);
  }
}
