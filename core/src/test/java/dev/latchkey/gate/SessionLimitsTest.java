package dev.latchkey.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.event.Event;
import dev.latchkey.http.HttpAnswer;
import dev.latchkey.http.HttpTransport;
import dev.latchkey.seal.MemoryStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a whole instance does at its limits: of its memory, and of its life. */
class SessionLimitsTest {

  private static final String NEW_TOKENS =
      "{\"access_token\":\"second\",\"token_type\":\"Bearer\",\"expires_in\":300,"
          + "\"refresh_token\":\"refresh-2\"}";

  private static boolean isSignedIn(Shop shop, String cookies) {
    return shop.latchkey.decide(FakeRequest.get("/pages/a").cookies(cookies))
        instanceof Decision.Proceed;
  }

  @Test
  @Tag("F-54")
  void tenTimesAsManySignInsAsThereIsRoomForKeepTheLatest() {
    int room = 10;
    AtomicInteger evicted = new AtomicInteger();
    MemoryStore store = new MemoryStore(room, System::nanoTime, evicted::incrementAndGet);
    List<String> browsers = new ArrayList<>();
    try (Shop shop = Shop.on(store)) {
      for (int i = 1; i <= 10 * room; i++) {
        browsers.add(TestGate.cookies(shop.signIn()));

        assertThat(store).hasToString("MemoryStore[" + Math.min(i, room) + "]");
        assertThat(evicted).hasValue(Math.max(0, i - room));
      }
      for (int i = 0; i < browsers.size(); i++) {
        assertThat(isSignedIn(shop, browsers.get(i))).as("session %d", i).isEqualTo(i >= 9 * room);
      }
    }
  }

  @Test
  @Tag("F-54")
  void whoeverIsActiveStaysWhileOthersComeAndGo() {
    int room = 10;
    try (Shop shop = Shop.on(new MemoryStore(room, System::nanoTime, () -> {}))) {
      String active = TestGate.cookies(shop.signIn());
      for (int i = 0; i < 10 * room; i++) {
        shop.signIn();
        assertThat(isSignedIn(shop, active)).isTrue();
      }
    }
  }

  @Test
  @Tag("F-54")
  void theOperatorHearsOfASessionThatHadToGo() {
    try (Shop shop = Shop.with("session.store", "memory", "session.memory-size", "1")) {
      String first = TestGate.cookies(shop.signIn());
      assertThat(shop.events).noneMatch(event -> event.detail().contains("session.memory-size"));
      shop.signIn();

      assertThat(isSignedIn(shop, first)).isFalse();
      assertThat(shop.events)
          .filteredOn(event -> event.kind() == Event.Kind.SESSION_OVER)
          .anyMatch(event -> event.detail().contains("session.memory-size"));
    }
  }

  /** Answers when it is allowed to. */
  private static HttpTransport late(CountDownLatch asked, CountDownLatch allowed) {
    return call -> {
      asked.countDown();
      try {
        allowed.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return HttpAnswer.of(
          200,
          Map.of("Content-Type", "application/json"),
          NEW_TOKENS.getBytes(StandardCharsets.UTF_8));
    };
  }

  @Test
  @Tag("F-41")
  @Timeout(60)
  void aRefreshUnderWayWhenTheInstanceIsClosedIsNotLost() throws Exception {
    MemoryStore store = new MemoryStore(10, System::nanoTime, () -> {});
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch allowed = new CountDownLatch(1);
    try (Shop old = Shop.on(store);
        Shop next = Shop.on(store)) {
      String cookies = TestGate.cookies(old.signIn());
      old.answers("/token", late(asked, allowed));
      old.clock.advance(Duration.ofMinutes(5));
      next.clock.advance(Duration.ofMinutes(5));
      FakeRequest page = FakeRequest.get("/pages/a").cookies(cookies);
      CompletableFuture<Decision> request =
          CompletableFuture.supplyAsync(() -> old.latchkey.decide(page));
      asked.await();
      Thread closing = new Thread(old::close);
      closing.start();
      while (closing.getState() != Thread.State.TIMED_WAITING) {
        Thread.onSpinWait();
      }
      assertThat(old.stop(page).status()).as("nothing new begins").isEqualTo(503);

      allowed.countDown();
      closing.join();
      assertThat(token(request.get(30, TimeUnit.SECONDS))).isEqualTo("second");
      assertThat(token(next.latchkey.decide(page))).as("on the next instance").isEqualTo("second");
    }
  }

  private static String token(Decision decision) {
    return Tokens.of(((Decision.Proceed) decision).identity().orElseThrow()).accessToken();
  }
}
