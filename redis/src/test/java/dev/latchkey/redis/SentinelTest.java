package dev.latchkey.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Three Sentinels, a master and its replica, of which one takes the other's place. */
@Timeout(180)
@Tag("F-46")
class SentinelTest extends Bed {
  private static final Duration SOON = Duration.ofSeconds(60);

  private RedisProcess master;
  private RedisProcess replica;

  /** Not with the fields, which also a test gets that is skipped. */
  @BeforeEach
  void start() {
    master = closing(RedisProcess.running());
    replica =
        closing(RedisProcess.running("--replicaof", "127.0.0.1", Integer.toString(master.port())));
  }

  private String uri() {
    return closing(Sentinels.over(master, master.port())).uri();
  }

  /** What a master is told that no replica follows is lost, unless it may not take it. */
  @ParameterizedTest
  @CsvSource({"false, 0", "true, 0", "true, 1"})
  @EnabledIfSystemProperty(named = "latchkey.full", matches = "true")
  void whoTakesOverOnDemandIsFollowed(String nearCache, String minReplicas) throws Exception {
    for (RedisProcess each : List.of(master, replica)) {
      each.ask("CONFIG", "SET", "min-replicas-to-write", minReplicas);
    }
    Sentinels sentinels = closing(Sentinels.over(master, master.port()));
    String uri = sentinels.uri();
    Load load =
        closing(
            Load.on(
                store(uri, "timeout", "500", "near-cache", nearCache),
                store(uri, "timeout", "500", "near-cache", nearCache)));
    load.goOn(2_000);
    sentinels.failOver();
    Waiting.until("the replica is master", SOON, () -> Sentinels.isMaster(replica));
    Waiting.until("the master follows", SOON, () -> Sentinels.isFollowing(master));
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
    Waiting.until("the replica is master", SOON, () -> Sentinels.isMaster(replica));
    load.goOn(2_000);

    System.out.println("F-46, master killed: " + load.end());
    assertThat(load.wrong).hasValue(0);
    assertThat(load.absent).hasValue(0);
    assertThat(warnings).contains("Redis is reached again");
  }

  /** It wakes up as a master, takes what was sent to it meanwhile, and is told to follow. */
  @ParameterizedTest
  @ValueSource(strings = {"0", "1"})
  @EnabledIfSystemProperty(named = "latchkey.full", matches = "true")
  void aMasterThatStoodStillIsReplacedAndComesBackAsAReplica(String minReplicas) throws Exception {
    for (RedisProcess each : List.of(master, replica)) {
      each.ask("CONFIG", "SET", "min-replicas-to-write", minReplicas);
    }
    String uri = uri();
    Load load = closing(Load.on(store(uri, "timeout", "500"), store(uri, "timeout", "500")));
    load.goOn(2_000);
    master.pause();
    Waiting.until("the replica is master", SOON, () -> Sentinels.isMaster(replica));
    if (minReplicas.equals("0")) { // else it takes nothing before the other one follows
      load.goOn(2_000);
    }
    master.goOn();
    Waiting.until("the master follows", SOON, () -> Sentinels.isFollowing(master));
    load.goOn(2_000);

    System.out.printf(
        "F-48, master stood still, min-replicas-to-write %s: %s%n", minReplicas, load.end());
    assertThat(load.wrong).hasValue(0);
    assertThat(load.absent).hasValue(0);
  }

  /** What a fail-over comes to for a connection that stays, without Sentinels that take a while. */
  @Test
  void aServerThatBecomesAReplicaIsLeft() throws Exception {
    FaultProxy network = closing(new FaultProxy(master.port()));
    RedisStore store = store(network.uri(), "timeout", "500");
    store.putIfAbsent("key", new byte[] {1}, Duration.ofHours(1));
    Waiting.until("the replica follows", SOON, () -> Sentinels.isFollowing(replica));
    replica.ask("REPLICAOF", "NO", "ONE");
    master.ask("REPLICAOF", "127.0.0.1", Integer.toString(replica.port()));
    network.lead(replica.port()); // for new connections: the name means the other one now

    assertThat(store.putIfVersion("key", 1, new byte[] {2}, Duration.ofHours(1))).isTrue();
    assertThat(network.connections()).isEqualTo(2);
    assertThat(store.get("key").orElseThrow().version()).isEqualTo(2);
  }
}
