package dev.latchkey.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.gate.Decision;
import dev.latchkey.redis.ShopNode.Ask;
import dev.latchkey.testkit.TestProvider;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A node ends while the provider is about to answer with new tokens. */
@Timeout(60)
@Tag("F-41")
@Execution(ExecutionMode.CONCURRENT)
class LastCallsTest extends Bed {
  private static final Duration LIFETIME = Duration.ofMinutes(5);
  private static final Duration SOON = Duration.ofSeconds(10);

  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
  private final TestProvider provider =
      closing(TestProvider.builder().clock(now::get).accessTokenLifetime(LIFETIME).start());
  private final CountDownLatch answer = new CountDownLatch(1);

  private ShopNode node(String store) {
    return closing(
        ShopNode.at(
            provider,
            store.equals("redis") ? SharedRedis.uri() : "",
            now::get,
            "session.store",
            store));
  }

  /** A request whose session's tokens have ended, and for whom the provider has been asked. */
  private CompletableFuture<Decision> waiting(ShopNode node, String cookies) {
    now.updateAndGet(before -> before.plus(LIFETIME));
    provider.forgetRequests();
    provider.faults().slow("/token", answer);
    CompletableFuture<Decision> request =
        CompletableFuture.supplyAsync(() -> node.ask(Ask.page(cookies)));
    Waiting.until("the provider is asked", SOON, () -> provider.count("/token") == 1);
    return request;
  }

  private static String token(Decision decision) {
    assertThat(decision).isInstanceOf(Decision.Proceed.class);
    return ((Decision.Proceed) decision)
        .identity()
        .flatMap(identity -> identity.tokens().accessToken())
        .orElseThrow();
  }

  /** What a browser sends next. */
  private static String after(Decision decision, String before) {
    Map<String, String> cookies = new LinkedHashMap<>();
    Stream<String> set =
        decision.headers().stream()
            .filter(header -> header.name().equalsIgnoreCase("Set-Cookie"))
            .map(header -> header.value().substring(0, header.value().indexOf(';')));
    Stream.concat(Arrays.stream(before.split("; ")), set)
        .forEach(cookie -> cookies.put(cookie.substring(0, cookie.indexOf('=')), cookie));
    return String.join("; ", cookies.values());
  }

  @ParameterizedTest
  @ValueSource(strings = {"memory", "cookie", "redis"})
  void tokensOnTheirWayAreKept(String store) throws Exception {
    ShopNode node = node(store);
    String cookies = provider.sessionCookie(node.latchkey, "ada");
    String first = token(node.ask(Ask.page(cookies)));
    CompletableFuture<Decision> request = waiting(node, cookies);
    Thread closing = new Thread(node::close);
    closing.start();
    Waiting.until("nobody is let in any more", SOON, () -> node.status("none=") == 503);
    answer.countDown();
    closing.join();

    Decision decided = request.get(30, TimeUnit.SECONDS);
    assertThat(token(decided)).isNotEqualTo(first);
    assertThat(ShopNode.touchesCookies(decided)).isEqualTo(store.equals("cookie"));
    if (!store.equals("memory")) {
      String next = token(node(store).ask(Ask.page(after(decided, cookies))));
      assertThat(next).as("on the next node").isEqualTo(token(decided));
    }
    assertThat(provider.count("/token")).isEqualTo(1);
  }

  @Test
  void aProviderThatNeverAnswersDoesNotHoldUpTheEnd() throws Exception {
    ShopNode node = node("redis");
    String cookies = provider.sessionCookie(node.latchkey, "ada");
    CompletableFuture<Decision> request = waiting(node, cookies);

    Duration time = Waiting.time(() -> close(node));
    assertThat(time).isLessThan(Duration.ofSeconds(9));
    assertThat(ShopNode.status(request.get(30, TimeUnit.SECONDS))).isEqualTo(503);
    answer.countDown();
  }

  /** As a container does that has lost its patience. */
  @Test
  @Tag("F-42")
  void whoIsInterruptedWhileClosingDoesNotWaitAndStaysSo() throws Exception {
    ShopNode node = node("redis");
    String cookies = provider.sessionCookie(node.latchkey, "ada");
    CompletableFuture<Decision> request = waiting(node, cookies);
    CompletableFuture<Boolean> kept = new CompletableFuture<>();
    Thread closing =
        new Thread(
            () -> {
              Thread.currentThread().interrupt();
              node.close();
              kept.complete(Thread.currentThread().isInterrupted());
            });
    closing.start();

    assertThat(kept.get(30, TimeUnit.SECONDS)).as("the flag").isTrue();
    assertThat(ShopNode.status(request.get(30, TimeUnit.SECONDS))).isEqualTo(503);
    answer.countDown();
  }

  private static boolean close(ShopNode node) {
    node.close();
    return true;
  }
}
