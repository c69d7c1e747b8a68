package dev.latchkey.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.event.Reason;
import dev.latchkey.gate.Decision;
import dev.latchkey.redis.ShopNode.Ask;
import dev.latchkey.testkit.TestProvider;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Redis has no memory left. */
@Timeout(60)
@Execution(ExecutionMode.CONCURRENT)
class EvictionTest extends Bed {
  private static final Duration SOON = Duration.ofSeconds(10);

  private final TestProvider provider = closing(TestProvider.start());

  @ParameterizedTest
  @CsvSource({
    "allkeys-lru, 3mb, true",
    "allkeys-lfu, 0, true",
    "allkeys-random, 3mb, true",
    "volatile-ttl, 3mb, false",
    "noeviction, 3mb, false"
  })
  @Tag("F-49")
  void aPolicyThatDropsSessionsIsWarnedOf(String policy, String memory, boolean warned) {
    RedisProcess redis =
        closing(RedisProcess.running("--maxmemory", memory, "--maxmemory-policy", policy));
    ShopNode node = closing(ShopNode.at(provider, redis.uri()));
    provider.sessionCookie(node.latchkey, "ada");

    assertThat(node.hasWarned("Redis may drop sessions", policy, "Set noeviction"))
        .isEqualTo(warned);
    assertThat(node.hasWarned("it has no maxmemory just now"))
        .isEqualTo(warned && memory.equals("0"));
  }

  @Test
  @Tag("F-49")
  void aSessionThatWasDroppedIsAsOneThatEnded() throws Exception {
    RedisProcess redis =
        closing(RedisProcess.running("--maxmemory", "4mb", "--maxmemory-policy", "allkeys-lru"));
    ShopNode node = closing(ShopNode.at(provider, redis.uri()));
    List<String> cookies = signIn(provider, node, 3);
    RedisStore other = store(redis.uri(), "namespace", "other");
    for (int i = 0; node.status(cookies.get(0)) == 200 || i < 10; i++) {
      for (int each = 0; each < 50; each++) {
        other.putIfAbsent(i + "-" + each, new byte[40_000], Duration.ofHours(1));
      }
    }

    Decision dropped = node.ask(Ask.page(cookies.get(0)));
    assertThat(ShopNode.status(dropped)).isEqualTo(302);
    assertThat(node.latchkey.counters().of(Reason.SESSION_LOST)).isPositive();
    assertThat(provider.sessionCookie(node.latchkey, "user-0")).isNotEmpty();
  }

  @Test
  @Tag("F-49")
  void aRedisThatTakesNoMoreLeavesThoseWhoAreIn() throws Exception {
    RedisProcess redis =
        closing(RedisProcess.running("--maxmemory", "0", "--maxmemory-policy", "noeviction"));
    ShopNode node = closing(ShopNode.at(provider, redis.uri()));
    List<String> cookies = signIn(provider, node, 10);
    redis.ask("CONFIG", "SET", "maxmemory", "1");

    assertThat(lost(node, cookies)).isZero();
    assertThatThrownBy(() -> provider.sessionCookie(node.latchkey, "late"))
        .hasMessageContaining("Latchkey answered 503");
    assertThat(node.lastReason()).contains(Reason.SESSION_STORE_UNAVAILABLE);
    RedisStore store = store(redis.uri());
    assertThatThrownBy(() -> store.putIfAbsent("key", new byte[1], Duration.ofHours(1)))
        .isInstanceOf(IOException.class)
        .hasMessage("Redis refused: OOM");

    redis.ask("CONFIG", "SET", "maxmemory", "0");
    assertThat(node.caller(provider.sessionCookie(node.latchkey, "late"))).contains("late");
    assertThat(lost(node, cookies)).isZero();
  }

  @Test
  @Tag("F-50")
  void whatIsNotOursIsDroppedAndTheUserSignsInAgain() {
    RedisProcess redis = closing(RedisProcess.running());
    ShopNode node = closing(ShopNode.at(provider, redis.uri()));
    List<String> cookies = signIn(provider, node, 5);
    List<?> keys = (List<?>) redis.ask("KEYS", "latchkey:record:*");
    assertThat(keys).hasSize(5);
    for (int i = 0; i < 4; i++) {
      String wrong = List.of("", "short", "x".repeat(16), "y".repeat(5_000)).get(i);
      redis.ask("SET", keys.get(i).toString(), wrong);
    }

    assertThat(cookies.stream().map(node::status))
        .containsExactlyInAnyOrder(302, 302, 302, 302, 200);
    assertThat(node.caller(provider.sessionCookie(node.latchkey, "ada"))).contains("ada");
  }

  @Test
  @Tag("F-51")
  void anIndexThatLeadsNowhereDoesNoHarm() throws Exception {
    RedisProcess redis = closing(RedisProcess.running());
    ShopNode node = closing(ShopNode.at(provider, redis.uri()));
    String cookies = provider.sessionCookie(node.latchkey, "ada");
    for (Object key : (List<?>) redis.ask("KEYS", "latchkey:record:*")) {
      redis.ask("DEL", key.toString());
    }
    List<?> left = (List<?>) redis.ask("KEYS", "latchkey:index:*");
    assertThat(left).isNotEmpty();

    assertThat(node.backChannel(provider.logoutToken().subject("ada").sign())).isEqualTo(200);
    assertThat(node.status(cookies)).isEqualTo(302);
    Waiting.until(
        "what the logout has found is gone, or will be within a minute",
        SOON,
        () -> left.stream().anyMatch(key -> isBrief(redis, key.toString())));
  }

  private static boolean isBrief(RedisProcess redis, String key) {
    return Long.parseLong(redis.ask("PTTL", key).toString()) <= 60_000;
  }

  @Test
  @Tag("F-52")
  void aLogoutThatRedisCannotTakeIsToldToTheProvider() throws Exception {
    RedisProcess redis = closing(RedisProcess.runningWithFile());
    ShopNode node = closing(ShopNode.at(provider, redis.uri(), "redis.timeout", "500ms"));
    String cookies = provider.sessionCookie(node.latchkey, "ada");
    String token = provider.logoutToken().subject("ada").sign();
    redis.kill();
    assertThat(node.backChannel(token)).isEqualTo(400);

    redis.start();
    Waiting.until("Redis is back", SOON, () -> node.status(cookies) == 200);
    assertThat(node.backChannel(token)).as("told again").isEqualTo(200);
    assertThat(node.status(cookies)).isEqualTo(302);
    assertThat(node.backChannel(token)).as("a replay").isEqualTo(400);
  }
}
