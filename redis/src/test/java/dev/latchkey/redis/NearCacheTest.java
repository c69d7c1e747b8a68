package dev.latchkey.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.seal.SealedStore.Kept;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is remembered of Redis, and what never is. */
@Timeout(60)
class NearCacheTest extends Bed {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final long WRITES = Boolean.getBoolean("latchkey.full") ? 50_000 : 3_000;

  private final RedisProcess redis = closing(RedisProcess.running());

  private RedisStore near() {
    return store(redis.uri(), "near-cache", "true");
  }

  private long reads() {
    return redis
        .ask("INFO", "commandstats")
        .toString()
        .lines()
        .filter(line -> line.startsWith("cmdstat_getrange:calls="))
        .mapToLong(line -> Long.parseLong(line.replaceAll(".*:calls=(\\d+).*", "$1")))
        .sum();
  }

  /** Reads until the value is remembered, which it is as soon as Redis tracks the connection. */
  private void warm(RedisStore store) {
    Waiting.until(
        "it is remembered",
        SOON,
        () -> {
          store.get("key");
          long before = reads();
          store.get("key");
          return reads() == before;
        });
  }

  @Test
  void aWarmReadAsksNobody() throws IOException {
    RedisStore store = near();
    store.putIfAbsent("key", new byte[] {1}, HOUR);
    warm(store);
    long before = reads();
    for (int i = 0; i < 1_000; i++) {
      assertThat(store.get("key")).isPresent();
    }

    assertThat(reads()).isEqualTo(before);
  }

  @Test
  void whatAnotherNodeChangedIsReadAnew() throws IOException {
    RedisStore store = near();
    RedisStore other = store(redis.uri());
    store.putIfAbsent("key", new byte[] {1}, HOUR);
    List<Duration> delays = new ArrayList<>();
    for (int version = 1; version <= 100; version++) {
      int next = version + 1;
      store.get("key");
      other.putIfVersion("key", version, new byte[] {1}, HOUR);
      delays.add(
          Waiting.until(
              "the new one", SOON, () -> store.get("key").orElseThrow().version() == next));
    }
    System.out.printf(
        "near cache: another node's write is seen after %d us at the most%n",
        delays.stream().mapToLong(Duration::toNanos).max().orElse(0) / 1_000);

    other.remove("key");
    Waiting.until("it is gone", SOON, () -> store.get("key").isEmpty());
  }

  @Test
  void ofFlushAllNothingStays() throws IOException {
    RedisStore store = near();
    store.putIfAbsent("key", new byte[] {1}, HOUR);
    warm(store);
    redis.ask("FLUSHALL");

    Waiting.until("it is gone", SOON, () -> store.get("key").isEmpty());
  }

  @Test
  void whatThisNodeWroteNobodyHereReadsOlder() throws Exception {
    RedisStore store = near();
    RedisStore other = near();
    store.putIfAbsent("key", new byte[] {1}, HOUR);
    AtomicLong acknowledged = new AtomicLong(1);
    AtomicInteger older = new AtomicInteger();
    AtomicLong count = new AtomicLong();
    AtomicInteger reader = new AtomicInteger();
    SlowRedisTest.atOnce(
        7,
        () -> {
          int me = reader.getAndIncrement();
          if (me == 0) {
            write(store, acknowledged);
          } else {
            read(me == 6 ? other : store, me == 6, acknowledged, older, count);
          }
          return me;
        });
    System.out.printf(
        "near cache: %d writes, %d reads, %d older than acknowledged, %d reads of Redis%n",
        WRITES, count.get(), older.get(), reads());
    assertThat(older).hasValue(0);
    Waiting.until(
        "the other node as well", SOON, () -> other.get("key").orElseThrow().version() == WRITES);
  }

  private static void write(RedisStore store, AtomicLong acknowledged) throws IOException {
    for (long version = 1; version < WRITES; version++) {
      assertThat(store.putIfVersion("key", version, new byte[] {1}, HOUR)).isTrue();
      acknowledged.set(version + 1);
    }
  }

