package dev.latchkey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.testing.TestKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys that stand in the settings or in a file of theirs. */
class KeySettingsTest extends SoundSettings {

  private static final Map<String, Object> KEY = TestKeys.jwk("a", TestKeys.P256.getPublic());
  private static final String JWKS = TestKeys.jwks(KEY);

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("keys");
  }

  static String pem(byte[] der) {
    return pem("PUBLIC KEY", der);
  }

  private static String pem(String label, byte[] der) {
    String base64 = Base64.getMimeEncoder().encodeToString(der);
    return "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n";
  }

  private Map<String, String> bearerWith(String key, String value) {
    Map<String, String> settings = bearerOnly();
    settings.put(key, value);
    return settings;
  }

  private void assertRefused(String key, String content, String why) throws IOException {
    Files.writeString(file, content);
    assertThat(problems(refusal(bearerWith(key, file.toString()))))
        .singleElement()
        .asString()
        .startsWith("  - " + key + ": the file " + file)
        .contains(why)
        .doesNotContain(CANARY);
  }

  @Test
  void takesKeysFromAFileFromPemAndAsText() throws IOException {
    Files.writeString(file, JWKS);
    starts(bearerWith("jwks-file", file.toString()));
    starts(bearerWith("jwks", JWKS));
    Files.writeString(file, pem(TestKeys.P256.getPublic().getEncoded()));
    starts(bearerWith("public-key-file", file.toString()));
  }

  @Test
  void takesAnyIssuerWithKeysOfAFile() throws IOException {
    Files.writeString(file, JWKS);
    Map<String, String> settings = bearerWith("jwks-file", file.toString());
    settings.put("issuer", "*");

    starts(settings);
  }

  @ParameterizedTest
  @ValueSource(strings = {"jwks-file", "public-key-file"})
  void refusesAFileThatIsMissingEmptyOrNotReadable(String key) throws IOException {
    assertThat(refusal(bearerWith(key, file.toString())))
        .contains(key + ": the file " + file + " cannot be read (NoSuchFileException)");
    assertRefused(key, " \n", "is empty");
    assertRefused(key, "x".repeat(256 * 1024 + 1), "is longer than 262144 bytes");
    Files.delete(file);
    Files.createDirectory(file);
    assertThat(refusal(bearerWith(key, file.toString()))).contains("is no regular file");
  }

  @Test
  @Tag("A59")
  void refusesPrivateAndSymmetricKeysWithoutShowingThem() throws IOException {
    Map<String, Object> leaked = new LinkedHashMap<>(KEY);
    leaked.put("d", CANARY);
    Map<String, Object> secret = Map.of("kty", "oct", "k", CANARY);

    assertRefused("jwks-file", TestKeys.jwks(leaked), "has a private part (d)");
    assertRefused(
        "jwks-file", TestKeys.jwks(KEY, secret), "correct or remove: entry 2 is a symmetric key");
    assertRefused(
        "public-key-file",
        pem("PRIVATE KEY", TestKeys.P256.getPrivate().getEncoded()),
        "holds a private key; give the public one alone");
    assertThat(refusal(bearerWith("jwks", TestKeys.jwks(KEY, secret))))
        .contains("jwks: the key set has entries to correct or remove: entry 2 is a symmetric key")
        .doesNotContain(CANARY);
  }

  @Test
  @Tag("F-18")
  void refusesTwoKeysOfOneId() throws IOException {
    assertRefused(
        "jwks-file",
        TestKeys.jwks(KEY, TestKeys.jwk("a", TestKeys.P384.getPublic())),
        "kid \"a\" is that of more than one key");
  }

  @Test
  void refusesAFileWithoutAUsableKey() throws IOException {
    assertRefused("jwks-file", "{\"keys\":[]}", "none of the key set's 0 entries is usable");
    assertRefused("jwks-file", "{}", "has no array \"keys\"");
    assertRefused("jwks-file", pem(new byte[] {1}), "holds PEM; name it in public-key-file");
    assertRefused("public-key-file", JWKS, "no PEM block found");
    assertThat(refusal(bearerWith("jwks", "{\"keys\":{}}"))).contains("jwks: the key set has no");
  }

  @ParameterizedTest
  @CsvSource({
    "jwks-uri, jwks-file, jwks-uri and jwks-file",
    "jwks, public-key-file, jwks and public-key-file"
  })
  void refusesKeysFromTwoPlaces(String one, String other, String both) throws IOException {
    Files.writeString(file, other.equals("jwks-file") ? JWKS : pem(publicKey()));
    Map<String, String> settings =
        bearerWith(one, one.equals("jwks") ? JWKS : "https://id.example.com/keys");
    settings.put(other, file.toString());

    assertThat(problems(refusal(settings)))
        .containsExactly(
            "  - " + both + " are set; keys come from one place, so remove all but one");
  }

  private static byte[] publicKey() {
    return TestKeys.P256.getPublic().getEncoded();
  }

  @Test
  void letsKeysOfTheBuilderWinOverThoseOfTheEnvironment() {
    SettingsReader outside =
        new SettingsReader(
            Map.of("latchkey.jwks-file", "/absent"), Map.of("LATCHKEY_PUBLIC_KEY_FILE", "/absent"));

    builder().settings(bearerWith("jwks", JWKS)).from(outside).build().close();
    assertThat(problems(refusal(Latchkey.builder().settings(bearerOnly()).from(outside))))
        .singleElement()
        .asString()
        .contains("jwks-file: the file /absent cannot be read");
  }

  @Test
  void readsKeysOfAConfigFile() throws IOException {
    Files.write(
        file,
        ("jwks=" + JWKS + "\nissuer=https://id.example.com\naudience=a\nrules=bearer /**")
            .getBytes(StandardCharsets.UTF_8));

    builder().parameters(Map.of("config", file.toString()), ConfigResources.none()).build().close();
  }
}
