package dev.latchkey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets are given once, are no guess, and are never told. */
class SecretSettingsTest extends SoundSettings {

  @TempDir Path folder;

  @Test
  void refusesASecretAndAFileWithOne() throws IOException {
    Path file = Files.writeString(folder.resolve("secret"), "from-file");
    Map<String, String> settings = soundWith("client-secret-file", file.toString());
    settings.put("session.secret-file", file.toString());

    assertThat(refusal(settings))
        .contains("client-secret and client-secret-file are both set; remove one of them")
        .contains("session.secret and session.secret-file are both set; remove one of them");
  }

  @Test
  void namesASecretFileThatIsMissingOnce() {
    Map<String, String> settings = soundWithout("client-secret", "session.secret");
    settings.put("client-secret-file", folder.resolve("absent").toString());
    settings.put("session.secret-file", folder.resolve("gone").toString());

    assertThat(problems(refusal(settings)))
        .anyMatch(line -> line.contains("client-secret-file: ") && line.contains("absent"))
        .anyMatch(line -> line.contains("session.secret-file: ") && line.contains("gone"))
        .hasSize(2);
  }

  @ParameterizedTest
  @Tag("P03")
  @ValueSource(strings = {"", "\n", "  \n", "${SECRET}\n"})
  void refusesASecretFileThatHoldsNoSecret(String content) throws IOException {
    Path file = Files.writeString(folder.resolve("secret"), content);
    Map<String, String> settings = soundWithout("client-secret");
    settings.put("client-secret-file", file.toString());

    assertThat(problems(refusal(settings))).singleElement().asString().contains(file.toString());
    assertThat(
            refusal(
                Latchkey.builder()
                    .settings(soundWithout("client-id", "client-secret"))
                    .client("shop", Secret.fromFile(file))))
        .contains("client-secret cannot be read");
  }

  @ParameterizedTest
  @CsvSource({"'s', s", "'s\n', s", "'s\r\n', s", "'s\n\n', 's\n'", "' s ', ' s '", "'s\t', 's\t'"})
  void dropsOneNewlineAtTheEndOfASecretFileAndNothingElse(String content, String secret)
      throws IOException {
    Path file = folder.resolve("secret");
    Files.writeString(file, content.replace("\\n", "\n").replace("\\r", "\r"));

    assertThat(Secret.fromFile(file).value()).isEqualTo(secret.replace("\\n", "\n"));
  }

  @ParameterizedTest
  @Tag("J12")
  @CsvSource({
    "c2hvcnQ=, 'has 5 bytes, at least 32 are needed'",
    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=, repeats itself",
    "YWJhYmFiYWJhYmFiYWJhYmFiYWJhYmFiYWJhYmFiYWI=, repeats itself",
  })
  void refusesASessionSecretThatCanBeGuessed(String secret, String why) {
    assertThat(refusal("session.secret", secret))
        .contains("session.secret secret number 1 " + why)
        .contains("openssl rand -base64 32")
        .doesNotContain(secret);
  }

  @ParameterizedTest
  @Tag("J13")
  @ValueSource(
      strings = {"this-is-not-base64-at-all!", "MTIzNDU2Nzg5MGFiY2RlZmdoaWprbG1ub3BxcnN0dXY=="})
  void refusesASessionSecretThatIsNoBase64(String secret) {
    assertThat(refusal("session.secret", secret)).contains("is not base64").doesNotContain(secret);
  }

  @Test
  @Tag("J12")
  void checksEverySecretOfARotation() {
    assertThat(refusal("session.secret", RANDOM + " c2hvcnQ="))
        .contains("session.secret secret number 2 has 5 bytes");
  }

  private static void permit(Path file, String permissions) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }

  @Test
  @Tag("E31")
  void warnsOnceOfASecretFileThatEverybodyMayRead() throws IOException {
    Path file = Files.writeString(folder.resolve("open"), RANDOM);
    permit(file, "rw-r--r--");
    Map<String, String> settings = soundWithout("client-id", "client-secret", "session.secret");
    settings.put("session.secret-file", file.toString());

    builder().settings(settings).client("shop", Secret.fromFile(file)).build().close();

    String why = "every user of this machine may read " + file + "; take the right away";
    assertThat(warnings())
        .hasSize(2)
        .anyMatch(warning -> warning.startsWith("client-secret: " + why))
        .anyMatch(warning -> warning.startsWith("session.secret-file: " + why));
  }

  @Test
  void takesSeveralSessionSecretsOrOnePerProcess() throws IOException {
    String other =
        Base64.getEncoder().encodeToString("another-32-bytes-for-the-rotation".getBytes());
    starts(soundWith("session.secret", RANDOM + "\n" + other));
    Path file = Files.writeString(folder.resolve("secret"), RANDOM + "\n");
    permit(file, "rw-r-----");
    Map<String, String> settings = soundWithout("session.secret");
    settings.put("session.secret-file", file.toString());
    starts(settings);
    assertThat(warnings()).isEmpty();

    starts(soundWith("session.secret", "per-process"));
    assertThat(warnings()).singleElement().asString().startsWith("sessions end with this process");
  }

  @Test
  void doesWithoutASessionSecretOnLoopbackWithAWarningAndNowhereElse() {
    Map<String, String> settings = soundWithout("session.secret");
    assertThat(refusal(settings)).contains("session.secret is not set");

    settings.put("base-url", "http://localhost:8080");
    starts(settings);
    assertThat(warnings()).singleElement().asString().startsWith("sessions end with this process");
  }

  @Test
  @Tag("P04")
  void neverTellsASecret() throws IOException {
    Path file = Files.writeString(folder.resolve("secret"), CANARY);
    Map<String, String> settings = soundWith("client-secret", CANARY);
    settings.put("session.secret", CANARY);
    settings.put("client-authentication", "none");
    settings.put("clock-skew", "x");

    assertThat(refusal(settings)).contains("session.secret").doesNotContain(CANARY);
    assertThat(Secret.of(CANARY).toString()).doesNotContain(CANARY);
    assertThat(Secret.fromFile(file).toString()).doesNotContain(CANARY);
    LatchkeyBuilder builder = builder().settings(soundWith("client-secret", CANARY));
    assertThat(builder.toString()).doesNotContain(CANARY);
    try (Latchkey latchkey = builder.build()) {
      assertThat(latchkey.toString()).doesNotContain(CANARY);
      assertThat(latchkey.status().toString()).doesNotContain(CANARY);
    }
    assertThat(events.toString()).doesNotContain(CANARY);
  }

  @Test
  @Tag("P03")
  void refusesPlaceholdersAndEmptyValuesWithoutShowingThem() {
    Map<String, String> settings = soundWith("client-secret", CANARY + "${SECRET}");
    settings.put("audience", " ");
    settings.put("session.secret", "");

    String message = refusal(settings);

    assertThat(message)
        .contains("client-secret holds a placeholder that nobody replaced")
        .contains("audience is empty; leave it out, or give it a value")
        .contains("session.secret is empty; leave it out, or give it a value")
        .doesNotContain(CANARY);
  }
}
