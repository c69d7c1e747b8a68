package dev.latchkey.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.event.Reason;
import dev.latchkey.gate.Decision;
import dev.latchkey.redis.ShopNode.Ask;
import dev.latchkey.testkit.TestProvider;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/** Redis answers, but late, or the network keeps what it was given. */
@Timeout(60)
@Isolated("it measures")
class SlowRedisTest extends Bed {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration SOON = Duration.ofSeconds(10);

  /** The deadline, and what a busy machine adds to it. */
  private static final Duration LONGEST = Duration.ofMillis(500 + 700);

  private final RedisProcess redis = closing(RedisProcess.running());
  private final FaultProxy network = closing(new FaultProxy(redis.port()));

  @Test
  @Tag("F-45")
  void aSlowRedisIsAsOneThatIsAwayAndNobodysCookieGoes() {
    TestProvider provider = closing(TestProvider.start());
    ShopNode node = closing(ShopNode.at(provider, network.uri(), "redis.timeout", "500ms"));
    String cookies = provider.sessionCookie(node.latchkey, "ada");
    network.delay(Duration.ofSeconds(2));

    for (int i = 0; i < 5; i++) {
      Duration time =
          Waiting.time(
              () -> {
                Decision slow = node.ask(Ask.page(cookies));
                assertThat(ShopNode.status(slow)).isEqualTo(503);
                assertThat(ShopNode.touchesCookies(slow)).isFalse();
                return slow;
              });
      System.out.printf("F-45: answered after %d ms%n", time.toMillis());
      assertThat(time).isLessThan(LONGEST);
    }
    assertThat(node.lastReason()).contains(Reason.SESSION_STORE_UNAVAILABLE);
    assertThat(node.ask(Ask.bearer(provider.token().sign()))).isInstanceOf(Decision.Proceed.class);

    network.heal();
    Waiting.until("Redis is quick again", SOON, () -> node.caller(cookies).isPresent());
    assertThat(node.caller(cookies)).contains("ada");
  }

  @Test
  @Tag("F-45")
  @Tag("F-53")
  void howeverManyAskNobodyWaitsLonger() throws Exception {
    RedisStore store = store(network.uri(), "timeout", "500");
    store.putIfAbsent("key", new byte[1], HOUR);
    redis.pause();
    List<Duration> times = new ArrayList<>();
    try {
      times.addAll(
          atOnce(
              600,
              () ->
                  Waiting.time(
                      () -> {
                        assertThatThrownBy(() -> store.get("key")).isInstanceOf(IOException.class);
                        return null;
                      })));
    } finally {
      redis.goOn();
    }
    Duration longest = times.stream().max(Duration::compareTo).orElseThrow();
    System.out.printf("F-53: 600 at once, the last one after %d ms%n", longest.toMillis());
    assertThat(longest).isLessThan(LONGEST.multipliedBy(2)); // 600 threads on few cores
    Waiting.until("Redis goes on", SOON, () -> reads(store));
  }

  static boolean reads(RedisStore store) {
    try {
      return store.get("key").isPresent();
    } catch (IOException notYet) {
      return false;
    }
  }

  static <T> List<T> atOnce(int threads, Callable<T> task) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<T>> running = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        running.add(pool.submit(task));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> each : running) {
        results.add(each.get());
      }
      return results;
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  @Tag("F-47")
  void whatANetworkForgetsIsNoticedAfterThreeCalls() throws Exception {
    RedisStore store = store(network.uri(), "timeout", "500");
    store.putIfAbsent("key", new byte[] {7}, HOUR);
    network.swallow();
    assertThatThrownBy(() -> store.get("key")).hasMessageContaining("no answer within 500 ms");
    network.heal(); // for new connections; the old one stays dead

    long begin = System.nanoTime();
    Waiting.until("a new connection", SOON, () -> reads(store));
    Duration back = Duration.ofNanos(System.nanoTime() - begin);
    System.out.printf(
        "F-47: a connection that was forgotten is replaced after %d ms%n", back.toMillis());
    assertThat(network.connections()).isEqualTo(2);
    assertThat(store.get("key")).isPresent();
  }

  @Test
  @Tag("F-47")
  void aGreetingThatNobodyAnswersIsNotWaitedForForever() throws Exception {
    network.swallow();
    RedisStore store = store(network.uri(), "timeout", "500");
    assertThatThrownBy(() -> store.get("key")).isInstanceOf(IOException.class);
    network.heal();

    Duration back = Waiting.until("a new connection", SOON, () -> asks(store));
    System.out.printf("F-47: greeted after %d ms%n", back.toMillis());
  }

  static boolean asks(RedisStore store) {
    try {
      store.get("key");
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  @Test
  @Tag("F-42")
  void whoIsInterruptedStaysSoAndTheOthersGoOn() throws Exception {
    RedisStore store = store(network.uri(), "timeout", "500");
    store.putIfAbsent("key", new byte[1], HOUR);
    network.delay(Duration.ofMillis(200));
    List<Boolean> stayed = new ArrayList<>();
    Thread request =
        new Thread(
            () -> {
              assertThatThrownBy(() -> store.get("key")).hasMessageContaining("interrupted");
              stayed.add(Thread.currentThread().isInterrupted());
            });
    request.start();
    Waiting.until("it waits", SOON, () -> request.getState() == Thread.State.TIMED_WAITING);
    request.interrupt();
    request.join();

    assertThat(stayed).containsExactly(true);
    network.heal();
    assertThat(store.get("key")).isPresent();
    assertThat(network.connections()).isEqualTo(1);
  }
}
