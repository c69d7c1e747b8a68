package dev.latchkey.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A near cache is wanted, and Redis cannot tell what changes: nothing is remembered then. */
@Timeout(60)
class WithoutTrackingTest extends Bed {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration SOON = Duration.ofSeconds(10);

  private final RedisProcess redis = closing(RedisProcess.running());

  private RedisStore near() {
    return store(redis.uri(), "near-cache", "true");
  }

  @Test
  void aRedisThatMayNotTellWorksWithout() throws IOException {
    redis.ask("ACL", "SETUSER", "default", "-client"); // Redis 6 knows no less
    RedisStore store = near();
    store.putIfAbsent("key", new byte[] {1}, HOUR);

    Waiting.until("it is said", SOON, () -> hasWarned("NOPERM"));
    worksWithout(store);
  }

  @Test
  void aRedisOfOldWorksWithout() throws IOException {
    RedisProcess old = closing(RedisProcess.running("--rename-command", "HELLO", ""));
    RedisStore store = store(old.uri(), "near-cache", "true");
    store.putIfAbsent("key", new byte[] {1}, HOUR);

    Waiting.until("it is said", SOON, () -> hasWarned("ERR"));
    worksWithout(store);
  }

  private boolean hasWarned(String code) {
    return warnings.stream()
        .anyMatch(
            text ->
                text.startsWith("redis.near-cache does nothing")
                    && text.contains("(" + code + ")"));
  }

  private void worksWithout(RedisStore store) throws IOException {
    for (int version = 1; version < 10; version++) {
      assertThat(store.get("key").orElseThrow().version()).isEqualTo(version);
      assertThat(store.putIfVersion("key", version, new byte[] {1}, HOUR)).isTrue();
    }
    redis.ask("CLIENT", "KILL", "TYPE", "normal");
    assertThat(warnings).hasSize(1);
  }
}
