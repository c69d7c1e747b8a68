package dev.latchkey.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** A Cluster of three masters, whose slots move while sessions are read and written. */
@Timeout(120)
@Tag("F-46")
class ClusterTest extends Bed {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final int SLOTS = 16_384;
  private static final int MOVES = Boolean.getBoolean("latchkey.full") ? 30 : 3;
  private static final List<RedisProcess> NODES = new ArrayList<>();

  @BeforeAll
  static void meet() {
    for (int i = 0; i < 3; i++) {
      NODES.add(RedisProcess.running("--cluster-enabled", "yes", "--cluster-node-timeout", "5000"));
      List<String> slots = new ArrayList<>(List.of("CLUSTER", "ADDSLOTS"));
      for (int slot = i; slot < SLOTS; slot += 3) {
        slots.add(Integer.toString(slot));
      }
      assertThat(NODES.get(i).ask(slots.toArray(String[]::new))).isEqualTo("OK");
      NODES.get(i).ask("CLUSTER", "SET-CONFIG-EPOCH", Integer.toString(i + 1));
    }
    for (RedisProcess node : NODES) {
      NODES.get(0).ask("CLUSTER", "MEET", "127.0.0.1", Integer.toString(node.port()));
    }
    Waiting.until("all know each other", SOON, () -> NODES.stream().allMatch(ClusterTest::isOk));
  }

  private static boolean isOk(RedisProcess node) {
    String info = node.ask("CLUSTER", "INFO").toString();
    return info.contains("cluster_state:ok") && info.contains("cluster_known_nodes:3");
  }

  @AfterAll
  static void end() {
    NODES.forEach(RedisProcess::close);
  }

  private static String all() {
    return String.join(" ", NODES.stream().map(RedisProcess::uri).toList());
  }

  private static String id(RedisProcess node) {
    return node.ask("CLUSTER", "MYID").toString();
  }

  private static int slotOf(String key) {
    return Integer.parseInt(NODES.get(0).ask("CLUSTER", "KEYSLOT", key).toString());
  }

  /** The node where the slot of a key is, and another one. */
  private record Move(String slot, RedisProcess from, RedisProcess to) {

    static Move of(String key) {
      RedisProcess from = owner(key);
      RedisProcess to = NODES.get((NODES.indexOf(from) + 1) % 3);
      return new Move(Integer.toString(slotOf(key)), from, to);
    }

    private static RedisProcess owner(String key) {
      return NODES.stream()
          .filter(node -> !node.ask("EXISTS", key).toString().startsWith("-MOVED"))
          .findFirst()
          .orElseThrow();
    }

    void begin() {
      assertThat(to.ask("CLUSTER", "SETSLOT", slot, "IMPORTING", id(from))).isEqualTo("OK");
      assertThat(from.ask("CLUSTER", "SETSLOT", slot, "MIGRATING", id(to))).isEqualTo("OK");
    }

    void carry() {
      for (Object key : (List<?>) from.ask("CLUSTER", "GETKEYSINSLOT", slot, "1000")) {
        from.ask("MIGRATE", "127.0.0.1", Integer.toString(to.port()), key.toString(), "0", "5000");
      }
    }

    void end() {
      to.ask("CLUSTER", "SETSLOT", slot, "NODE", id(to));
      from.ask("CLUSTER", "SETSLOT", slot, "NODE", id(to));
      NODES.forEach(node -> node.ask("CLUSTER", "SETSLOT", slot, "NODE", id(to)));
    }
  }

  @Test
  void oneAddressLeadsToAllNodes() throws IOException {
    RedisStore one = store(NODES.get(0).uri(), "namespace", "one", "near-cache", "true");
    RedisStore several = store(all(), "namespace", "one");
    for (int i = 0; i < 100; i++) {
      assertThat(one.putIfAbsent("key-" + i, new byte[] {1}, HOUR)).isTrue();
      assertThat(several.get("key-" + i)).isPresent();
    }
    List<String> keys = IntStream.range(0, 100).mapToObj(i -> "key-" + i).toList();
    assertThat(several.getAll(keys)).as("at once, from all slots").containsOnlyKeys(keys);

    assertThat(NODES).allMatch(node -> !node.ask("DBSIZE").equals("0"));
    assertThat(warnings)
        .containsOnlyOnce("redis.near-cache does nothing with a Cluster; leave it out");
  }

