package dev.latchkey.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.latchkey.Latchkey;
import dev.latchkey.testkit.TestProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each setting and each problem, as a user meets them. No Redis is there, and none is asked. */
class RedisSettingsTest {
  private static final TestProvider PROVIDER = TestProvider.start();
  private static final String NOBODY = "redis://127.0.0.1:1";
  private static final String CANARY = "canary-7f3a9c";

  @TempDir Path folder;

  @AfterAll
  static void close() {
    PROVIDER.close();
  }

  /** What the operator is warned of at a start that goes well. */
  private static List<String> warnings(String redisUri, String... settings) {
    try (ShopNode node = ShopNode.at(PROVIDER, redisUri, settings)) {
      return node.warnings();
    }
  }

  private static String refusal(String redisUri, String... settings) {
    return refusal(ShopNode.settings(PROVIDER, redisUri, settings));
  }

  private static String refusal(Map<String, String> settings) {
    IllegalArgumentException refused =
        catchThrowableOfType(
            IllegalArgumentException.class,
            () -> Latchkey.builder().settings(settings).build().close());
    assertThat(refused).as("a refusal to start").isNotNull();
    return refused.getMessage();
  }

  private static List<String> problems(String message) {
    return message
        .lines()
        .filter(line -> line.startsWith("  - ") && !line.contains("also look at this"))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "redis://127.0.0.1:1",
        "redis://127.0.0.1:1/2",
        "redis://user:pass%40word@localhost:1",
        "rediss://127.0.0.1:1",
        "redis-sentinel://127.0.0.1:1,127.0.0.1:2/0#shop",
        "redis://127.0.0.1:1  redis://127.0.0.1:2\n redis://127.0.0.1:3"
      })
  void takesEachKindOfAddress(String uri) {
    assertThat(warnings(uri)).noneMatch(text -> text.contains("redis.uri"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1:6379",
        "http://127.0.0.1",
        "redis://",
        "redis://user:" + CANARY + "@",
        "redis://user:" + CANARY + "@host:port",
        "redis://user:" + CANARY + "%zz@host:1",
        "redis://user:" + CANARY + "/@host:1",
        "redis-sentinel://" + CANARY + "@host:26379"
      })
  void aWrongAddressIsRefusedAndNotShown(String uri) {
    String refusal = refusal(uri);

    assertThat(problems(refusal)).hasSize(1);
    assertThat(refusal)
        .contains("redis.uri cannot be read as an address of Redis; write redis://host:6379")
        .doesNotContain(CANARY);
  }

  @Test
  void ofSeveralAddressesTheWrongOnesAreCounted() {
    assertThat(problems(refusal("redis://a redis://b:" + CANARY + "x c")))
        .hasSize(2)
        .anyMatch(line -> line.contains("redis.uri (address 2 of 3) cannot be read"))
        .anyMatch(line -> line.contains("redis.uri (address 3 of 3) cannot be read"))
        .noneMatch(line -> line.contains(CANARY));
  }

  @Test
  void anAddressMustBeThere() {
    assertThat(refusal("")).contains("redis.uri is missing; write redis://host:6379");
  }

  @Test
  void allSentinelsStandInOneAddress() {
    assertThat(refusal("redis-sentinel://a:1/0#shop redis-sentinel://b:1/0#shop"))
        .contains("redis.uri names Sentinels among several addresses; put all Sentinels into one");
  }

  @Test
  void anAddressMayStandInAFileWhichIsNotShown() throws IOException {
    Path file = Files.writeString(folder.resolve("uri"), "redis://u:" + CANARY + "@127.0.0.1:1\n");
    assertThat(warnings("", "redis.uri-file", file.toString()))
        .noneMatch(text -> text.contains(CANARY));

    Files.writeString(file, CANARY);
    assertThat(refusal("", "redis.uri-file", file.toString()))
        .contains("redis.uri cannot be read")
        .doesNotContain(CANARY);
    assertThat(refusal(NOBODY, "redis.uri-file", file.toString())).contains("redis.uri-file");
    assertThat(refusal("", "redis.uri-file", folder.resolve("none").toString()))
        .contains("redis.uri-file");
  }

  @Test
  void anAddressMayComeFromOutside() {
    Map<String, String> settings = ShopNode.settings(PROVIDER, "");
    System.setProperty("latchkey.redis.uri", CANARY);
    try {
      IllegalArgumentException refused =
          catchThrowableOfType(
              IllegalArgumentException.class,
              () -> Latchkey.builder().settings(settings).fromEnvironment().build().close());
      assertThat(refused).hasMessageContaining("redis.uri cannot be read");
      assertThat(refused.getMessage()).doesNotContain(CANARY);
    } finally {
      System.clearProperty("latchkey.redis.uri");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "redis.namespace, shop:eu-1.blue_2",
    "redis.timeout, 10ms",
    "redis.timeout, 10s",
    "redis.near-cache, true",
    "redis.near-cache, false"
  })
  void takes(String key, String value) {
    assertThat(warnings(NOBODY, key, value)).noneMatch(text -> text.contains(key));
  }

  @Test
  void aNamespaceHasUpTo64Characters() {
    assertThat(warnings(NOBODY, "redis.namespace", "a".repeat(64)))
        .noneMatch(text -> text.contains("redis."));
    assertThat(refusal(NOBODY, "redis.namespace", "a".repeat(65)))
        .contains("write up to 64 letters, digits");
  }

  @ParameterizedTest
  @CsvSource({
    "redis.namespace, a b, write up to 64 letters",
    "redis.namespace, {a}, write up to 64 letters",
    "redis.timeout, 9ms, to 10s",
    "redis.timeout, 11s, to 10s",
    "redis.near-cache, on, write one of",
    "session.store, valkey, write one of",
    "session.revocation-store, cookie, write one of"
  })
  void refuses(String key, String value, String advice) {
    assertThat(refusal(NOBODY, key, value)).contains(key + " is \"" + value + "\"", advice);
  }

  @Test
  void aNearCacheDoesNotGoWithSeveralAddresses() {
    assertThat(refusal(NOBODY + " " + NOBODY, "redis.near-cache", "true"))
        .contains("redis.near-cache does not work with a Cluster yet; leave it out");
  }

  @Test
  void allOfThemAreCheckedTogether() {
    assertThat(
            problems(
                refusal(
                    CANARY,
                    "redis.namespace",
                    "*",
                    "redis.timeout",
                    "1h",
                    "redis.near-cache",
                    "yes")))
        .hasSize(4);
  }

  @Test
  void aTrustStoreHoldsCertificatesAndGoesWithTls() throws IOException {
    Path file = Files.writeString(folder.resolve("ca.pem"), "none");
    assertThat(refusal("rediss://127.0.0.1:1", "redis.trust-store", file.toString()))
        .contains("which holds no certificates that can be read; write them as PEM");
    assertThat(refusal(NOBODY, "redis.trust-store", folder.resolve("none").toString()))
        .contains(
            "which cannot be read (NoSuchFileException)",
            "redis.trust-store is set, but redis.uri is not TLS; write rediss://");
  }

  @ParameterizedTest
  @CsvSource({
    "redis://u:" + CANARY + "@redis.example.com:1, true",
    "redis://:" + CANARY + "@redis.example.com:1, true",
    "redis://redis.example.com:1, false",
    "redis://u:" + CANARY + "@127.0.0.1:1, false",
    "redis://u:" + CANARY + "@localhost:1, false",
    "rediss://u:" + CANARY + "@redis.example.com:1, false",
    "'redis-sentinel://:" + CANARY + "@127.0.0.1:1,redis.example.com:1/0#shop', true",
    "'redis-sentinel://:" + CANARY + "@127.0.0.1:1,127.0.0.2:1/0#shop', false"
  })
  void aPasswordInTheClearIsWarnedOf(String uri, boolean warned) {
    List<String> warnings = warnings(uri);

    assertThat(warnings.stream().anyMatch(text -> text.contains("a password in the clear")))
        .isEqualTo(warned);
    assertThat(warnings).noneMatch(text -> text.contains(CANARY));
  }

  @ParameterizedTest
  @ValueSource(strings = {"NONE", "CA"})
  @Tag("E22")
  void noCheckOfACertificateIsTurnedOff(String verifyPeer) {
    assertThat(refusal("rediss://127.0.0.1:1?verifyPeer=" + verifyPeer))
        .contains("redis.uri turns a check of the certificate off");
    assertThat(warnings("rediss://127.0.0.1:1?verifyPeer=FULL"))
        .noneMatch(text -> text.contains("certificate"));
  }

  @ParameterizedTest
  @CsvSource({"session.store, cookie", "session.store, memory"})
  void settingsOfRedisThatNobodyUsesAreWarnedOf(String key, String value) {
    assertThat(warnings(CANARY, key, value))
        .anyMatch(text -> text.startsWith("redis.uri is not used: neither session.store nor"))
        .noneMatch(text -> text.contains(CANARY));
  }

  @Test
  void whatHasEndedMayBeRememberedInRedisForSessionsInCookies() {
    assertThat(warnings(NOBODY, "session.store", "cookie", "session.revocation-store", "redis"))
        .noneMatch(text -> text.contains("remembered by this process alone"))
        .noneMatch(text -> text.contains("redis.uri"));
  }

  @ParameterizedTest
  @CsvSource({"redis, redis", "redis, memory", "memory, redis", "memory, memory"})
  void sessionsInAStoreNeedNoRevocationStore(String sessions, String ended) {
    assertThat(refusal(NOBODY, "session.store", sessions, "session.revocation-store", ended))
        .contains("session.revocation-store is set, but only sessions in cookies need it");
  }

  @Test
  void nothingOfAnAddressIsShown() {
    RedisSettings settings =
        RedisSettings.read(Map.of("uri", "redis://u:" + CANARY + "@host:1"), new ArrayList<>());

    assertThat(settings.toString()).isEqualTo("RedisSettings[1 addresses, latchkey]");
  }
}
