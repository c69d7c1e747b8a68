package dev.latchkey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The properties file that {@code config} names. */
class ConfigFileTest {

  private static final String HERE = "/WEB-INF/latchkey.properties";

  private final Problems problems = new Problems();

  @TempDir private Path folder;

  private GivenSettings read(String text) {
    return read(text.getBytes(StandardCharsets.UTF_8));
  }

  private GivenSettings read(byte[] bytes) {
    return new ConfigFile(HERE, path -> new ByteArrayInputStream(bytes))
        .read(new GivenSettings(), null, problems);
  }

  private List<String> told() {
    try {
      problems.check();
      return List.of();
    } catch (IllegalArgumentException all) {
      return List.of(all.getMessage().split("\n  - "));
    }
  }

  private void assertToldOnly(String... texts) {
    assertThat(told()).hasSize(texts.length + 1);
    assertThat(told().subList(1, told().size())).containsExactlyInAnyOrder(texts);
  }

  @Test
  void readsSettingsNumberedRulesAndForwardedHeaders() {
    GivenSettings given =
        read(
            """
            # who may do what
            issuer = https://id.example.com
            client_id: shop
            rule.2=login /**
            rule.1=public /health
            forward.X-User=/email
            """);

    assertThat(told()).isEmpty();
    assertThat(given.texts())
        .containsOnly(
            Map.entry(Setting.ISSUER, "https://id.example.com"),
            Map.entry(Setting.CLIENT_ID, "shop"));
    assertThat(given.rules())
        .containsExactly(Map.entry(1, "public /health"), Map.entry(2, "login /**"));
    assertThat(given.forwards()).containsOnly(Map.entry("X-User", "/email"));
  }

  @Test
  void opensWhatTheApplicationKeepsBelowWebInf() {
    String[] asked = new String[1];
    ConfigResources resources =
        path -> {
          asked[0] = path;
          return new ByteArrayInputStream("realm=shop".getBytes(StandardCharsets.UTF_8));
        };

    assertThat(new ConfigFile(HERE, resources).read(new GivenSettings(), null, problems).texts())
        .containsEntry(Setting.REALM, "shop");
    assertThat(asked[0]).isEqualTo(HERE);
  }

  @Test
  void readsAnAbsoluteFile() throws IOException {
    Path file = Files.writeString(folder.resolve("l.properties"), "realm=shop");

    GivenSettings given =
        new ConfigFile(file.toAbsolutePath().toString(), ConfigResources.none())
            .read(new GivenSettings(), null, problems);

    assertThat(given.texts()).containsEntry(Setting.REALM, "shop");
  }

