package dev.latchkey.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.seal.SealedStore;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What Latchkey relies on in a {@link SealedStore}: extend it to test one of your own.
 *
 * <pre>{@code
 * class OurStoreTest extends SealedStoreContract {
 *   @Override protected SealedStore connect() { return new OurStore(address); }
 *   @Override protected void pass(Duration time) { clock.advance(time); }
 * }
 * }</pre>
 *
 * <p>The store need not be empty, and is left with what was not removed: all names are new for each
 * test. Room for some thousand records is enough. Not tested is what only a fault can show: that
 * each call ends within half a second, and with an {@code IOException} where it could not be done.
 */
public abstract class SealedStoreContract {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration SHORT = Duration.ofSeconds(1);

  /** More than short, also for a store that counts in whole seconds. */
  private static final Duration LONGER = Duration.ofMillis(2_100);

  private static final String LONGEST_NAME = "Az09-_xy".repeat(256);

  private SealedStore store;
  private SealedStore other;
  private String key;

  /** For those who extend it. */
  protected SealedStoreContract() {}

  /**
   * Connects to the store as one more node would; called twice for each test. Where that is not
   * possible it returns the same object both times. Closing is up to whoever extends this.
   */
  protected abstract SealedStore connect() throws Exception;

  /** Lets so much time pass for the store: a clock is set forward, or else it is waited for. */
  protected abstract void pass(Duration time) throws Exception;

  @BeforeEach
  final void connectTwice() throws Exception {
    store = connect();
    other = connect();
    key = Unguessable.next();
  }

  private void isKept(SealedStore by, byte[] expected, long version) throws IOException {
    SealedStore.Kept kept = by.get(key).orElseThrow(() -> new AssertionError("nothing is kept"));
    assertArrayEquals(expected, kept.sealed());
    assertEquals(version, kept.version());
  }

  private void isNotKept() throws IOException {
    assertTrue(store.get(key).isEmpty(), "something is kept");
    assertTrue(other.get(key).isEmpty(), "something is kept for another node");
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  @Test
  void nothingIsUnderAKeyThatWasNeverUsed() throws IOException {
    isNotKept();
    assertFalse(store.putIfVersion(key, 0, bytes(1), HOUR));
    assertFalse(store.putIfVersion(key, 1, bytes(1), HOUR));
    isNotKept();
  }

  @Test
  void whatWasPutIsThereForAllNodesAsVersionOne() throws IOException {
    assertTrue(store.putIfAbsent(key, bytes(0, 127, -128, -1, 10, 13), HOUR));

    isKept(store, bytes(0, 127, -128, -1, 10, 13), 1);
    isKept(other, bytes(0, 127, -128, -1, 10, 13), 1);
  }

  @Test
  void severalKeysAreReadAsEachOfThemIs() throws IOException {
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      keys.add(Unguessable.next());
    }
    for (int i = 0; i < 20; i += 2) {
      store.putIfAbsent(keys.get(i), bytes(i), HOUR);
    }
    store.putIfVersion(keys.get(4), 1, bytes(99), HOUR);

    for (int round = 0; round < 2; round++) { // also where copies are kept
      Map<String, SealedStore.Kept> found = other.getAll(keys);
      assertEquals(10, found.size());
      for (int i = 0; i < 20; i += 2) {
        SealedStore.Kept kept = Objects.requireNonNull(found.get(keys.get(i)));
        assertArrayEquals(bytes(i == 4 ? 99 : i), kept.sealed());
        assertEquals(i == 4 ? 2 : 1, kept.version());
      }
    }
    assertTrue(other.getAll(List.of()).isEmpty());
    assertEquals(Set.of(keys.get(0)), other.getAll(keys.subList(0, 2)).keySet());
  }

  @Test
  void aValueMayHave64KiB() throws IOException {
    byte[] longest = new byte[64 * 1024];
    for (int i = 0; i < longest.length; i++) {
      longest[i] = (byte) (i * 31 + i / 256);
    }
    assertTrue(store.putIfAbsent(key, longest, HOUR));

    isKept(other, longest, 1);
  }

