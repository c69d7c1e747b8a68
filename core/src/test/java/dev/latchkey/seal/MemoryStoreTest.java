package dev.latchkey.seal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.testing.SettableClock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class MemoryStoreTest {

  private static final Duration HOUR = Duration.ofHours(1);

  private final SettableClock clock = new SettableClock();
  private final AtomicInteger evicted = new AtomicInteger();
  private final MemoryStore store = new MemoryStore(3, clock, evicted::incrementAndGet);

  @Test
  void returnsWhatWasPut() {
    assertThat(store.putIfAbsent("a", bytes(1), HOUR)).isTrue();

    SealedStore.Kept kept = store.get("a").orElseThrow();
    assertThat(kept.sealed()).isEqualTo(bytes(1));
    assertThat(kept.version()).isEqualTo(1);
    assertThat(kept).hasToString("Kept[version 1, 1 bytes]");
    assertThat(store.get("b")).isEmpty();
  }

  @Test
  void putsOnlyWhereNothingIs() {
    store.putIfAbsent("a", bytes(1), HOUR);

    assertThat(store.putIfAbsent("a", bytes(2), HOUR)).isFalse();
    assertThat(store.get("a").orElseThrow().sealed()).isEqualTo(bytes(1));
  }

  @Test
  @Tag("J27")
  void replacesOnlyTheVersionThatWasRead() {
    store.putIfAbsent("a", bytes(1), HOUR);

    assertThat(store.putIfVersion("a", 1, bytes(2), HOUR)).isTrue();
    assertThat(store.putIfVersion("a", 1, bytes(3), HOUR)).isFalse();
    assertThat(store.get("a").orElseThrow().sealed()).isEqualTo(bytes(2));
    assertThat(store.get("a").orElseThrow().version()).isEqualTo(2);
  }

  @Test
  @Tag("M29")
  void whatWasRemovedStaysSo() {
    store.putIfAbsent("a", bytes(1), HOUR);
    store.remove("a");
    store.remove("never there");

    assertThat(store.putIfVersion("a", 1, bytes(2), HOUR)).isFalse();
    assertThat(store.get("a")).isEmpty();
  }

  @Test
  @Tag("F-75")
  void isGoneWhenItsTimeIsUpWhateverTheTimeOfDay() {
    store.putIfAbsent("a", bytes(1), HOUR);
    clock.jump(Duration.ofDays(1000));
    clock.advance(HOUR.minusNanos(1));
    assertThat(store.get("a")).isPresent();

    clock.advance(Duration.ofNanos(1));
    assertThat(store.get("a")).isEmpty();
    assertThat(store.putIfVersion("a", 1, bytes(2), HOUR)).isFalse();
    assertThat(store.putIfAbsent("a", bytes(3), HOUR)).isTrue();
    assertThat(evicted).hasValue(0);
  }

  @Test
  void everyPutBeginsTheTimeAnew() {
    store.putIfAbsent("a", bytes(1), HOUR);
    clock.advance(HOUR.minusSeconds(1));
    store.putIfVersion("a", 1, bytes(2), HOUR);
    clock.advance(HOUR.minusSeconds(1));

    assertThat(store.get("a")).isPresent();
  }

  @Test
  @Tag("F-54")
  void theLeastRecentlyUsedGoFirst() {
    store.putIfAbsent("a", bytes(1), HOUR);
    store.putIfAbsent("b", bytes(1), HOUR);
    store.putIfAbsent("c", bytes(1), HOUR);
    store.get("a");
    store.putIfAbsent("d", bytes(1), HOUR);

    assertThat(store.get("b")).isEmpty();
    assertThat(store.get("a")).isPresent();
    assertThat(store.get("c")).isPresent();
    assertThat(store.get("d")).as("a new session always gets in").isPresent();
    assertThat(evicted).hasValue(1);
  }

  @Test
  @Tag("F-54")
  void whatHadEndedAnywayIsNotCountedAsEvicted() {
    for (String key : new String[] {"a", "b", "c"}) {
      store.putIfAbsent(key, bytes(1), Duration.ofSeconds(1));
    }
    clock.advance(Duration.ofSeconds(1));
    store.putIfAbsent("d", bytes(1), HOUR);

    assertThat(evicted).hasValue(0);
    assertThat(store).hasToString("MemoryStore[3]");
  }

  @Test
  void anIndexIsTakenOnce() {
    store.index("ada", "one", HOUR);
    store.index("ada", "two", HOUR);
    store.index("ada", "two", HOUR);
    store.index("bob", "three", HOUR);

    assertThat(store.takeIndex("ada")).containsExactlyInAnyOrder("one", "two");
    assertThat(store.takeIndex("ada")).isEmpty();
    assertThat(store.takeIndex("bob")).containsExactly("three");
    assertThat(store.takeIndex("nobody")).isEmpty();
  }

  @Test
  @Tag("F-51")
  void membersOfAnIndexEndByThemselves() {
    store.index("ada", "one", Duration.ofMinutes(1));
    clock.advance(Duration.ofSeconds(30));
    store.index("ada", "two", Duration.ofMinutes(1));
    clock.advance(Duration.ofSeconds(30));

    assertThat(store.takeIndex("ada")).containsExactly("two");
  }

  @Test
  @Tag("F-51")
  void aMemberThatIsAddedAgainIsAsNew() {
    store.index("ada", "one", Duration.ofMinutes(1));
    for (int i = 0; i < 5; i++) {
      store.index("ada", "other-" + i, HOUR);
    }
    clock.advance(Duration.ofSeconds(30));
    store.index("ada", "one", Duration.ofMinutes(1));
    store.index("ada", "last", HOUR); // one too many
    clock.advance(Duration.ofSeconds(59));

    assertThat(store.takeIndex("ada")).hasSize(6).contains("one", "last").doesNotContain("other-0");
  }

  @Test
  @Tag("M25")
  void indexesAreBoundedInAll() {
    for (int i = 0; i < 100; i++) {
      store.index("index-" + i, "one", HOUR);
      store.index("ada", "member-" + i, HOUR);
    }

    assertThat(store.takeIndex("ada")).hasSizeLessThanOrEqualTo(6).contains("member-99");
    long others =
        IntStream.range(0, 100).filter(i -> !store.takeIndex("index-" + i).isEmpty()).count();
    assertThat(others).isLessThanOrEqualTo(6);
  }

  @Test
  void oneOfManyWins() throws InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    AtomicInteger wins = new AtomicInteger();
    CountDownLatch begin = new CountDownLatch(1);
    for (int i = 0; i < 100; i++) {
      threads.execute(
          () -> {
            await(begin);
            if (store.putIfAbsent("a", bytes(1), HOUR)) {
              wins.incrementAndGet();
            }
            if (store.putIfVersion("a", 1, bytes(2), HOUR)) {
              wins.addAndGet(1_000);
            }
          });
    }
    begin.countDown();
    threads.shutdown();

    assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    assertThat(wins).hasValue(1_001);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void forgetsEverythingAtItsEnd() {
    store.putIfAbsent("a", bytes(1), HOUR);
    store.index("ada", "one", HOUR);
    store.close();

    assertThat(store.get("a")).isEmpty();
    assertThat(store.takeIndex("ada")).isEmpty();
  }

  private static byte[] bytes(int value) {
    return new byte[] {(byte) value};
  }
}
