package dev.latchkey.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Those who wait for one answer asked one question; nobody gets the answer to another's. */
class SingleFlightsTest {

  private final SingleFlights<String> flights =
      new SingleFlights<>(100, "busy", "interrupted", "broke off");
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void end() {
    threads.shutdownNow();
  }

  @Test
  @Tag("O06")
  void eachOfManyQuestionsAtOnceGetsItsOwnAnswer() throws Exception {
    CountDownLatch all = new CountDownLatch(20);
    AtomicInteger asked = new AtomicInteger();
    List<Future<String>> answers = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      String user = "user-" + i % 20;
      answers.add(threads.submit(() -> ask(user, all, asked)));
    }

    for (int i = 0; i < 60; i++) {
      assertThat(answers.get(i).get(1, TimeUnit.MINUTES)).isEqualTo("for user-" + i % 20);
    }
    assertThat(asked.get()).isBetween(20, 60);
  }

  /** Nobody is answered before all twenty questions are under way. */
  private String ask(String user, CountDownLatch all, AtomicInteger asked) {
    return flights.ask(
        user,
        () -> {
          asked.incrementAndGet();
          all.countDown();
          await(all);
          return "for " + user;
        });
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A caller that asks until it is let go, and is asking already. */
  private Future<String> leader(CountDownLatch go, Supplier<String> answer) {
    CountDownLatch leading = new CountDownLatch(1);
    Future<String> leader =
        threads.submit(
            () ->
                flights.ask(
                    "token",
                    () -> {
                      leading.countDown();
                      await(go);
                      return answer.get();
                    }));
    await(leading);
    return leader;
  }

  @Test
  @Tag("O06")
  @Tag("F-79")
  void whatBreaksOffForOneIsNoAnswerForTheOthers() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    Future<String> leader =
        leader(
            go,
            () -> {
              throw new StackOverflowError();
            });
    Future<String> following = threads.submit(() -> flights.ask("token", () -> "mine"));
    go.countDown();

    assertThat(leader).failsWithin(Duration.ofMinutes(1));
    assertThat(following.get(1, TimeUnit.MINUTES)).isIn("mine", "broke off");
  }

  @Test
  @Tag("F-25")
  @Tag("F-72")
  void onlySoManyWaitForOneAnswerAndTheOthersGoOn() throws Exception {
    fillTheWaitingRoom();
    fillTheWaitingRoom(); // whoever left it has left a seat
    assertThat(flights.ask("token", () -> "mine")).isEqualTo("mine");
  }

  private void fillTheWaitingRoom() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    Future<String> leader = leader(go, () -> "answer");
    List<String> answers = new ArrayList<>();
    List<Thread> seated = new ArrayList<>();
    for (int i = 0; i < WaitingRoom.SEATS; i++) {
      Thread follower = new Thread(() -> add(answers, flights.ask("token", () -> "mine")));
      follower.start();
      seated.add(follower);
    }
    for (Thread follower : seated) {
      awaitWaiting(follower);
    }

    assertThat(flights.ask("token", () -> "mine")).isEqualTo("busy");
    go.countDown();
    for (Thread follower : seated) {
      follower.join();
    }

    assertThat(answers).hasSize(WaitingRoom.SEATS).containsOnly("answer");
    assertThat(leader.get(1, TimeUnit.MINUTES)).isEqualTo("answer");
  }

  private static void add(List<String> answers, String answer) {
    synchronized (answers) {
      answers.add(answer);
    }
  }

  private static void awaitWaiting(Thread thread) {
    while (thread.getState() != Thread.State.TIMED_WAITING && thread.isAlive()) {
      Thread.onSpinWait();
    }
  }

  @Test
  @Tag("F-42")
  void whatRunsOnItsOwnThreadGoesOnWithoutWhoeverAskedFirst() throws Exception {
    SingleFlights<String> apart =
        new SingleFlights<>(threads, 100, "busy", "interrupted", "broke off");
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    Thread.currentThread().interrupt();

    assertThat(apart.ask("token", () -> answer(asked, go))).isEqualTo("interrupted");
    assertThat(Thread.interrupted()).isTrue();
    await(asked);
    Future<String> following = threads.submit(() -> apart.ask("token", () -> "mine"));
    go.countDown();
    assertThat(following.get(1, TimeUnit.MINUTES)).isIn("answer", "mine");
  }

  private static String answer(CountDownLatch asked, CountDownLatch go) {
    asked.countDown();
    await(go);
    return "answer";
  }

  @Test
  @Tag("F-79")
  void aFaultOnAnotherThreadIsToldToWhoeverAskedFirst() {
    SingleFlights<String> apart =
        new SingleFlights<>(threads, 100, "busy", "interrupted", "broke off");

    assertThatThrownBy(
            () ->
                apart.ask(
                    "token",
                    () -> {
                      throw new IllegalStateException("bug");
                    }))
        .hasMessage("bug");
    assertThat(apart.isUnderWay("token")).isFalse();
  }

  @Test
  @Tag("F-41")
  void nothingBeginsWhereThreadsHaveEnded() {
    threads.shutdown();
    SingleFlights<String> apart =
        new SingleFlights<>(threads, 100, "busy", "interrupted", "broke off");

    assertThat(apart.ask("token", () -> "mine")).isEqualTo("busy");
    assertThat(apart.isUnderWay("token")).isFalse();
  }

  @Test
  @Tag("F-41")
  void whatIsUnderWayLandsAndNothingBegins() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    Future<String> leader = leader(go, () -> "answer");
    assertThat(flights.ask("another", () -> "mine")).isEqualTo("mine");
    flights.close();

    assertThat(flights.ask("another", () -> "mine")).as("nobody waits yet").isEqualTo("busy");
    assertThat(flights.land(Duration.ofMillis(1))).as("one is in the air").isFalse();
    assertThat(flights.ask("another", () -> "mine")).as("one still is").isEqualTo("busy");
    go.countDown();
    assertThat(flights.land(Duration.ofMinutes(1))).isTrue();
    assertThat(leader.get(1, TimeUnit.MINUTES)).isEqualTo("answer");
    assertThat(flights.ask("another", () -> "mine")).isEqualTo("busy");
  }

  @Test
  @Tag("F-41")
  @Tag("F-42")
  void whoeverIsInterruptedWhileTheyLandKeepsTheFlag() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    Future<String> leader = leader(go, () -> "answer");
    flights.close();
    Thread.currentThread().interrupt();

    assertThat(flights.land(Duration.ofMinutes(1))).isFalse();
    assertThat(Thread.interrupted()).isTrue();
    go.countDown();
    assertThat(leader.get(1, TimeUnit.MINUTES)).isEqualTo("answer");
  }

  @Test
  @Tag("F-42")
  void whoeverIsInterruptedWhileWaitingKeepsTheFlagAndSpoilsNothing() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    Future<String> leader = leader(go, () -> "answer");
    Thread.currentThread().interrupt();

    assertThat(flights.ask("token", () -> "mine")).isEqualTo("interrupted");
    assertThat(Thread.interrupted()).isTrue();
    go.countDown();
    assertThat(leader.get(1, TimeUnit.MINUTES)).isEqualTo("answer");
  }
}
