package dev.latchkey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settings from outside of the code, and who wins. */
class EnvironmentSettingsTest extends SoundSettings {

  @TempDir Path folder;

  @Test
  void readsTheEnvironmentOnlyWhenAskedTo() {
    SettingsReader outside = new SettingsReader(Map.of(), Map.of("LATCHKEY_CLOCK_SKEW", "x"));

    starts(sound());
    assertThat(refusal(Latchkey.builder().settings(sound()).from(outside)))
        .contains("clock-skew is \"x\"");
  }

  @Test
  void prefersTheBuilderToPropertiesAndThoseToTheEnvironment() {
    Problems problems = new Problems();
    SettingsReader outside =
        new SettingsReader(
            Map.of("latchkey.realm", "property", "latchkey.client-id", "property"),
            Map.of(
                "LATCHKEY_REALM", "environment",
                "LATCHKEY_CLIENT_ID", "environment",
                "LATCHKEY_AUDIENCE", "environment"));

    assertThat(outside.read(Optional.empty(), problems).texts())
        .containsEntry(Setting.REALM, "property")
        .containsEntry(Setting.CLIENT_ID, "property")
        .containsEntry(Setting.AUDIENCE, "environment")
        .hasSize(3);
    assertThat(problems.none()).isTrue();
  }

  @Test
  void letsTheBuilderWin() {
    SettingsReader outside =
        new SettingsReader(
            Map.of("latchkey.clock-skew", "x"), Map.of("LATCHKEY_TOKEN_TYPE", "nonsense"));

    assertThat(
            problems(
                refusal(Latchkey.builder().settings(soundWith("clock-skew", "30s")).from(outside))))
        .singleElement()
        .asString()
        .contains("token.type is \"nonsense\"");
  }

  @Test
  void letsASecretOfTheBuilderWinOverAFileOfTheEnvironment() {
    SettingsReader outside =
        new SettingsReader(
            Map.of(),
            Map.of(
                "LATCHKEY_CLIENT_SECRET_FILE", "/absent",
                "LATCHKEY_SESSION_SECRET_FILE", "/absent",
                "LATCHKEY_RULES_FILE", "/absent"));

    builder().settings(sound()).from(outside).build().close();
  }

  @Test
  void letsAFileOfAPropertyWinOverASecretOfTheEnvironment() throws IOException {
    Path file = Files.writeString(folder.resolve("secret"), "from-file");
    SettingsReader outside =
        new SettingsReader(
            Map.of("latchkey.client-secret-file", file.toString()),
            Map.of("LATCHKEY_CLIENT_SECRET", "from-environment"));

    builder().settings(soundWithout("client-secret")).from(outside).build().close();
  }

  @Test
  void refusesASecretAndItsFileSideBySideInTheEnvironment() {
    SettingsReader outside =
        new SettingsReader(
            Map.of(),
            Map.of("LATCHKEY_CLIENT_SECRET", "s", "LATCHKEY_CLIENT_SECRET_FILE", "/absent"));

    assertThat(refusal(Latchkey.builder().settings(soundWithout("client-secret")).from(outside)))
        .contains("client-secret and client-secret-file are both set");
  }

  @Test
  @Tag("P01")
  void refusesOnePropertyInTwoSpellings() {
    SettingsReader outside =
        new SettingsReader(
            Map.of("latchkey.clock-skew", "1s", "latchkey.clock.skew", "2s"), Map.of());

    assertThat(refusal(Latchkey.builder().settings(sound()).from(outside)))
        .contains("clock-skew is set twice, as latchkey.clock-skew and as latchkey.clock.skew");
  }

  @Test
  void readsOnlyWhatIsForItsName() {
    SettingsReader outside =
        new SettingsReader(
            Map.of("latchkey.other.clock-skew", "x", "latchkey.clock-skew", "x"),
            Map.of("LATCHKEY_SHOP_TOKEN_TYPE", "nonsense", "LATCHKEY_CLOCK_SKEW", "x"));

    assertThat(problems(refusal(Latchkey.builder().settings(sound()).name("shop").from(outside))))
        .singleElement()
        .asString()
        .contains("token.type is \"nonsense\"");
  }

  @Test
  @Tag("P01")
  void warnsOfAnUnknownVariableAndGoesOn() {
    SettingsReader outside =
        new SettingsReader(
            Map.of("latchkey.nonsense", CANARY),
            Map.of("LATCHKEY_PORT_8080_TCP", CANARY, "LATCHKEYISSUER", "x", "PATH", "x"));

    builder().settings(sound()).from(outside).build().close();

    assertThat(warnings())
        .anyMatch(text -> text.startsWith("the environment variable LATCHKEY_PORT_8080_TCP is no"))
        .anyMatch(text -> text.startsWith("the system property latchkey.nonsense is no setting"))
        .hasSize(2)
        .noneMatch(text -> text.contains(CANARY));
  }
}
