package dev.latchkey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.seal.SealedStoreKind;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A store of a jar that is not here: whatever is said of it, nobody can open it. */
class StoreKindSettingsTest extends SoundSettings {

  private static final String MISSING =
      "session.store or session.revocation-store is redis, but latchkey-redis is not among the"
          + " jars; add it";

  @TempDir Path jar;

  @ParameterizedTest
  @ValueSource(strings = {"session.store", "session.revocation-store"})
  void aJarThatIsMissingIsNamed(String key) {
    assertThat(refusal(key, "redis")).contains(MISSING);
  }

  @Test
  void theEnvironmentMayNameAStore() {
    SettingsReader outside =
        new SettingsReader(Map.of(), Map.of("LATCHKEY_SESSION_STORE", "redis"));

    assertThat(refusal(Latchkey.builder().settings(sound()).from(outside))).contains(MISSING);
  }

  @Test
  void theEnvironmentMaySayWhereRedisIs() {
    SettingsReader outside =
        new SettingsReader(
            Map.of(),
            Map.of("LATCHKEY_REDIS_URI", CANARY, "LATCHKEY_REDIS_URI_FILE", "/absent/" + CANARY));

    assertThat(
            refusal(Latchkey.builder().settings(soundWith("session.store", "redis")).from(outside)))
        .contains("redis.uri and redis.uri-file are both set");
  }

  @ParameterizedTest
  @CsvSource({
    "redis.uri, redis://" + CANARY,
    "redis.namespace, shop",
    "redis.timeout, 1s",
    "redis.near-cache, true",
    "redis.trust-store, ca.pem"
  })
  void whatNobodyUsesIsWarnedOf(String key, String value) {
    starts(soundWith(key, value));

    assertThat(warnings())
        .contains(key + " is not used: neither session.store nor session.revocation-store is redis")
        .noneMatch(text -> text.contains(CANARY));
  }

  @Test
  void aJarThatDoesNotLoadIsNamed() throws IOException {
    Path services = Files.createDirectories(jar.resolve("META-INF/services"));
    Files.writeString(services.resolve(SealedStoreKind.class.getName()), "com.example.Gone");
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader war = new URLClassLoader(new URL[] {url(jar)}, before)) {
      thread.setContextClassLoader(war);
      assertThat(refusal("session.store", "redis"))
          .contains("latchkey-redis is here but does not load: ", "com.example.Gone")
          .contains("add the jars it needs");
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static URL url(Path folder) throws MalformedURLException {
    return folder.toUri().toURL();
  }
}
