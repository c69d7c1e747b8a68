package dev.latchkey.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.latchkey.Latchkey;
import dev.latchkey.Secret;
import dev.latchkey.gate.Decision;
import dev.latchkey.seal.MemoryStore;
import dev.latchkey.token.Identity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Whole applications that share a store, at a provider that ends a session when a refresh token
 * comes twice.
 */
@Timeout(120)
class SharedSessionsTest {
  private static final Duration LIFETIME = Duration.ofMinutes(5);
  private static final int THREADS = 100;

  private final SettableClock clock = new SettableClock();
  private final TestProvider provider =
      TestProvider.builder().clock(clock).accessTokenLifetime(LIFETIME).start();
  private final MemoryStore store = new MemoryStore(1_000, Ticker.systemTicker(), () -> {});
  private final List<Latchkey> nodes = List.of(node(), node(), node());

  private Latchkey node() {
    byte[] secret = new byte[32];
    for (int i = 0; i < secret.length; i++) {
      secret[i] = (byte) i;
    }
    return Latchkey.builder()
        .settings(provider.settings())
        .baseUrl("https://shop.example.com")
        .sessionSecret(Secret.of(Base64.getEncoder().encodeToString(secret)))
        .sessionStore(store)
        .clock(clock)
        .rules("login /**")
        .build();
  }

  @AfterEach
  void close() {
    nodes.forEach(Latchkey::close);
    provider.close();
  }

  private static Decision ask(Latchkey node, String cookies) {
    return node.decide(MemoryRequest.cookie("/orders", cookies));
  }

  private static String accessToken(Decision decision) {
    assertThat(decision).isInstanceOf(Decision.Proceed.class);
    Identity identity = ((Decision.Proceed) decision).identity().orElseThrow();
    return identity.tokens().accessToken().orElseThrow();
  }

  private Set<String> askAtOnce(int among, String cookies) throws Exception {
    return new HashSet<>(
        Racers.run(THREADS, i -> () -> accessToken(ask(nodes.get(i % among), cookies))));
  }

  @Test
  @Tag("F-33")
  void aHundredRequestsOnTwoNodesMakeOneRefresh() throws Exception {
    String cookies = provider.sessionCookie(nodes.get(0), "ada");
    String first = accessToken(ask(nodes.get(1), cookies));
    for (int round = 0; round < 5; round++) {
      clock.goOn(LIFETIME);
      provider.forgetRequests();

      assertThat(askAtOnce(2, cookies)).hasSize(1).doesNotContain(first);
      assertThat(provider.count("/token")).isEqualTo(1);
    }
  }

  @Test
  @Tag("F-33")
  @Tag("F-34")
  void threeNodesWaitForOneProviderThatTakesItsTime() throws Exception {
    String cookies = provider.sessionCookie(nodes.get(0), "ada");
    accessToken(ask(nodes.get(2), cookies));
    clock.goOn(LIFETIME);
    provider.forgetRequests();
    CountDownLatch answer = new CountDownLatch(1);
    provider.faults().slow("/token", answer);
    List<Set<String>> tokens = new ArrayList<>();
    Thread requests = new Thread(() -> tokens.add(askAll(cookies)));
    requests.start();
    while (provider.count("/token") == 0) {
      Thread.onSpinWait();
    }
    answer.countDown();
    requests.join();

    assertThat(tokens).singleElement().satisfies(all -> assertThat(all).hasSize(1));
    assertThat(provider.count("/token")).isEqualTo(1);
  }

  private Set<String> askAll(String cookies) {
    try {
      return askAtOnce(3, cookies);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  @Tag("F-33")
  void manySessionsAreRefreshedOnceEachWhereverTheirRequestsGo() throws Exception {
    List<String> cookies = new ArrayList<>();
    for (int user = 0; user < 20; user++) {
      cookies.add(provider.sessionCookie(nodes.get(user % 3), "user-" + user));
    }
    for (int round = 1; round <= 3; round++) {
      clock.goOn(LIFETIME);
      provider.forgetRequests();
      Racers.run(60, i -> () -> accessToken(ask(nodes.get(i / 20), cookies.get(i % 20))));

      assertThat(provider.count("/token")).isEqualTo(20);
    }
  }

  @Test
  @Tag("M29")
  void whoSignsOutOnOneNodeIsSignedOutOnAllThoughARefreshIsUnderWay() throws Exception {
    String cookies = provider.sessionCookie(nodes.get(0), "ada");
    clock.goOn(LIFETIME);
    provider.forgetRequests();
    CountDownLatch answer = new CountDownLatch(1);
    provider.faults().slow("/token", answer);
    List<Decision> refreshed = new ArrayList<>();
    Thread request = new Thread(() -> refreshed.add(ask(nodes.get(0), cookies)));
    request.start();
    while (provider.count("/token") == 0) {
      Thread.onSpinWait();
    }
    nodes.get(1).decide(MemoryRequest.signOut(cookies));
    answer.countDown();
    request.join();

    assertThat(refreshed).singleElement().isInstanceOf(Decision.Stop.class);
    assertThat(ask(nodes.get(2), cookies)).isInstanceOf(Decision.Stop.class);
    assertThat(store).hasToString("MemoryStore[0]");
  }
}