  @Test
  void slotsMayMoveWhileSessionsAreReadAndWritten() throws Exception {
    Load load =
        closing(
            Load.on(
                store(all(), "namespace", "moves"),
                store(NODES.get(1).uri(), "namespace", "moves")));
    for (int i = 0; i < MOVES; i++) {
      Move move = Move.of("moves:record:" + Load.key(i));
      move.begin();
      load.goOn(500);
      move.carry();
      load.goOn(500);
      move.end();
      load.goOn(500);
    }

    System.out.println("F-46, " + MOVES + " slots of a Cluster moved: " + load.end());
    assertThat(load.wrong).hasValue(0);
    assertThat(load.absent).hasValue(0);
    assertThat(load.older).hasValue(0);
    assertThat(load.unavailable).hasValue(0);
  }

  /** A replica takes over; what the old master is sent meanwhile, it refuses when it wakes up. */
  @Test
  @Tag("F-48")
  @EnabledIfSystemProperty(named = "latchkey.full", matches = "true")
  void aMasterThatStandsStillIsReplaced() throws Exception {
    RedisProcess master = NODES.get(0);
    RedisProcess replica = replicaOf(master);
    Load load = closing(Load.on(impatient(all()), impatient(NODES.get(1).uri())));
    load.goOn(2_000);
    master.pause();
    Waiting.until("the replica is master", SOON, () -> Sentinels.isMaster(replica));
    load.goOn(2_000);
    master.goOn();
    Waiting.until("the master follows", SOON, () -> Sentinels.isFollowing(master));
    load.goOn(2_000);

    System.out.println("F-48, a master of a Cluster stood still: " + load.end());
    assertThat(load.wrong).hasValue(0);
    assertThat(load.absent).hasValue(0);
    assertThat(master.ask("CLUSTER", "FAILOVER", "TAKEOVER"))
        .isEqualTo("OK"); // as the others need it
    String gone = id(replica);
    Waiting.until("all know it", SOON, () -> NODES.stream().allMatch(node -> follows(gone, node)));
    NODES.forEach(node -> node.ask("CLUSTER", "FORGET", gone));
  }

  /** Tells whether a node is a replica, as another one sees it. */
  private static boolean follows(String node, RedisProcess seenBy) {
    return seenBy
        .ask("CLUSTER", "NODES")
        .toString()
        .lines()
        .anyMatch(line -> line.startsWith(node) && line.contains("slave"));
  }

  private RedisStore impatient(String uri) {
    RedisStore store = store(uri, "namespace", "still", "timeout", "500");
    Waiting.until("it is connected", SOON, () -> SlowRedisTest.asks(store));
    return store;
  }

  private RedisProcess replicaOf(RedisProcess master) {
    RedisProcess replica =
        closing(RedisProcess.running("--cluster-enabled", "yes", "--cluster-node-timeout", "5000"));
    NODES.get(1).ask("CLUSTER", "MEET", "127.0.0.1", Integer.toString(replica.port()));
    Waiting.until("it is known", SOON, () -> "OK".equals(follow(replica, master)));
    Waiting.until("it follows", SOON, () -> Sentinels.isFollowed(master));
    return replica;
  }

  private static Object follow(RedisProcess replica, RedisProcess master) {
    return replica.ask("CLUSTER", "REPLICATE", id(master));
  }

  @Test
  void anIndexIsFoundThoughItsSlotIsMoving() throws IOException {
    RedisStore store = store(all(), "namespace", "index");
    store.index("all", "one", HOUR);
    Move move = Move.of("index:index:all");
    move.begin();
    store.index("all", "two", HOUR);
    assertThat(store.takeIndex("all")).isEqualTo(Set.of("one", "two"));
    store.index("all", "three", HOUR);
    move.carry();
    store.index("all", "four", HOUR);
    assertThat(store.takeIndex("all")).isEqualTo(new HashSet<>(List.of("three", "four")));
    move.end();

    assertThat(store.takeIndex("all")).isEmpty();
  }
}
