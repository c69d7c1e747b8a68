package dev.latchkey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.testing.FakeTransport;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Wrong settings stop the start, all of them named at once, with advice. */
class SettingsTest extends SoundSettings {

  @Test
  void startsWithSoundSettingsAndNoWarning() {
    starts(sound());

    assertThat(warnings()).isEmpty();
  }

  @Test
  @Tag("P01")
  void listsEveryProblemAtOnceWithKeyAndAdvice() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("isuer", "https://id.example.com");
    settings.put("clock-skew", "300x");
    settings.put("base-url", "shop.example.com");
    settings.put("rules", "bearer /api/**\nlogn /**");

    String message = refusal(settings);

    assertThat(problems(message))
        .anyMatch(line -> line.contains("\"isuer\" is no setting; the nearest is issuer"))
        .anyMatch(line -> line.contains("issuer is not set; write it exactly"))
        .anyMatch(line -> line.contains("clock-skew is \"300x\"; write a number with"))
        .anyMatch(line -> line.contains("rules: line 2: ") && line.contains("logn"))
        .anyMatch(line -> line.contains("audience is not set, but rules read bearer tokens"))
        .hasSize(5);
    assertThat(message).startsWith("Latchkey cannot start, 5 problems:");
  }

  @Test
  @Tag("P01")
  void saysLittleWhenOnlyOneThingIsWrong() {
    assertThat(refusal("clock-skew", "6m"))
        .isEqualTo(
            "Latchkey cannot start:\n"
                + "  - clock-skew is \"6m\"; write a number with ms, s, m, h or d, such as 60s,"
                + " from 0s to 5m");
  }

  @ParameterizedTest
  @Tag("P01")
  @CsvSource({
    "audiense, audience",
    "jwks-url, jwks-uri",
    "client-secret-fil, client-secret-file",
    "cookie.name, session.cookie.name",
    "callback_pth, callback-path"
  })
  void namesTheNearestSettingForAnUnknownOne(String unknown, String nearest) {
    assertThat(refusal(unknown, "x"))
        .contains("\"" + unknown + "\" is no setting; the nearest is " + nearest);
  }

  @ParameterizedTest
  @ValueSource(strings = {"clock_skew", "CLOCK-SKEW", "clock.skew"})
  void takesDotsDashesUnderscoresAndCasesForAlike(String key) {
    starts(soundWith(key, "30s"));
  }

  @Test
  @Tag("P01")
  void refusesOneSettingInTwoSpellings() {
    assertThat(refusal("client_id", "other"))
        .contains("client-id is set twice, as client-id and as client_id; remove one of them");
  }

  @ParameterizedTest
  @Tag("P02")
  @CsvSource({
    "session.max-age, 300x",
    "session.max-age, 8",
    "session.max-age, h",
    "session.max-age, 0s",
    "session.max-age, -1h",
    "session.max-age, 1h30m",
    "session.max-age, 1.5h",
    "session.max-age, 8 h",
    "session.max-age, 401d",
    "session.max-age, 99999999999999999999s",
    "session.max-age, 999999999d",
    "session.max-age, \u0668h",
    "login.lifetime, 0s",
    "login.lifetime, 999ms",
    "login.lifetime, 61m",
    "http.timeout, 0s",
    "http.connect-timeout, 0ms",
    "jwks.refresh, 0s",
    "jwks.cool-down, -5s",
    "jwks.max-stale, 8d"
  })
  void refusesTimesThatAreNoneOrOutOfBounds(String key, String value) {
    assertThat(problems(refusal(key, value)))
        .singleElement()
        .asString()
        .startsWith("  - " + key + " is \"" + value + "\"; write a number with ms, s, m, h or d");
  }

  @ParameterizedTest
  @Tag("B37")
  @ValueSource(strings = {"-1s", "5m1s", "301s", "300001ms", "six", "60"})
  void refusesAClockSkewBelowZeroOrAboveFiveMinutes(String skew) {
    assertThat(refusal("clock-skew", skew)).contains("clock-skew is \"" + skew + "\"");
  }

  @ParameterizedTest
  @Tag("B37")
  @ValueSource(strings = {"0s", "5m", "300s", "1500ms"})
  void takesAClockSkewFromZeroToFiveMinutes(String skew) {
    starts(soundWith("clock-skew", skew));
  }

  @ParameterizedTest
  @Tag("P02")
  @CsvSource({
    "token.max-bytes, 511",
    "token.max-bytes, 1048577",
    "token.max-bytes, 16k",
    "token.max-bytes, -1",
    "token.max-bytes, 99999999999",
    "login.max-pending, 0",
    "login.max-pending, 21",
    "token.cache-size, -1",
    "http.max-body-bytes, 0"
  })
  void refusesNumbersOutOfBounds(String key, String value) {
    assertThat(refusal(key, value)).contains(key + " is \"" + value + "\"; write a number from ");
  }

  @Test
  void takesNumbersAtTheirBounds() {
    Map<String, String> settings = soundWith("token.max-bytes", "512");
    settings.put("login.max-pending", "20");
    settings.put("token.cache-size", "0");
    settings.put("login.lifetime", "1s");
    settings.put("session.max-age", "400d");
    starts(settings);
  }

  @Test
  @Tag("L16")
  void startsThoughItsListenerThrows() {
    Latchkey.builder()
        .settings(soundWith("audience", "*"))
        .transport(new FakeTransport())
        .listener(
            event -> {
              throw new IllegalStateException("the listener's own fault");
            })
        .build()
        .close();
  }
}