  @Test
  void readsFromTheClassPathOfTheApplication() throws IOException {
    Files.writeString(
        Files.createDirectories(folder.resolve("conf")).resolve("l.properties"), "realm=shop");
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader application =
        new URLClassLoader(new URL[] {folder.toUri().toURL()}, before)) {
      thread.setContextClassLoader(application);

      assertThat(
              new ConfigFile("classpath:conf/l.properties", ConfigResources.none())
                  .read(new GivenSettings(), null, problems)
                  .texts())
          .containsEntry(Setting.REALM, "shop");
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/WEB-INF/absent.properties",
        "classpath:absent.properties",
        "/absent/l.properties"
      })
  void aMissingFileIsTold(String location) {
    new ConfigFile(location, ConfigResources.none()).read(new GivenSettings(), null, problems);

    assertToldOnly("config names " + location + ", which does not exist");
  }

  @ParameterizedTest
  @ValueSource(strings = {"latchkey.properties", "./l.properties", "WEB-INF/l.properties", "a\0b"})
  void aRelativePathIsRefusedSinceItLeadsToDifferentFiles(String location) {
    new ConfigFile(location, ConfigResources.none()).read(new GivenSettings(), null, problems);

    assertThat(told().get(1))
        .startsWith("config names " + location)
        .contains("/WEB-INF/…, classpath:… nor an absolute path");
  }

  @Test
  void aFolderIsNoFile() {
    new ConfigFile(folder.toString(), ConfigResources.none())
        .read(new GivenSettings(), null, problems);

    assertThat(told().get(1)).startsWith("config names " + folder + ", which cannot be read (");
  }

  @Test
  void aFileThatBreaksOffIsUnreadable() {
    ConfigResources broken =
        path ->
            new InputStream() {
              @Override
              public int read() throws IOException {
                throw new IOException("secret detail");
              }
            };

    new ConfigFile(HERE, broken).read(new GivenSettings(), null, problems);

    assertToldOnly("config names " + HERE + ", which cannot be read (IOException)");
  }

  @ParameterizedTest
  @CsvSource({
    "isuer=x, isuer, issuer",
    "audiance=x, audiance, audience",
    "client.secret.fil=x, client.secret.fil, client-secret-file",
    "login-redirct=x, login-redirct, login.redirect",
    "foward.X-User=/email, foward.X-User, forward.<Header-Name>",
    "forwards.X-User=/email, forwards.X-User, forward.<Header-Name>",
    "forward=/email, forward, realm",
    "rules.1=public /, rules.1, rule.1",
    "rule.01=public /, rule.01, rule.1",
    "rule.1234567=public /, rule.1234567, rule.1",
    "role.claims=/x, role.claims, roles.claims",
  })
  void anUnknownKeyIsToldWithTheNearestOne(String line, String key, String nearest) {
    read(line);

    assertToldOnly(HERE + ": \"" + key + "\" is no setting; the nearest is " + nearest);
  }

  @Test
  void aKeyThatIsSetTwiceIsRefused() {
    read("issuer=https://a.example.com\nrealm=a\nissuer=https://b.example.com\n");

    assertToldOnly(HERE + ": \"issuer\" is set twice");
  }

  @Test
  void aKeyThatIsSetInTwoSpellingsIsRefused() {
    read("client-id=a\nCLIENT_ID=b\nforward.X-User=/a\nforward.x_user=/b\n");

    assertToldOnly(
        HERE + ": \"CLIENT_ID\" and \"client-id\" are one setting; remove one of them",
        HERE + ": \"forward.X-User\" and \"forward.x_user\" are one setting; remove one of them");
  }

  @Test
  void aFileNamesNoOtherFile() {
    GivenSettings given = read("config=/etc/passwd\nrealm=shop\n");

    assertToldOnly(HERE + " holds config; a file names no other file");
    assertThat(given.texts()).containsOnlyKeys(Setting.REALM);
  }

  @Test
  void textIsUtf8() {
    assertThat(read("realm=Läden 鍵 🔑").texts()).containsEntry(Setting.REALM, "Läden 鍵 🔑");
    assertThat(told()).isEmpty();
  }

  @Test
  void escapesOfThePropertiesFormatWork() {
    GivenSettings given =
        read(
            "realm=\\u00e4\\tb\\\\c\\\n   d\n! a comment with \\d and \\u12\nrule.1 = public \\\n  /a\n");

    assertThat(told()).isEmpty();
    assertThat(given.texts()).containsEntry(Setting.REALM, "ä\tb\\cd");
    assertThat(given.rules()).containsEntry(1, "public /a");
  }

  @Test
  void anotherCharacterSetIsRefusedAndNotRepaired() {
    read("realm=Läden".getBytes(StandardCharsets.ISO_8859_1));

    assertToldOnly(
        "config names "
            + HERE
            + ", which is not UTF-8, or begins with a byte order mark; save it as plain UTF-8");
  }

  @Test
  void aByteOrderMarkIsRefusedSinceItWouldBelongToTheFirstKey() {
    read("\ufeffissuer=https://id.example.com");

    assertThat(told().get(1)).contains("begins with a byte order mark");
  }

  /** The JDK drops such a backslash: another regular expression, another secret. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "rule.1=deny ~/v\\d+/.*",
        "client-secret=pass\\word",
        "rules-file=C:\\keys",
        "re\\alm=x",
        "realm=a\\\\\\d"
      })
  void aSingleBackslashThatWouldBeLostIsRefused(String line) {
    read("# one\n" + line + "\n");

    assertThat(told())
        .contains(HERE + ": line 2 holds a single backslash, which would be lost; write two");
  }

  @Test
  void aLineThatGoesOnIsNoCommentHoweverItsNextBegins() {
    read("realm=a\\\n  #\\d\n");

    assertToldOnly(HERE + ": line 2 holds a single backslash, which would be lost; write two");
  }

  @ParameterizedTest
  @ValueSource(strings = {"realm=\\u12", "realm=\\u12G4", "realm=\\u", "realm=a\\\n  \\u00zz"})
  void aBadUnicodeEscapeIsRefused(String line) {
    read(line);

    assertThat(told().get(1)).endsWith("holds \\u without four hexadecimal digits");
  }

  @Test
  void noProblemShowsAValue() {
    read(
        "client-secret=hunter\\2\nclient-secret=hunter3\nclient_secret=hunter4\nclient-sekret=hunter5");

    assertThat(told()).hasSizeGreaterThan(3);
    assertThat(String.join("\n", told())).doesNotContain("hunter");
  }

  @Test
  void anEmptyFileSetsNothing() {
    assertThat(read("").texts()).isEmpty();
    assertThat(told()).isEmpty();
  }
}
