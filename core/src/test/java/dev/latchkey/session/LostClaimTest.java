package dev.latchkey.session;

import static dev.latchkey.session.Nodes.assertOver;
import static dev.latchkey.session.Nodes.tokens;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.event.Reason;
import dev.latchkey.http.HttpAnswer;
import dev.latchkey.http.HttpTransport;
import dev.latchkey.provider.TokenAnswer;
import dev.latchkey.testing.Browser;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who holds a claim may be slow, or gone. */
@Timeout(60)
class LostClaimTest {

  private static final Duration LEASE = ClaimSightings.LEASE;

  private final Nodes nodes = new Nodes();
  private final SessionBed bed = nodes.bed;

  /** The first node claims the session and is never heard of again. */
  private void firstNodeDies() {
    bed.provider.answers(
        call -> {
          nodes.one.store().down = true;
          throw new StackOverflowError();
        });
    assertThatThrownBy(() -> nodes.recall(nodes.one)).isInstanceOf(StackOverflowError.class);
    bed.provider.answers(call -> tokens("second"));
  }

  @Test
  @Tag("F-35")
  void theNextCallerRefreshesOnceTheLeaseOfADeadNodeHasRunOut() {
    nodes.signIn();
    nodes.passToEnd();
    firstNodeDies();
    Instant before = bed.clock.instant();

    nodes.assertToken(nodes.two, "second");
    assertThat(Duration.between(before, bed.clock.instant()))
        .isBetween(LEASE, LEASE.plusMillis(500));
    assertThat(nodes.calls()).isEqualTo(2);
  }

  @Test
  @Tag("F-35")
  void whoseTokensAreStillGoodWaitsNoLongerThanTheLeaseAndNotByStanding() {
    nodes.signIn();
    nodes.passToRefresh();
    firstNodeDies();
    nodes.assertToken(nodes.two, "first");
    bed.clock.advance(LEASE.minusNanos(1));
    nodes.assertToken(nodes.two, "first");
    bed.clock.advance(Duration.ofNanos(1));

    nodes.assertToken(nodes.two, "second");
  }

  @Test
  @Tag("F-75")
  void theTimeOfDayEndsNoLease() {
    nodes.signIn();
    nodes.passToRefresh();
    firstNodeDies();
    nodes.assertToken(nodes.two, "first");
    bed.clock.jump(LEASE.multipliedBy(2));

    nodes.assertToken(nodes.two, "first");
  }

  @Test
  @Tag("F-35")
  void aFaultInTheCallLetsTheNextOneIn() {
    nodes.signIn();
    nodes.passToEnd();
    bed.pause = time -> assertThat(time).as("nobody waits").isNull();
    bed.provider.answers(
        call -> {
          throw new StackOverflowError();
        });
    assertThatThrownBy(() -> nodes.recall(nodes.one)).isInstanceOf(StackOverflowError.class);
    bed.provider.answers(call -> tokens("second"));

    nodes.assertToken(nodes.node(), "second");
  }

  @Test
  void aClaimIsNoUseOfTheSession() {
    bed.idleTimeout = Duration.ofSeconds(100);
    bed.refreshBefore = Optional.of(Duration.ofMinutes(10)); // half of their life
    Nodes.Node one = nodes.node();
    bed.save(
        bed.idToken(),
        new TokenAnswer.Granted("first", null, "r", Duration.ofSeconds(18), "openid"));
    bed.clock.advance(Duration.ofSeconds(9)); // one more, and the use would be noted
    bed.provider.fails("connection reset");
    nodes.assertToken(one, "first");
    assertThat(one.store().asked).contains("putIfVersion");
    bed.clock.advance(Duration.ofSeconds(91));

    assertOver(nodes.recall(one), Reason.SESSION_IDLE);
  }

  @Test
  @Tag("F-39")
  void afterAFailureEachNodeMayTry() {
    nodes.signIn();
    nodes.passToRefresh();
    bed.provider.fails("connection reset");
    nodes.assertToken(nodes.one, "first");
    nodes.assertToken(nodes.one, "first");
    assertThat(nodes.calls()).as("a node that has failed pauses").isEqualTo(1);
    bed.provider.answers(call -> tokens("second"));

    nodes.assertToken(nodes.two, "second");
    nodes.assertToken(nodes.one, "second");
    assertThat(nodes.calls()).isEqualTo(2);
  }

