package dev.latchkey.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.gate.Decision;
import dev.latchkey.redis.ShopNode.Ask;
import dev.latchkey.testkit.TestProvider;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Nodes of one application, with one Redis, one time of day and one provider. */
abstract class TwoNodes extends Bed {
  static final Duration LIFETIME = Duration.ofMinutes(5);
  static final Duration SOON = Duration.ofSeconds(10);

  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
  final InstantSource clock = now::get;
  final TestProvider provider =
      closing(TestProvider.builder().clock(clock).accessTokenLifetime(LIFETIME).start());
  final RedisProcess redis = closing(RedisProcess.running());

  ShopNode node(String... settings) {
    return closing(ShopNode.at(provider, redis.uri(), clock, settings));
  }

  void pass(Duration time) {
    now.updateAndGet(before -> before.plus(time));
    provider.forgetRequests();
  }

  void passLifetime() {
    pass(LIFETIME);
  }

  /** Where requests wait at the provider, and who has come is known. */
  static final class Gate extends CountDownLatch {
    private final CountDownLatch reached = new CountDownLatch(1);

    Gate() {
      super(1);
    }

    @Override
    public boolean await(long timeout, TimeUnit unit) throws InterruptedException {
      reached.countDown();
      return super.await(timeout, unit);
    }
  }

  /** Has a request wait at the provider for new tokens. */
  Thread waitingAtTheProvider(Runnable request, Gate answer) {
    provider.faults().slow("/token", answer);
    Thread thread = new Thread(request);
    thread.start();
    Waiting.until("the provider is asked", SOON, () -> answer.reached.getCount() == 0);
    assertThat(provider.count("/token")).isEqualTo(1);
    return thread;
  }

  static String accessToken(ShopNode node, String cookies) {
    Decision decision = node.ask(Ask.page(cookies));
    assertThat(decision).isInstanceOf(Decision.Proceed.class);
    return ((Decision.Proceed) decision)
        .identity()
        .orElseThrow()
        .tokens()
        .accessToken()
        .orElseThrow();
  }
}