  @Test
  void aKeyMayHave2048CharactersAndAllOfThemCount() throws IOException {
    String prefix = key.substring(0, 20) + LONGEST_NAME.substring(21);
    key = prefix + "A";
    assertTrue(store.putIfAbsent(key, bytes(1), HOUR));
    assertTrue(store.putIfAbsent(prefix + "a", bytes(2), HOUR), "letters of both cases differ");

    isKept(store, bytes(1), 1);
  }

  @Test
  void aKeyThatIsTakenStaysAsItIs() throws IOException {
    store.putIfAbsent(key, bytes(1), HOUR);

    assertFalse(store.putIfAbsent(key, bytes(2), HOUR));
    assertFalse(other.putIfAbsent(key, bytes(2), HOUR));
    isKept(store, bytes(1), 1);
  }

  @Test
  void aVersionIsReplacedOnceAndGrowsByOne() throws IOException {
    store.putIfAbsent(key, bytes(1), HOUR);

    assertTrue(store.putIfVersion(key, 1, bytes(2), HOUR));
    assertFalse(other.putIfVersion(key, 1, bytes(3), HOUR), "the version that was");
    assertFalse(store.putIfVersion(key, 3, bytes(3), HOUR), "a version that is yet to come");
    isKept(other, bytes(2), 2);
    assertTrue(other.putIfVersion(key, 2, bytes(4), HOUR));
    isKept(store, bytes(4), 3);
  }

  @Test
  void whoeverIsRefusedReadsWhatTheOtherNodeWrote() throws IOException {
    store.putIfAbsent(key, bytes(1), HOUR);
    isKept(other, bytes(1), 1); // which may remember it
    store.putIfVersion(key, 1, bytes(2), HOUR);

    assertFalse(other.putIfVersion(key, 1, bytes(3), HOUR));
    isKept(other, bytes(2), 2);
  }

  @Test
  void whatWasRemovedStaysSo() throws IOException {
    store.putIfAbsent(key, bytes(1), HOUR);
    other.remove(key);
    other.remove(key);

    isNotKept();
    assertFalse(store.putIfVersion(key, 1, bytes(2), HOUR));
    isNotKept();
  }

  @Test
  void aKeyThatIsFreeAgainBeginsWithVersionOne() throws IOException {
    store.putIfAbsent(key, bytes(1), HOUR);
    store.putIfVersion(key, 1, bytes(2), HOUR);
    store.remove(key);

    assertTrue(other.putIfAbsent(key, bytes(3), HOUR));
    isKept(store, bytes(3), 1);
  }

  @Test
  void aValueEndsWithItsTime() throws Exception {
    store.putIfAbsent(key, bytes(1), SHORT);
    isKept(store, bytes(1), 1);
    pass(LONGER);

    isNotKept();
    assertFalse(store.putIfVersion(key, 1, bytes(2), HOUR));
    assertTrue(store.putIfAbsent(key, bytes(3), HOUR));
    isKept(store, bytes(3), 1);
  }

  @Test
  void aValueThatIsReplacedGetsTheNewTime() throws Exception {
    store.putIfAbsent(key, bytes(1), SHORT);
    store.putIfVersion(key, 1, bytes(2), HOUR);
    pass(LONGER);
    isKept(store, bytes(2), 2);

    store.putIfVersion(key, 2, bytes(3), SHORT);
    pass(LONGER);
    isNotKept();
  }

  @Test
  void neitherReadingNorARefusalMakesAValueLiveLonger() throws Exception {
    store.putIfAbsent(key, bytes(1), SHORT);
    store.get(key);
    store.putIfAbsent(key, bytes(2), HOUR);
    store.putIfVersion(key, 7, bytes(2), HOUR);
    pass(LONGER);

    isNotKept();
  }

  @Test
  void aValueMayLiveForMoreThanAYear() throws IOException {
    assertTrue(store.putIfAbsent(key, bytes(1), Duration.ofDays(400)));

    isKept(other, bytes(1), 1);
  }