  /** On another node a version may be read late, but it never goes back. */
  private static void read(
      RedisStore store, boolean elsewhere, AtomicLong known, AtomicInteger older, AtomicLong count)
      throws IOException {
    long highest = 0;
    while (known.get() < WRITES) {
      long least = elsewhere ? highest : Math.max(highest, known.get());
      Kept kept = store.get("key").orElseThrow();
      if (kept.version() < least) {
        older.incrementAndGet();
      }
      highest = Math.max(highest, kept.version());
      count.incrementAndGet();
    }
  }

  @Test
  void aValueIsForgottenAtFiveSeconds() throws IOException {
    AtomicLong ticks = new AtomicLong();
    AtomicInteger asked = new AtomicInteger();
    NearCache cache = tracked(ticks, asked);
    cache.read("key");
    assertThat(asked).hasValue(1);
    ticks.addAndGet(Duration.ofSeconds(5).toNanos() - 1); // one tick before
    cache.read("key");
    assertThat(asked).hasValue(1);

    ticks.addAndGet(1); // at five seconds
    cache.read("key");
    assertThat(asked).hasValue(2);
  }

  /** With a connection that is tracked, and reads that are counted. */
  private NearCache tracked(AtomicLong ticks, AtomicInteger asked) {
    NearCache cache =
        new NearCache(
            key -> {
              asked.incrementAndGet();
              return new byte[16];
            },
            ticks::get,
            warnings::add);
    List<String> problems = new ArrayList<>();
    RedisLink link =
        closing(
            new RedisLink(
                RedisSettings.read(java.util.Map.of("uri", redis.uri()), problems), warnings::add));
    link.watch(cache);
    link.open();
    Waiting.until("it is tracked", SOON, () -> keeps(cache, asked));
    cache.forget("key");
    asked.set(0);
    return cache;
  }

  private static boolean keeps(NearCache cache, AtomicInteger asked) throws IOException {
    cache.read("key");
    int before = asked.get();
    cache.read("key");
    return asked.get() == before;
  }

  @Test
  void withoutItsConnectionItRemembersNothing() throws IOException {
    FaultProxy network = closing(new FaultProxy(redis.port()));
    RedisStore store = store(network.uri(), "near-cache", "true", "timeout", "500");
    RedisStore other = store(redis.uri());
    store.putIfAbsent("key", new byte[] {1}, HOUR);
    warm(store);
    network.cut();
    Waiting.until("it is cut off", SOON, () -> !SlowRedisTest.reads(store));
    assertThatThrownBy(() -> store.get("key")).isInstanceOf(IOException.class);
    assertThat(other.putIfVersion("key", 1, new byte[] {2}, HOUR)).isTrue();

    network.heal();
    Waiting.until("it is back", SOON, () -> SlowRedisTest.reads(store));
    assertThat(store.get("key").orElseThrow().version()).isEqualTo(2);
    warm(store);
  }

  @Test
  void aConnectionThatIsMadeAnewIsTrackedAsWell() throws IOException {
    FaultProxy network = closing(new FaultProxy(redis.port()));
    RedisStore store = store(network.uri(), "near-cache", "true", "timeout", "500");
    RedisStore other = store(redis.uri());
    store.putIfAbsent("key", new byte[] {1}, HOUR);
    network.swallow();
    Waiting.until(
        "it is given up", SOON, () -> !SlowRedisTest.reads(store) && isOpenAgain(network));
    network.heal();
    Waiting.until("it is back", SOON, () -> SlowRedisTest.reads(store));

    warm(store);
    other.putIfVersion("key", 1, new byte[] {2}, HOUR);
    Waiting.until("the new one", SOON, () -> store.get("key").orElseThrow().version() == 2);
    warm(store);
  }

  private static boolean isOpenAgain(FaultProxy network) {
    return network.connections() > 1;
  }
}
