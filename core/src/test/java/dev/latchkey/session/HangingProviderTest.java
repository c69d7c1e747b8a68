package dev.latchkey.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.http.HttpAnswer;
import dev.latchkey.provider.TokenAnswer;
import dev.latchkey.seal.MemoryStore;
import dev.latchkey.testing.Browser;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A provider that does not answer holds up as many requests as are allowed, and nobody else. */
class HangingProviderTest {

  private static final int MOST_AT_ONCE = 32;

  private final SessionBed bed = new SessionBed();
  private final CountDownLatch answered = new CountDownLatch(1);
  private final CountDownLatch asked = new CountDownLatch(MOST_AT_ONCE);

  private Browser signIn(Duration lifetime) {
    bed.browser.cookies.clear();
    bed.save(bed.idToken(), new TokenAnswer.Granted("access", null, "refresh", lifetime, "openid"));
    return bed.browser.copy();
  }

  private HttpAnswer hang() {
    asked.countDown();
    try {
      answered.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return HttpAnswer.of(
        200,
        Map.of(),
        "{\"access_token\":\"second\",\"token_type\":\"Bearer\",\"expires_in\":300}"
            .getBytes(StandardCharsets.UTF_8));
  }

  @Test
  @Tag("F-53")
  @Timeout(60)
  void nobodyElseWaitsForTheStore() throws Exception {
    bed.store = new MemoryStore(1_000, bed.clock, () -> {});
    List<Browser> ended = new ArrayList<>();
    for (int i = 0; i < MOST_AT_ONCE; i++) {
      ended.add(signIn(Duration.ofMinutes(5)));
    }
    Browser late = signIn(Duration.ofMinutes(5));
    Browser good = signIn(Duration.ofHours(5));
    bed.clock.advance(Duration.ofMinutes(6));
    bed.provider.answers(call -> hang());
    ExecutorService threads = Executors.newFixedThreadPool(MOST_AT_ONCE);
    List<CompletableFuture<Recall>> waiting =
        ended.stream()
            .map(
                browser ->
                    CompletableFuture.supplyAsync(
                        () -> bed.sessions().recall(browser.request()), threads))
            .toList();
    asked.await();

    assertThat(bed.sessions().recall(good.request())).isInstanceOf(Recall.Alive.class);
    assertThat(bed.sessions().recall(late.request())) // at once, and its cookie stays
        .isInstanceOf(Recall.Unavailable.class);
    assertThat(bed.sessions().signOut(good.request()).isEverywhere()).isTrue();

    answered.countDown();
    for (CompletableFuture<Recall> each : waiting) {
      assertThat(each.get(30, TimeUnit.SECONDS)).isInstanceOf(Recall.Alive.class);
    }
    threads.shutdown();
  }
}
