package dev.latchkey.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections that end, and nodes that see Redis no longer while others do. */
@Timeout(60)
@Execution(ExecutionMode.CONCURRENT)
class CutConnectionsTest extends Bed {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration SOON = Duration.ofSeconds(10);

  private final RedisProcess redis = closing(RedisProcess.running());

  @ParameterizedTest
  @ValueSource(strings = {"false", "true"})
  @Tag("F-47")
  void aServerMayCloseConnectionsAndNobodyNotices(String nearCache) throws Exception {
    RedisStore store = store(redis.uri(), "near-cache", nearCache);
    store.putIfAbsent("key", new byte[] {0}, HOUR);
    for (int i = 1; i <= 20; i++) {
      assertThat(redis.ask("CLIENT", "KILL", "TYPE", "normal")).isNotEqualTo("0");
      changes(store, i);
    }
    assertThat(warnings).isEmpty();
  }

  /** One read, one write and both together again. */
  private static void changes(RedisStore store, int i) throws IOException {
    assertThat(store.get("key").orElseThrow().version()).isEqualTo(i);
    assertThat(store.putIfVersion("key", i, new byte[] {(byte) i}, HOUR)).isTrue();
    assertThat(store.get("key").orElseThrow().sealed()).containsExactly(i);
  }

  @Test
  @Tag("F-47")
  void anIdleConnectionMayHaveEnded() throws Exception {
    RedisStore store = store(redis.uri());
    store.putIfAbsent("key", new byte[1], HOUR);
    redis.ask("CONFIG", "SET", "timeout", "1");
    for (int i = 0; i < 2; i++) {
      String before = ours();
      assertThat(before).isNotEmpty();
      Waiting.until("Redis closes it", SOON, () -> !ours().equals(before));
      assertThat(store.get("key")).isPresent();
    }
    assertThat(warnings).isEmpty();
  }

  /** The ids of connections that the store has: those whose last command a session needed. */
  private String ours() {
    return redis
        .ask("CLIENT", "LIST")
        .toString()
        .lines()
        .filter(line -> line.contains(" cmd=get") || line.contains(" cmd=eval"))
        .map(line -> line.split(" ", 2)[0])
        .collect(Collectors.joining(","));
  }

  @Test
  @Tag("F-48")
  void aNodeThatWasCutOffOverwritesNothingNewer() throws Exception {
    FaultProxy network = closing(new FaultProxy(redis.port()));
    RedisStore cutOff = store(network.uri(), "near-cache", "true", "timeout", "500");
    RedisStore other = store(redis.uri());
    cutOff.putIfAbsent("key", new byte[] {1}, HOUR);
    assertThat(cutOff.get("key").orElseThrow().version()).isEqualTo(1);
    network.cut();
    Waiting.until("it is cut off", SOON, () -> !SlowRedisTest.reads(cutOff));
    assertThat(other.putIfVersion("key", 1, new byte[] {2}, HOUR)).isTrue();
    assertThat(other.putIfVersion("key", 2, new byte[] {3}, HOUR)).isTrue();
    assertThatThrownBy(() -> cutOff.putIfVersion("key", 1, new byte[] {9}, HOUR))
        .isInstanceOf(IOException.class);

    network.heal();
    Waiting.until("it is back", SOON, () -> SlowRedisTest.reads(cutOff));
    assertThat(cutOff.putIfVersion("key", 1, new byte[] {9}, HOUR)).isFalse();
    assertThat(cutOff.putIfVersion("key", 2, new byte[] {9}, HOUR)).isFalse();
    assertThat(cutOff.get("key").orElseThrow().sealed()).containsExactly(3);
    assertThat(cutOff.putIfVersion("key", 3, new byte[] {4}, HOUR)).isTrue();
  }

  @Test
  @Tag("F-48")
  void aCallThatComesTwiceIsAsOne() {
    String value = "\0\0\0\0\0\0\0\1" + "writer-1" + "sealed";
    String next = "\0\0\0\0\0\0\0\2" + "writer-2" + "sealed";
    for (int time = 1; time <= 2; time++) {
      assertThat(run(Script.PUT_IF_ABSENT, "key", value, "60000")).isEqualTo("1");
    }
    for (int time = 1; time <= 2; time++) {
      assertThat(run(Script.PUT_IF_VERSION, "key", next, "60000", value.substring(0, 8)))
          .isEqualTo("1");
    }
    assertThat(run(Script.PUT_IF_ABSENT, "key", value, "60000")).isEqualTo("0");
    assertThat(redis.ask("GET", "key")).isEqualTo(next);
    run(Script.INDEX, "index", "member", "60000");
    for (int time = 1; time <= 2; time++) {
      assertThat(take("call-1:", "60000")).isEqualTo(List.of("member"));
    }
    assertThat(take("call-2:", "60000")).as("it may be on its way yet").isEqualTo(List.of());
    assertThat(take("call-3:", "-1")).as("it got lost").isEqualTo(List.of("member"));
    assertThat(take("call-1:", "60000")).as("who comes too late").isEqualTo(List.of());
  }

  private Object take(String name, String longest) {
    return run(Script.TAKE_INDEX, "index", name, "60000", longest);
  }

  private Object run(Script script, String key, String... values) {
    List<String> words = new ArrayList<>(List.of("EVAL", script.text(), "1", key));
    words.addAll(List.of(values));
    return redis.ask(words.toArray(String[]::new));
  }
}
