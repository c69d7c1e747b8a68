package dev.latchkey.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Three Sentinels, a master and its replica, of which one takes the other's place. */
@Timeout(180)
@Tag("F-46")
class SentinelTest extends Bed {
  private static final Duration SOON = Duration.ofSeconds(60);

  private RedisProcess master;
  private RedisProcess replica;
  private final List<RedisProcess> sentinels = new ArrayList<>();

  /** Not with the fields, which also a test gets that is skipped. */
  @BeforeEach
  void start() {
    master = closing(RedisProcess.running());
    replica =
        closing(RedisProcess.running("--replicaof", "127.0.0.1", Integer.toString(master.port())));
  }

  private String uri() {
    for (int i = 0; i < 3; i++) {
      sentinels.add(
          closing(
              RedisProcess.sentinel(
                  """
                  sentinel monitor shop 127.0.0.1 %d 2
                  sentinel down-after-milliseconds shop 1000
                  sentinel failover-timeout shop 10000
                  """
                      .formatted(master.port()))));
    }
    Waiting.until(
        "the replica follows", SOON, () -> info(replica).contains("master_link_status:up"));
    Waiting.until("Sentinels know all", SOON, () -> sentinels.stream().allMatch(this::knowsAll));
    return "redis-sentinel://127.0.0.1:%d,127.0.0.1:%d,127.0.0.1:%d/0#shop"
        .formatted(sentinels.get(0).port(), sentinels.get(1).port(), sentinels.get(2).port());
  }

  private boolean knowsAll(RedisProcess sentinel) {
    return sentinel.ask("INFO", "sentinel").toString().contains("slaves=1,sentinels=3");
  }

  private static String info(RedisProcess redis) {
    try {
      return redis.ask("INFO", "replication").toString();
    } catch (UncheckedIOException changing) { // whoever changes sides hangs up on all
      return "";
    }
  }

  /** What a master is told that no replica follows is lost, unless it may not take it. */
  @ParameterizedTest
  @CsvSource({"false, 0", "true, 0", "true, 1"})
  @EnabledIfSystemProperty(named = "latchkey.full", matches = "true")
  void whoTakesOverOnDemandIsFollowed(String nearCache, String minReplicas) throws Exception {
    for (RedisProcess each : List.of(master, replica)) {
      each.ask("CONFIG", "SET", "min-replicas-to-write", minReplicas);
    }
    String uri = uri();
    Load load =
        closing(
            Load.on(
                store(uri, "timeout", "500", "near-cache", nearCache),
                store(uri, "timeout", "500", "near-cache", nearCache)));
    load.goOn(2_000);
    assertThat(sentinels.get(0).ask("SENTINEL", "FAILOVER", "shop")).isEqualTo("OK");
    Waiting.until("the replica is master", SOON, () -> info(replica).contains("role:master"));
    Waiting.until("the master follows", SOON, () -> info(master).contains("role:slave"));
    load.goOn(2_000);

    System.out.printf(
        "F-46, SENTINEL FAILOVER, near cache %s, min-replicas-to-write %s: %s%n",
        nearCache, minReplicas, load.end());
    assertThat(load.wrong).hasValue(0);
    assertThat(load.absent).hasValue(0);
    if (minReplicas.equals("1")) {
      assertThat(load.older).hasValueLessThan(10); // those under way at that very moment
    }
  }

  @Test
  @EnabledIfSystemProperty(named = "latchkey.full", matches = "true")
  void aMasterThatIsGoneIsReplaced() throws Exception {
    String uri = uri();
    Load load = closing(Load.on(store(uri, "timeout", "500"), store(uri, "timeout", "500")));
    load.goOn(2_000);
    master.kill();
    Waiting.until("the replica is master", SOON, () -> info(replica).contains("role:master"));
    load.goOn(2_000);

    System.out.println("F-46, master killed: " + load.end());
    assertThat(load.wrong).hasValue(0);
    assertThat(load.absent).hasValue(0);
    assertThat(warnings).contains("Redis is reached again");
  }

  /** What a fail-over comes to for a connection that stays, without Sentinels that take a while. */
  @Test
  void aServerThatBecomesAReplicaIsLeft() throws Exception {
    FaultProxy network = closing(new FaultProxy(master.port()));
    RedisStore store = store(network.uri(), "timeout", "500");
    store.putIfAbsent("key", new byte[] {1}, Duration.ofHours(1));
    Waiting.until(
        "the replica follows", SOON, () -> info(replica).contains("master_link_status:up"));
    replica.ask("REPLICAOF", "NO", "ONE");
    master.ask("REPLICAOF", "127.0.0.1", Integer.toString(replica.port()));
    network.lead(replica.port()); // for new connections: the name means the other one now

    assertThat(store.putIfVersion("key", 1, new byte[] {2}, Duration.ofHours(1))).isTrue();
    assertThat(network.connections()).isEqualTo(2);
    assertThat(store.get("key").orElseThrow().version()).isEqualTo(2);
  }
}
