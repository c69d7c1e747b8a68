package dev.latchkey.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.testkit.TestProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A provider that does not answer keeps some threads of the server, and never all of them. */
interface SlowProviderJourneys extends Journeys {

  /** More than a container has threads to spare, once 64 of a hundred wait. */
  int CALLERS = 150;

  /** How many of them Latchkey lets wait for one answer. */
  int MOST_WAITING = 64;

  @Test
  @Tag("F-72")
  default void whoNeedsNoProviderGoesOnWhileItHangs() throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
    CountDownLatch gate = new CountDownLatch(1);
    try (Shop shop = open(TestProvider.start(), AdapterContract.CONTEXT_PATH, same -> {})) {
      Browser alice = shop.browser();
      alice.visit(shop.at("/pages/orders"), "alice");
      String known = shop.provider().token().sign();
      assertThat(shop.call("/api/x", known).status()).isEqualTo(200);
      shop.provider().faults().slow("/jwks", gate);

      CountDownLatch turnedAway = new CountDownLatch(CALLERS - MOST_WAITING);
      List<Future<Reply>> calls = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        String unknown = shop.provider().token().keyId("unknown-" + i).sign();
        calls.add(callers.submit(() -> call(shop, unknown, turnedAway)));
      }

      assertThat(shop.call("/api/x", known).status()).as("a known token").isEqualTo(200);
      assertThat(alice.page(shop.at("/pages/orders")).status()).as("a session").isEqualTo(200);
      assertThat(turnedAway.await(30, TimeUnit.SECONDS)).as("all others are told soon").isTrue();
      assertThat(shop.call("/api/x", known).status()).isEqualTo(200);
      assertThat(alice.page(shop.at("/pages/orders")).says("subject")).isEqualTo("alice-id");
      assertThat(calls.stream().filter(Future::isDone)).hasSizeLessThan(CALLERS);
      gate.countDown();
      for (Future<Reply> each : calls) {
        assertThat(each.get(1, TimeUnit.MINUTES).status()).isIn(401, 503);
      }
    } finally {
      gate.countDown();
      callers.shutdownNow();
    }
  }

  private static Reply call(Shop shop, String token, CountDownLatch turnedAway) {
    Reply reply = shop.call("/api/x", token);
    if (reply.status() == 503) {
      turnedAway.countDown();
    }
    return reply;
  }
}
