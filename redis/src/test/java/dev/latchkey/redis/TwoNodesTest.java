package dev.latchkey.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.redis.ShopNode.Ask;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One application on two nodes, with one Redis. */
@Timeout(120)
@Execution(ExecutionMode.CONCURRENT)
class TwoNodesTest extends TwoNodes {
  private static final int THREADS = 40;

  @ParameterizedTest
  @ValueSource(strings = {"false", "true"})
  void whoSignsInOnOneNodeIsSignedInOnTheOther(String nearCache) {
    ShopNode one = node("redis.near-cache", nearCache);
    ShopNode two = node("redis.near-cache", nearCache);
    List<String> cookies = signIn(provider, one, 20);

    assertThat(lost(two, cookies)).isZero();
    two.ask(Ask.signOut(cookies.get(0)));
    Waiting.until("it ends here, too", SOON, () -> one.status(cookies.get(0)) == 302);
    assertThat(lost(one, cookies.subList(0, 20))).as("nobody else").isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"false", "true"})
  @Tag("F-33")
  @Tag("F-38")
  void tokensAreRefreshedOnceForBoth(String nearCache) throws Exception {
    List<ShopNode> nodes =
        List.of(node("redis.near-cache", nearCache), node("redis.near-cache", nearCache));
    String cookies = provider.sessionCookie(nodes.get(0).latchkey, "ada");
    String first = accessToken(nodes.get(1), cookies);
    for (int round = 0; round < 5; round++) {
      passLifetime();
      AtomicInteger turn = new AtomicInteger();
      Set<String> tokens =
          new HashSet<>(
              SlowRedisTest.atOnce(
                  THREADS, () -> accessToken(nodes.get(turn.getAndIncrement() % 2), cookies)));

      assertThat(tokens).hasSize(1).doesNotContain(first);
      assertThat(provider.count("/token")).isEqualTo(1);
    }
  }

  @Test
  @Tag("F-33")
  void manySessionsAreRefreshedOnceEach() throws Exception {
    List<ShopNode> nodes = List.of(node(), node());
    List<String> cookies = signIn(provider, nodes.get(0), 100);
    for (int round = 0; round < 2; round++) {
      passLifetime();
      AtomicInteger turn = new AtomicInteger();
      SlowRedisTest.atOnce(
          20,
          () -> {
            for (int i = 0; i < 10; i++) {
              int next = turn.getAndIncrement();
              accessToken(nodes.get(next % 2), cookies.get(next / 2 % 100));
            }
            return true;
          });
      assertThat(provider.count("/token")).isEqualTo(100);
    }
    assertThat(lost(nodes.get(0), cookies)).isZero();
    assertThat(lost(nodes.get(1), cookies)).isZero();
  }

  @Test
  @Tag("F-34")
  void aRefreshThatTakesLongerThanItsLeaseIsNotDoneTwice() throws Exception {
    ShopNode one = node();
    ShopNode two = node();
    String cookies = provider.sessionCookie(one.latchkey, "ada");
    passLifetime();
    CountDownLatch answer = new CountDownLatch(1);
    provider.faults().slow("/token", answer);
    List<String> tokens = java.util.Collections.synchronizedList(new ArrayList<>());
    List<Thread> requests =
        List.of(
            new Thread(() -> tokens.add(accessToken(one, cookies))),
            new Thread(() -> tokens.add(accessToken(two, cookies))));
    requests.forEach(Thread::start);
    Waiting.until("the provider is asked", SOON, () -> provider.count("/token") == 1);
    long begin = System.nanoTime();
    Waiting.until(
        "longer than the lease of five seconds",
        SOON,
        () -> System.nanoTime() - begin > Duration.ofMillis(5_500).toNanos());
    answer.countDown();
    for (Thread each : requests) {
      each.join();
    }

    assertThat(provider.count("/token")).isEqualTo(1);
    assertThat(tokens).hasSize(2);
    assertThat(new HashSet<>(tokens)).hasSize(1);
  }

  @Test
  @Tag("F-39")
  @Tag("F-44")
  void whatARefreshBroughtIsKeptThoughRedisWasAwayJustThen() throws Exception {
    FaultProxy network = closing(new FaultProxy(redis.port()));
    ShopNode one = closing(ShopNode.at(provider, network.uri(), clock, "redis.timeout", "500ms"));
    ShopNode two = node();
    String cookies = provider.sessionCookie(one.latchkey, "ada");
    passLifetime();
    Gate answer = new Gate();
    List<String> tokens = new ArrayList<>();
    Thread request = waitingAtTheProvider(() -> tokens.add(accessToken(one, cookies)), answer);
    network.cut();
    answer.countDown();
    request.join();

    assertThat(tokens).as("the request goes on").hasSize(1);
    network.heal();
    Waiting.until("it is back", SOON, () -> one.status(cookies) == 200);
    assertThat(accessToken(two, cookies)).isEqualTo(tokens.get(0));
    assertThat(provider.count("/token")).isEqualTo(1);
  }
}