  @Test
  void anIndexIsTakenOnce() throws IOException {
    store.index(key, "one", HOUR);
    other.index(key, "two", HOUR);
    store.index(key, "two", HOUR);

    assertEquals(Set.of("one", "two"), other.takeIndex(key));
    assertEquals(Set.of(), store.takeIndex(key));
    store.index(key, "three", HOUR);
    assertEquals(Set.of("three"), store.takeIndex(key));
  }

  @Test
  void indexesAndValuesAreApart() throws IOException {
    store.index(key, "one", HOUR);
    assertTrue(store.putIfAbsent(key, bytes(1), HOUR));

    assertEquals(Set.of(), store.takeIndex(Unguessable.next()));
    assertEquals(Set.of("one"), store.takeIndex(key));
    isKept(store, bytes(1), 1);
    store.index(key, "two", HOUR);
    store.remove(key);
    assertEquals(Set.of("two"), store.takeIndex(key));
  }

  @Test
  void aMemberStaysFindableForItsTimeWhateverTheOthersHave() throws Exception {
    store.index(key, "long", HOUR);
    store.index(key, "short", SHORT);
    pass(LONGER);

    assertTrue(store.takeIndex(key).contains("long"));
  }

  @Test
  void anIndexEndsWithItsMembers() throws Exception {
    store.index(key, "short", SHORT);
    pass(LONGER);

    assertEquals(Set.of(), store.takeIndex(key));
  }

  @Test
  void anIndexHoldsHundredsOfLongMembers() throws IOException {
    Set<String> members = new HashSet<>();
    for (int i = 0; i < 300; i++) {
      members.add(LONGEST_NAME.substring(10) + "-" + i);
    }
    for (String member : members) {
      store.index(key, member, HOUR);
    }

    assertEquals(members, other.takeIndex(key));
  }

  @Test
  void ofManyThatFindAKeyFreeOneIsRight() throws Exception {
    List<Boolean> wins =
        Racers.run(16, i -> () -> node(i).putIfAbsent(key, bytes(i), Duration.ofMinutes(1)));

    assertEquals(1, wins.stream().filter(win -> win).count());
    isKept(store, bytes(wins.indexOf(true)), 1);
  }

  private SealedStore node(int i) {
    return i % 2 == 0 ? store : other;
  }

  @Test
  void noWriteOfManyIsLost() throws Exception {
    store.putIfAbsent(key, bytes(0), HOUR);
    Racers.run(8, i -> () -> countTo(node(i), 10));

    isKept(store, bytes(80), 81);
  }

  private boolean countTo(SealedStore by, int count) throws IOException {
    for (int done = 0; done < count; ) {
      SealedStore.Kept kept = by.get(key).orElseThrow();
      if (by.putIfVersion(key, kept.version(), bytes(kept.sealed()[0] + 1), HOUR)) {
        done++;
      }
    }
    return true;
  }

  @Test
  void noMemberIsTakenTwiceOrLost() throws Exception {
    List<Set<String>> taken = Racers.run(8, i -> () -> addAndTake(node(i), i));
    List<String> all = new ArrayList<>(store.takeIndex(key));
    taken.forEach(all::addAll);

    assertEquals(80, all.size());
    assertEquals(80, new HashSet<>(all).size());
  }

  private Set<String> addAndTake(SealedStore by, int racer) throws IOException {
    Set<String> taken = new HashSet<>();
    for (int i = 0; i < 10; i++) {
      by.index(key, racer + "-" + i, HOUR);
      taken.addAll(by.takeIndex(key));
    }
    return taken;
  }

  @Test
  void anInterruptedThreadGoesOnWithItsFlag() {
    Thread.currentThread().interrupt();
    try {
      store.get(key);
    } catch (IOException allowed) {
      // it is up to the store whether it still answers
    } finally {
      assertTrue(Thread.interrupted(), "the interrupt flag was lost");
    }
  }
}
