package dev.latchkey.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Those who wait for one answer asked one question; nobody gets the answer to another's. */
class SingleFlightsTest {

  private final SingleFlights<String> flights =
      new SingleFlights<>(100, "busy", "interrupted", "broken");
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

  @Test
  @Tag("O06")
  @Tag("F-79")
  void whatBreaksOffForOneIsNoAnswerForTheOthers() throws Exception {
    CountDownLatch leading = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    Future<String> leader =
        threads.submit(
            () ->
                flights.ask(
                    "token",
                    () -> {
                      leading.countDown();
                      await(go);
                      throw new StackOverflowError();
                    }));
    assertThat(leading.await(1, TimeUnit.MINUTES)).isTrue();
    Future<String> following = threads.submit(() -> flights.ask("token", () -> "mine"));
    go.countDown();

    assertThat(leader).failsWithin(java.time.Duration.ofMinutes(1));
    assertThat(following.get(1, TimeUnit.MINUTES)).isIn("mine", "broken");
  }
}
