package dev.latchkey.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.event.Reason;
import dev.latchkey.gate.Decision;
import dev.latchkey.redis.ShopNode.Ask;
import dev.latchkey.testkit.TestProvider;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Redis is not there: at the start, or killed while users are signed in. */
@Timeout(60)
@Execution(ExecutionMode.CONCURRENT)
class AwayTest extends Bed {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final int USERS = 50;

  private final TestProvider provider = closing(TestProvider.start());

  @Test
  @Tag("F-43")
  void theApplicationStartsWithoutRedisAndSessionsComeByThemselves() {
    RedisProcess redis = closing(RedisProcess.stopped());
    ShopNode elsewhere = closing(ShopNode.at(provider, SharedRedis.uri()));
    String cookies = provider.sessionCookie(elsewhere.latchkey, "ada");
    long begin = System.nanoTime();
    ShopNode node = closing(ShopNode.at(provider, redis.uri(), "redis.timeout", "2s"));
    Duration start = Duration.ofNanos(System.nanoTime() - begin);
    System.out.printf("F-43: started without Redis in %d ms%n", start.toMillis());

    assertThat(node.ask(Ask.bearer(provider.token().sign()))).isInstanceOf(Decision.Proceed.class);
    Decision.Stop away = (Decision.Stop) node.ask(Ask.page(cookies));
    assertThat(away.status()).isEqualTo(503);
    assertThat(ShopNode.touchesCookies(away)).isFalse();
    assertThat(node.lastReason()).contains(Reason.SESSION_STORE_UNAVAILABLE);
    Waiting.until("the operator hears", SOON, () -> hasHeard(node, cookies));
    assertThat(node.hasWarned("Redis cannot be reached (ConnectException); ")).isTrue();

    redis.start();
    Waiting.until("Redis is found", SOON, () -> node.status(cookies) == 302);
    assertThat(node.warnings()).contains("Redis is reached again");
    assertThat(lost(node, signIn(provider, node, USERS))).isZero();
  }

  private static boolean hasHeard(ShopNode node, String cookies) {
    node.status(cookies);
    return node.hasWarned("Redis cannot be reached", "Check redis.uri");
  }

  @ParameterizedTest
  @ValueSource(strings = {"false", "true"})
  @Tag("F-44")
  void whoWasSignedInIsBackWhenRedisIs(String nearCache) {
    RedisProcess redis = closing(RedisProcess.runningWithFile());
    ShopNode node =
        closing(
            ShopNode.at(
                provider, redis.uri(), "redis.timeout", "2s", "redis.near-cache", nearCache));
    List<String> cookies = signIn(provider, node, USERS);
    redis.kill();

    for (String each : cookies) {
      Decision away = node.ask(Ask.page(each));
      assertThat(ShopNode.status(away)).isEqualTo(503);
      assertThat(ShopNode.touchesCookies(away)).isFalse();
    }
    assertThat(node.ask(Ask.bearer(provider.token().sign()))).isInstanceOf(Decision.Proceed.class);

    redis.start();
    Duration back =
        Waiting.until("sessions are back", SOON, () -> node.status(cookies.get(0)) == 200);
    assertThat(lost(node, cookies)).isZero();
    System.out.printf(
        "F-44: %d of %d sessions back %d ms after Redis, near cache %s%n",
        USERS, USERS, back.toMillis(), nearCache);
  }

  @Test
  @Tag("F-44")
  void whoseSessionRedisHasLostSignsInAgain() {
    RedisProcess redis = closing(RedisProcess.running());
    ShopNode node = closing(ShopNode.at(provider, redis.uri(), "redis.timeout", "2s"));
    List<String> cookies = signIn(provider, node, USERS);
    redis.kill();
    assertThat(node.status(cookies.get(0))).isEqualTo(503);

    redis.start();
    Waiting.until("Redis is found", SOON, () -> node.status(cookies.get(0)) == 302);
    assertThat(cookies).allMatch(each -> node.status(each) == 302);
    assertThat(lost(node, signIn(provider, node, USERS)))
        .isZero(); // with scripts that the new Redis has never seen
  }

  @Test
  @Tag("F-44")
  void whileItLastsNobodyWaits() {
    RedisProcess redis = closing(RedisProcess.running());
    ShopNode node = closing(ShopNode.at(provider, redis.uri(), "redis.timeout", "2s"));
    String cookies = provider.sessionCookie(node.latchkey, "ada");
    redis.kill();
    Waiting.until("the operator hears", SOON, () -> hasHeard(node, cookies));

    Duration hundred =
        Waiting.time(
            () -> {
              for (int i = 0; i < 100; i++) {
                node.status(cookies);
              }
              return null;
            });
    System.out.printf("F-44: 100 answers without Redis in %d ms%n", hundred.toMillis());
    assertThat(hundred).isLessThan(Duration.ofSeconds(5));
  }
}
