package dev.latchkey.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.redis.ShopNode.Ask;
import dev.latchkey.testkit.TestProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Redis behind TLS and a password: who is taken, and what the operator hears otherwise. */
@Timeout(60)
@Execution(ExecutionMode.CONCURRENT)
class TlsTest extends Bed {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final String CANARY = "canary-7f3a9c";
  private static final String ABSENT = "A".repeat(43);

  @TempDir static Path folder;

  private final TestProvider provider = closing(TestProvider.start());

  @BeforeAll
  static void makeCertificates() throws Exception {
    Certificates.write(folder);
  }

  private static RedisProcess withTls() {
    int tlsPort = RedisProcess.freePort();
    return RedisProcess.running(
        "--tls-port",
        Integer.toString(tlsPort),
        "--tls-cert-file",
        folder.resolve("server.pem").toString(),
        "--tls-key-file",
        folder.resolve("server.key").toString(),
        "--tls-ca-cert-file",
        folder.resolve("ca.pem").toString(),
        "--tls-auth-clients",
        "no");
  }

  private boolean saysWhy(ShopNode node, String... words) {
    node.status("__Host-shop=" + ABSENT + ABSENT);
    return node.hasWarned(words);
  }

  private String authorities(String name) {
    return folder.resolve(name).toString();
  }

  @Test
  void anAuthorityOfOnesOwnVouchesForRedis() {
    RedisProcess redis = closing(withTls());
    ShopNode node =
        closing(
            ShopNode.at(
                provider,
                "rediss://localhost:" + redis.tlsPort(),
                "session.cookie.name",
                "__Host-shop",
                "redis.trust-store",
                authorities("ca.pem")));
    List<String> cookies = signIn(provider, node, 3);

    assertThat(lost(node, cookies)).isZero();
    assertThat(node.warnings()).noneMatch(text -> text.contains("redis."));
  }

  @ParameterizedTest
  @CsvSource({
    "localhost, other-ca.pem, SunCertPathBuilderException", // somebody else's authority
    "127.0.0.1, ca.pem, CertificateException", // a name that the certificate does not have
    "localhost, '', SunCertPathBuilderException" // those of the JVM
  })
  void whoeverElseAnswersIsNotRedis(String host, String trusted, String code) {
    RedisProcess redis = closing(withTls());
    ShopNode node =
        closing(
            ShopNode.at(
                provider,
                "rediss://user:" + CANARY + "@" + host + ":" + redis.tlsPort(),
                "redis.timeout",
                "2s",
                "session.cookie.name",
                "__Host-shop",
                "redis.trust-store",
                trusted.isEmpty() ? "" : authorities(trusted)));

    assertThat(node.status(ticket())).isEqualTo(503);
    Waiting.until(
        "the operator hears why", SOON, () -> saysWhy(node, "Redis cannot be reached (" + code));
    assertThat(node.warnings()).noneMatch(text -> text.contains(CANARY));
    assertThat(redis.ask("DBSIZE")).isEqualTo("0");
  }

  private static String ticket() {
    return "__Host-shop=" + ABSENT + ABSENT;
  }

  @Test
  @Tag("M14")
  void aUserWithTheRightsThatTheDocumentationNamesIsEnough() throws IOException {
    RedisProcess redis = closing(RedisProcess.running());
    List<String> user = new ArrayList<>(List.of("ACL", "SETUSER"));
    user.addAll(documentedUser());
    redis.ask(user.toArray(String[]::new));
    redis.ask("ACL", "SETUSER", "default", "off");
    ShopNode node =
        closing(
            ShopNode.at(
                provider,
                "redis://shop:change-me@127.0.0.1:" + redis.port(),
                "back-channel-logout-path",
                "/oidc/backchannel-logout",
                "redis.near-cache",
                "true"));
    List<String> cookies = signIn(provider, node, 3);

    assertThat(lost(node, cookies)).isZero();
    assertThat(ShopNode.status(node.ask(Ask.signOut(cookies.get(0))))).isBetween(200, 303);
    assertThat(node.backChannel(provider.logoutToken().subject("user-1").sign())).isEqualTo(200);
    assertThat(lost(node, cookies)).as("who signed out, and whom the provider did").isEqualTo(2);
    assertThat(node.warnings()).noneMatch(text -> text.contains("edis"));
  }

  private static List<String> documentedUser() throws IOException {
    return Files.readAllLines(Path.of("../docs/redis.md")).stream()
        .filter(line -> line.startsWith("user "))
        .flatMap(line -> Arrays.stream(line.split(" ")).skip(1))
        .toList();
  }

  @ParameterizedTest
  @CsvSource({"shop:wrong-one, WRONGPASS", ":wrong-one, WRONGPASS", "'', NOAUTH"})
  void aWrongPasswordIsNamedAndNotShown(String userInfo, String code) {
    RedisProcess redis = closing(RedisProcess.running("--requirepass", CANARY));
    ShopNode node =
        closing(
            ShopNode.at(
                provider,
                "redis://"
                    + userInfo
                    + (userInfo.isEmpty() ? "" : "@")
                    + "127.0.0.1:"
                    + redis.port(),
                "redis.timeout",
                "2s",
                "session.cookie.name",
                "__Host-shop"));

    assertThat(node.status(ticket())).isEqualTo(503);
    Waiting.until(
        "the operator hears why", SOON, () -> saysWhy(node, "Redis cannot be reached (" + code));
    assertThat(node.events.toString()).doesNotContain(CANARY, "wrong-one");
  }
}
