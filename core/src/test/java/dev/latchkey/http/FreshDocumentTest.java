package dev.latchkey.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.latchkey.event.Reason;
import dev.latchkey.http.FreshDocument.Reading;
import dev.latchkey.testing.FakeBackground;
import dev.latchkey.testing.FakeTransport;
import dev.latchkey.testing.SettableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class FreshDocumentTest {

  private static final Duration JUST = Duration.ofNanos(1);
  private static final Freshness FRESHNESS =
      new Freshness(
          Duration.ofMinutes(5),
          Duration.ofHours(1),
          Duration.ofSeconds(30),
          Duration.ofSeconds(2),
          Duration.ofSeconds(60),
          false,
          Duration.ofSeconds(5));

  private final SettableClock clock = new SettableClock();
  private final FakeBackground background = new FakeBackground();
  private final AtomicInteger fetches = new AtomicInteger();
  private final List<Attempt<String>> told = new ArrayList<>();
  private Supplier<Attempt<String>> next = () -> loaded("copy " + fetches.get());

  private FreshDocument<String> document(Freshness freshness, Background where) {
    return document(
        freshness, new Surroundings(new FakeTransport(), clock, clock, where, event -> {}));
  }

  private FreshDocument<String> document(Freshness freshness, Surroundings outside) {
    Fetch<String> fetch =
        new Fetch<>() {
          @Override
          public Attempt<String> attempt(String previous) {
            fetches.incrementAndGet();
            return next.get();
          }

          @Override
          public void after(Attempt<String> attempt) {
            told.add(attempt);
          }
        };
    return new FreshDocument<>(fetch, freshness, outside);
  }

  private final FreshDocument<String> document = document(FRESHNESS, background);

  private static Attempt<String> loaded(String value) {
    return new Attempt.Loaded<>(value, null);
  }

  private static Attempt<String> failed() {
    return new Attempt.Failed<>(Reason.KEYS_UNAVAILABLE, "it is down");
  }

  @Test
  void hasNothingUntilFetchedAndFetchesNothingByLooking() {
    assertThat(document.now()).isNull();
    assertThat(document.lastSuccess()).isEmpty();
    assertThat(fetches).hasValue(0);
  }

  @Test
  void theFirstReaderFetches() {
    assertThat(document.newerThan(null)).isEqualTo(new Reading<>("copy 1", null));
    assertThat(document.now()).isEqualTo("copy 1");
    assertThat(document.lastSuccess()).contains(clock.instant());
    assertThat(told).containsExactly(loaded("copy 1"));
  }

  @Test
  @Tag("F-12")
  void aDueCopyIsServedWhileOneFetchRunsInTheBackground() {
    document.newerThan(null);
    clock.advance(Duration.ofMinutes(5).minus(JUST));
    background.hold();
    document.now();
    assertThat(background.waiting()).isZero();
    clock.advance(JUST);
    assertThat(document.now()).isEqualTo("copy 1");
    assertThat(document.now()).isEqualTo("copy 1");
    assertThat(background.waiting()).isEqualTo(1);
    background.release();
    assertThat(document.now()).isEqualTo("copy 2");
    assertThat(fetches).hasValue(2);
  }

  @Test
  @Tag("F-14")
  void aCopyThatCannotBeReplacedIsServedUntilItIsTooStale() {
    document.newerThan(null);
    next = FreshDocumentTest::failed;
    clock.advance(Duration.ofMinutes(65).minus(JUST));
    assertThat(document.now()).isEqualTo("copy 1");
    clock.advance(JUST);
    assertThat(document.now()).isNull();
    Reading<String> reading = document.newerThan(null);
    assertThat(reading.value()).isNull();
    assertThat(reading.trouble())
        .isEqualTo(new FreshDocument.Trouble(Reason.KEYS_UNAVAILABLE, "it is down"));
  }

  @Test
  void theAnswerMaySayHowLongItIsFresh() {
    next = () -> new Attempt.Loaded<>("copy " + fetches.get(), Duration.ofMinutes(1));
    document.newerThan(null);
    clock.advance(Duration.ofMinutes(1));
    document.now();
    assertThat(document.now()).isEqualTo("copy 2");
  }

  @Test
  @Tag("F-15")
  void somethingNewerMayBeDemandedRightAfterAnOrdinaryFetch() {
    String seen = document.newerThan(null).value();
    assertThat(document.newerThan(seen)).isEqualTo(new Reading<>("copy 2", null));
  }

  @Test
  @Tag("F-20")
  void demandsCoolDown() {
    document.newerThan(null);
    document.newerThan(document.now());
    clock.advance(Duration.ofSeconds(30).minus(JUST));
    assertThat(document.newerThan(document.now())).isEqualTo(new Reading<>("copy 2", null));
    assertThat(fetches).hasValue(2);
    clock.advance(JUST);
    document.newerThan(document.now());
    assertThat(fetches).hasValue(3);
  }

  @Test
  void whoHasSeenAnOlderCopyGetsTheNewerOneWithoutAFetch() {
    String old = document.newerThan(null).value();
    document.newerThan(old);
    assertThat(document.newerThan(old)).isEqualTo(new Reading<>("copy 2", null));
    assertThat(fetches).hasValue(2);
  }

  @Test
  @Tag("F-21")
  void pausesAfterAFailureAndLongerAfterEach() {
    next = FreshDocumentTest::failed;
    document.newerThan(null);
    for (int seconds : new int[] {2, 4, 8, 16, 32, 60, 60}) {
      int before = fetches.get();
      clock.advance(Duration.ofSeconds(seconds).minus(JUST));
      assertThat(document.newerThan(null).trouble()).isNotNull();
      assertThat(fetches).hasValue(before);
      clock.advance(JUST);
      document.newerThan(null);
      assertThat(fetches).hasValue(before + 1);
    }
  }

  @Test
  void aSuccessEndsTheRowOfFailures() {
    next = FreshDocumentTest::failed;
    document.newerThan(null);
    clock.advance(Duration.ofSeconds(2));
    document.newerThan(null);
    next = () -> loaded("healed");
    clock.advance(Duration.ofSeconds(4));
    assertThat(document.newerThan(null)).isEqualTo(new Reading<>("healed", null));
    next = FreshDocumentTest::failed;
    document.newerThan("healed");
    clock.advance(Duration.ofSeconds(30));
    int before = fetches.get();
    document.newerThan("healed");
    assertThat(fetches).hasValue(before + 1);
  }

  @Test
  void whatIsPostponedBeginsNoPause() {
    next = () -> new Attempt.Postponed<>(Reason.KEYS_UNAVAILABLE, "address not known");
    assertThat(document.newerThan(null).trouble().detail()).isEqualTo("address not known");
    next = () -> loaded("there");
    assertThat(document.newerThan(null).value()).isEqualTo("there");
  }

  @Test
  @Tag("F-01")
  void endsThePauseByItselfWhereSetToRetry() {
    Freshness retrying =
        new Freshness(
            Duration.ofDays(1),
            Duration.ofDays(99_999_999),
            Duration.ofSeconds(30),
            Duration.ofSeconds(2),
            Duration.ofSeconds(60),
            true,
            Duration.ofSeconds(5));
    FreshDocument<String> healing = document(retrying, background);
    next = FreshDocumentTest::failed;
    healing.start();
    assertThat(background.later)
        .extracting(FakeBackground.Later::delay)
        .containsExactly(Duration.ofSeconds(2));
    next = () -> loaded("healed");
    clock.advance(Duration.ofSeconds(2));
    background.later.get(0).task().run();
    assertThat(healing.now()).isEqualTo("healed");
  }

  @Test
  @Tag("F-24")
  void foreverDoesNotWrapAround() {
    Duration forever = Duration.ofSeconds(Long.MAX_VALUE);
    FreshDocument<String> endless =
        document(
            new Freshness(forever, forever, forever, forever, forever, false, forever), background);
    // a hundred years are enough
    next = () -> new Attempt.Loaded<>("kept", forever);
    assertThat(endless.newerThan(null).value()).isEqualTo("kept");
    clock.advance(Duration.ofDays(20_000));
    assertThat(endless.now()).isEqualTo("kept");
  }

  @Test
  @Tag("P11")
  void aJumpOfTheClockChangesNothing() {
    document.newerThan(null);
    clock.jump(Duration.ofHours(9));
    document.now();
    clock.jump(Duration.ofHours(-18));
    assertThat(document.now()).isEqualTo("copy 1");
    assertThat(fetches).hasValue(1);
  }

  @Test
  void aFaultOfOursLandsAsAFailure() {
    next =
        () -> {
          throw new IllegalStateException("CANARY");
        };
    assertThat(document.newerThan(null).trouble())
        .isEqualTo(
            new FreshDocument.Trouble(Reason.INTERNAL_ERROR, "java.lang.IllegalStateException"));
    next = () -> loaded("again");
    clock.advance(Duration.ofSeconds(2));
    assertThat(document.newerThan(null).value()).isEqualTo("again");
  }

  @Test
  void aClosedDocumentFetchesNothingMore() {
    document.close();
    assertThat(document.newerThan(null).trouble().reason()).isEqualTo(Reason.CLOSED);
    assertThat(fetches).hasValue(0);
  }

  @Test
  @Tag("F-19")
  void aThousandReadersShareOneFetch() throws Exception {
    try (DaemonThreads threads = new DaemonThreads("test")) {
      CountDownLatch gate = new CountDownLatch(1);
      next = () -> awaited(gate);
      FreshDocument<String> shared = document(FRESHNESS, threads);
      ExecutorService readers = Executors.newFixedThreadPool(50);
      List<Callable<Reading<String>>> asks = new ArrayList<>();
      for (int i = 0; i < 1000; i++) {
        asks.add(() -> shared.newerThan(null));
      }
      List<Future<Reading<String>>> answers = new ArrayList<>();
      asks.forEach(ask -> answers.add(readers.submit(ask)));
      gate.countDown();
      for (Future<Reading<String>> answer : answers) {
        assertThat(answer.get()).isEqualTo(new Reading<>("shared", null));
      }
      readers.shutdown();
      assertThat(fetches).hasValue(1);
    }
  }

  @Test
  void aReaderGivesUpAtItsLimitAndTheFetchGoesOn() throws Exception {
    try (DaemonThreads threads = new DaemonThreads("test")) {
      CountDownLatch gate = new CountDownLatch(1);
      next = () -> awaited(gate);
      FreshDocument<String> slow = document(waiting(Duration.ofMillis(20)), threads);
      assertThat(slow.newerThan(null).trouble().detail()).isEqualTo("still fetching after 20 ms");
      gate.countDown();
      FreshDocument.Reading<String> later = slow.newerThan(null);
      while (later.value() == null) { // each turn waits for the fetch
        later = slow.newerThan(null);
      }
      assertThat(later).isEqualTo(new Reading<>("shared", null));
      assertThat(fetches).hasValue(1);
    }
  }

  @Test
  void jitterFetchesEarlierAndPausesLongerAndNeverTheOtherWayRound() {
    FreshDocument<String> spread =
        document(
            FRESHNESS,
            new Surroundings(
                new FakeTransport(), clock, clock, background, event -> {}, most -> most));
    spread.newerThan(null);
    clock.advance(Duration.ofSeconds(270).minus(JUST)); // 5 min less a tenth
    spread.now();
    assertThat(fetches).hasValue(1);
    next = FreshDocumentTest::failed;
    clock.advance(JUST);
    spread.now();
    assertThat(fetches).hasValue(2);
    clock.advance(Duration.ofMillis(2500).minus(JUST)); // 2 s and a quarter
    spread.now();
    assertThat(fetches).hasValue(2);
    clock.advance(JUST);
    spread.now();
    assertThat(fetches).hasValue(3);
  }

  @Test
  void randomJitterStaysWithinItsBounds() {
    for (int i = 0; i < 1000; i++) {
      assertThat(Jitter.random().upTo(3)).isBetween(0L, 3L);
    }
    assertThat(Jitter.random().upTo(0)).isZero();
  }

  @Test
  @Tag("F-72")
  void onlySoManyReadersWaitForASlowFetchAndTheOthersGoOn() throws Exception {
    try (DaemonThreads threads = new DaemonThreads("test")) {
      CountDownLatch gate = new CountDownLatch(1);
      next = () -> awaited(gate);
      FreshDocument<String> slow = document(waiting(Duration.ofMinutes(1)), threads);
      List<Reading<String>> readings = Collections.synchronizedList(new ArrayList<>());
      List<Thread> seated = new ArrayList<>();
      for (int i = 0; i < WaitingRoom.SEATS; i++) {
        Thread reader = new Thread(() -> readings.add(slow.newerThan(null)));
        reader.start();
        seated.add(reader);
      }
      for (Thread reader : seated) {
        awaitWaiting(reader);
      }
      assertThat(slow.newerThan(null).trouble())
          .isEqualTo(
              new FreshDocument.Trouble(
                  Reason.PROVIDER_UNREACHABLE, "still fetching after 250 ms"));
      gate.countDown();
      for (Thread reader : seated) {
        reader.join();
      }
      assertThat(readings).hasSize(WaitingRoom.SEATS).containsOnly(new Reading<>("shared", null));
      assertThat(fetches).hasValue(1);
    }
  }

  private static Freshness waiting(Duration limit) {
    return new Freshness(
        FRESHNESS.freshFor(),
        FRESHNESS.maxStale(),
        FRESHNESS.coolDown(),
        FRESHNESS.firstPause(),
        FRESHNESS.longestPause(),
        FRESHNESS.retries(),
        limit);
  }

  private static void awaitWaiting(Thread thread) {
    while (thread.getState() != Thread.State.TIMED_WAITING && thread.isAlive()) {
      Thread.onSpinWait();
    }
  }

  /**
   * One reader has won the right to fetch and finds that another's fetch has landed meanwhile; a
   * third joined just then, and needs something newer still.
   */
  @Test
  @Tag("F-19")
  void whoJoinsAFetchThatIsCalledOffFetchesByItself() throws Exception {
    AtomicReference<Runnable> atNextLook = new AtomicReference<>(() -> {});
    Ticker ticker =
        () -> {
          atNextLook.getAndSet(() -> {}).run();
          return clock.read();
        };
    FreshDocument<String> raced =
        document(
            FRESHNESS,
            new Surroundings(new FakeTransport(), clock, ticker, background, event -> {}));
    List<Reading<String>> third = Collections.synchronizedList(new ArrayList<>());
    Thread joining = new Thread(() -> third.add(raced.newerThan(raced.now())));

    Runnable join =
        () -> {
          joining.start();
          awaitWaiting(joining);
        };
    Runnable overtake =
        () -> {
          raced.newerThan(null); // another reader's fetch begins and lands
          atNextLook.set(join);
        };
    atNextLook.set(overtake); // it looks twice whether it may fetch, before and after it has won
    assertThat(raced.newerThan(null).value()).isNotNull();
    joining.join();

    assertThat(third).containsExactly(new Reading<>("copy 2", null));
    assertThat(fetches).hasValue(2);
  }

  @Test
  @Tag("F-42")
  void anInterruptedReaderKeepsItsFlagAndSpoilsNothing() {
    background.hold();
    Thread.currentThread().interrupt();
    Reading<String> reading = document.newerThan(null);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(reading.trouble().detail()).contains("interrupted");
    background.release();
    assertThat(document.now()).isEqualTo("copy 1");
  }

  private static Attempt<String> awaited(CountDownLatch gate) {
    try {
      gate.await();
      return loaded("shared");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return failed();
    }
  }
}
