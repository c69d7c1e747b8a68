package dev.latchkey.session;

import static dev.latchkey.session.Nodes.tokens;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.event.Reason;
import dev.latchkey.http.DaemonThreads;
import dev.latchkey.provider.TokenAnswer;
import dev.latchkey.testing.Browser;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tokens that are on their way arrive, whatever becomes of who asked for them. */
@Timeout(60)
class InterruptedRefreshTest {

  private final Nodes nodes = new Nodes();
  private final SessionBed bed = nodes.bed;
  private final DaemonThreads threads = new DaemonThreads("refresh");
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch answered = new CountDownLatch(1);
  private Sessions node;

  @BeforeEach
  void signIn() {
    bed.background = threads;
    node = bed.anotherNode();
    nodes.signIn();
    nodes.passToEnd();
    bed.provider.answers(
        call -> {
          asked.countDown();
          await(answered);
          return tokens("second");
        });
  }

  @AfterEach
  void end() {
    threads.close();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  @Tag("F-42")
  void anInterruptedRequestLosesNoTokensAndSpoilsNobodysWait() throws Exception {
    Browser browser = bed.browser.copy();
    CompletableFuture<Boolean> kept = new CompletableFuture<>();
    CompletableFuture<Recall> answer = new CompletableFuture<>();
    Thread request =
        new Thread(
            () -> {
              answer.complete(node.recall(browser.request()));
              kept.complete(Thread.currentThread().isInterrupted());
            });
    request.start();
    asked.await();
    CompletableFuture<Recall> other =
        CompletableFuture.supplyAsync(() -> node.recall(browser.request()));
    request.interrupt();

    nodes.assertUnavailable(answer.get(), Reason.TOKEN_ENDPOINT_FAILED);
    assertThat(kept.get()).as("the flag is set").isTrue();
    answered.countDown();
    Nodes.assertToken(other.get(), "second");
    nodes.assertToken(nodes.two, "second");
    assertThat(nodes.calls()).isEqualTo(1);
  }

  @Test
  @Tag("F-41")
  void theEndOfANodeWaitsForTokensOnTheirWay() throws Exception {
    Browser browser = bed.browser.copy();
    CompletableFuture<Recall> request =
        CompletableFuture.supplyAsync(() -> node.recall(browser.request()));
    asked.await();
    Thread closing =
        new Thread(
            () -> {
              node.close();
              node.land(Duration.ofMinutes(1));
              threads.close();
            });
    closing.start();
    while (closing.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    answered.countDown();
    closing.join();

    Nodes.assertToken(request.get(), "second");
    nodes.assertToken(nodes.two, "second");
    assertThat(nodes.calls()).isEqualTo(1);
  }

  @Test
  @Tag("F-41")
  void aNodeThatHasEndedSpendsNoRefreshToken() {
    node.close();

    nodes.assertUnavailable(
        node.recall(bed.browser.copy().request()), Reason.TOKEN_ENDPOINT_FAILED);
    threads.close();
    nodes.assertUnavailable(
        node.recall(bed.browser.copy().request()), Reason.TOKEN_ENDPOINT_FAILED);
    assertThat(nodes.calls()).isZero();
  }

  @Test
  @Tag("F-41")
  void whatNobodyWaitedForIsKeptByTheNextNode() {
    bed.provider.answers(
        call -> {
          threads.close(); // no lease is renewed any more, and no write is tried again
          return tokens("second");
        });
    bed.save(bed.idToken(), new TokenAnswer.Granted("first", null, "r", Nodes.LIFETIME, null));
    nodes.passToEnd();
    node.recall(bed.browser.request());

    nodes.assertToken(nodes.two, "second");
  }
}