  @Test
  @Tag("F-34")
  void aCallThatTakesLongerThanTheLeaseKeepsIt() {
    nodes.signIn();
    nodes.passToRefresh();
    bed.provider.answers(
        call -> {
          for (int i = 0; i < 6; i++) { // ten seconds
            nodes.assertToken(nodes.two, "first");
            bed.clock.advance(Claim.BEAT);
            nodes.one.beat();
          }
          return tokens("second");
        });

    nodes.assertToken(nodes.one, "second");
    nodes.assertToken(nodes.two, "second");
    assertThat(nodes.calls()).isEqualTo(1);
    nodes.one.store().asked.clear();
    nodes.one.beat();
    assertThat(nodes.one.store().asked).as("what has ended is not renewed").isEmpty();
  }

  /** The first node stands still in its call, as in a long garbage collection. */
  private HttpAnswer stall(HttpAnswer mine) {
    nodes.assertToken(nodes.two, "first");
    bed.clock.advance(LEASE);
    bed.provider.answers(call -> tokens("by-two"));
    nodes.assertToken(nodes.two, "by-two");
    return mine;
  }

  @Test
  @Tag("F-34")
  @Tag("F-48")
  void whoHasLostItsLeaseOverwritesNothing() {
    nodes.signIn();
    nodes.passToRefresh();
    bed.provider.answers(call -> stall(tokens("by-one")));

    nodes.assertToken(nodes.one, "by-two");
    nodes.one.beat();
    nodes.assertToken(nodes.two, "by-two");
    assertThat(nodes.calls()).isEqualTo(2);
  }

  @Test
  @Tag("F-38")
  void aRefusalToWhoCameLateEndsNothing() {
    nodes.signIn();
    nodes.passToRefresh();
    bed.provider.answers(call -> stall(Nodes.invalidGrant()));

    nodes.assertToken(nodes.one, "by-two");
  }

  /** The first node claims, and stands still until it is let go; then this is its answer. */
  private CompletableFuture<Recall> stalled(CountDownLatch go, HttpTransport answer)
      throws InterruptedException {
    CountDownLatch asked = new CountDownLatch(1);
    bed.provider.answers(
        call -> {
          asked.countDown();
          await(go);
          return answer.send(call);
        });
    Browser browser = bed.browser.copy();
    CompletableFuture<Recall> slow =
        CompletableFuture.supplyAsync(() -> nodes.one.sessions().recall(browser.request()));
    asked.await();
    nodes.assertToken(nodes.two, "first");
    bed.clock.advance(LEASE);
    return slow;
  }

  @Test
  @Tag("F-35")
  void whoHasLostItsLeaseDoesNotTakeAwayAnothers() throws Exception {
    nodes.signIn();
    nodes.passToRefresh();
    CountDownLatch go = new CountDownLatch(1);
    CompletableFuture<Recall> slow =
        stalled(
            go,
            call -> {
              throw new IOException("connection reset");
            });
    Nodes.Node third = nodes.node();
    bed.provider.answers(
        call -> {
          go.countDown();
          Nodes.assertToken(slow.join(), "first");
          nodes.one.beat();
          nodes.assertToken(third, "first"); // or else it would call, too
          return tokens("by-two");
        });

    nodes.assertToken(nodes.two, "by-two");
    nodes.assertToken(third, "by-two");
    assertThat(nodes.calls()).isEqualTo(2);
  }

  @Test
  @Tag("F-38")
  void tokensThatArriveLateAreKeptWhereNobodyHasNewerOnes() throws Exception {
    nodes.signIn();
    nodes.passToRefresh();
    CountDownLatch go = new CountDownLatch(1);
    CompletableFuture<Recall> slow = stalled(go, call -> tokens("second"));
    bed.provider.answers(
        call -> { // the first node's call was first at the provider
          go.countDown();
          slow.join();
          return Nodes.invalidGrant();
        });

    nodes.assertToken(nodes.two, "second");
    Nodes.assertToken(slow.join(), "second");
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void anEndThatNobodyContradictsIsOne() {
    nodes.signIn();
    nodes.passToRefresh();
    bed.provider.answers(call -> Nodes.invalidGrant());
    nodes.one.store().asked.clear();

    assertOver(nodes.recall(nodes.one), Reason.REFRESH_REFUSED);
    assertThat(nodes.one.store().asked)
        .containsExactly("get", "putIfVersion", "get", "get", "remove");
  }
}
