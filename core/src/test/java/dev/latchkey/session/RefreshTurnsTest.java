package dev.latchkey.session;

import static dev.latchkey.session.Nodes.assertOver;
import static dev.latchkey.session.Nodes.tokens;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.event.Reason;
import dev.latchkey.provider.TokenAnswer;
import dev.latchkey.seal.CookieJar;
import dev.latchkey.seal.MemoryStore;
import dev.latchkey.testing.Browser;
import dev.latchkey.testing.FaultyStore;
import dev.latchkey.token.Identity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Of several nodes one alone spends a session's refresh token. */
@Timeout(60)
class RefreshTurnsTest {

  private final Nodes nodes = new Nodes();
  private final SessionBed bed = nodes.bed;

  /** The first node, waiting for the provider's answer on a thread of its own. */
  private CompletableFuture<Recall> asking(CountDownLatch answered) throws InterruptedException {
    CountDownLatch asked = new CountDownLatch(1);
    bed.provider.answers(
        call -> {
          asked.countDown();
          await(answered);
          return tokens("second");
        });
    Browser browser = bed.browser.copy();
    CompletableFuture<Recall> recall =
        CompletableFuture.supplyAsync(() -> nodes.one.sessions().recall(browser.request()));
    asked.await();
    return recall;
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  @Tag("F-33")
  void whoseTokensAreStillGoodWaitsForNobody() {
    nodes.signIn();
    nodes.passToRefresh();
    bed.pause = time -> assertThat(time).as("nobody waits").isNull();
    Nodes.Node third = nodes.node();
    bed.provider.answers(
        call -> {
          third.store().asked.clear();
          nodes.assertToken(third, "first");
          assertThat(third.store().asked).as("nothing beside the read").containsExactly("get");
          return tokens("second");
        });

    nodes.assertToken(nodes.one, "second");
    nodes.assertToken(third, "second");
    assertThat(nodes.calls()).isEqualTo(1);
  }

  @Test
  @Tag("F-33")
  void whoseTokensHaveEndedWaitsForWhatTheOtherNodeGets() throws Exception {
    nodes.signIn();
    nodes.passToEnd();
    CountDownLatch answered = new CountDownLatch(1);
    CompletableFuture<Recall> first = asking(answered);
    bed.pause =
        time -> {
          bed.clock.advance(time);
          answered.countDown();
          first.join();
        };
    Nodes.Node waiting = nodes.node();

    nodes.assertToken(waiting, "second");
    assertThat(waiting.store().asked).containsExactly("get", "get");
    Nodes.assertToken(first.join(), "second");
    assertThat(nodes.calls()).isEqualTo(1);
  }

  @Test
  void aWaitIsShortAtFirstAndBoundedInAll() throws Exception {
    nodes.signIn();
    nodes.passToEnd();
    CountDownLatch answered = new CountDownLatch(1);
    CompletableFuture<Recall> first = asking(answered);
    List<Duration> pauses = new ArrayList<>();
    bed.pause =
        time -> {
          pauses.add(time);
          bed.clock.advance(time);
          nodes.one.beat(); // the other node is well, only its provider is not
        };

    nodes.assertUnavailable(nodes.recall(nodes.node()), Reason.TOKEN_ENDPOINT_FAILED);
    assertThat(pauses).startsWith(Duration.ofMillis(20), Duration.ofMillis(40));
    assertThat(pauses).allMatch(pause -> pause.toMillis() <= 500).hasSizeLessThan(40);
    Duration waited = pauses.stream().reduce(Duration.ZERO, Duration::plus);
    assertThat(waited).isBetween(ClaimedTurns.LONGEST_WAIT, Duration.ofMillis(15_500));
    answered.countDown();
    Nodes.assertToken(first.join(), "second");
  }

  @Test
  @Tag("F-33")
  @Tag("F-37")
  void whoHasReadTheOldRecordFindsTheNewOneWhenItWrites() {
    nodes.signIn();
    nodes.passToRefresh();
    bed.provider.answers(call -> tokens("second"));
    nodes.two.store().afterNextGet(() -> nodes.assertToken(nodes.one, "second"));

    nodes.assertToken(nodes.two, "second");
    assertThat(nodes.calls()).isEqualTo(1);
  }

  @Test
  void aRequestCostsOneReadAndARefreshTwoWritesMore() {
    nodes.signIn();
    nodes.one.store().asked.clear();
    nodes.assertToken(nodes.one, "first");
    assertThat(nodes.one.store().asked).containsExactly("get");

    nodes.passToRefresh();
    bed.provider.answers(call -> tokens("second"));
    nodes.one.store().asked.clear();
    nodes.assertToken(nodes.one, "second");
    nodes.one.beat();
    assertThat(nodes.one.store().asked)
        .as("and a logout finds it for as long as what was written")
        .containsExactly("get", "putIfVersion", "putIfVersion", "index", "index");
  }

  @Test
  void aStoreOfThisProcessAloneKnowsNoClaims() {
    SessionBed alone = new SessionBed();
    FaultyStore store = new FaultyStore(new MemoryStore(10, alone.clock, () -> {}));
    alone.store = store;
    alone.save(alone.idToken(), new TokenAnswer.Granted("first", null, "r", Nodes.LIFETIME, null));
    alone.clock.advance(Nodes.LIFETIME);
    alone.provider.answers(call -> tokens("second"));
    store.asked.clear();

    Nodes.assertToken(alone.recall(), "second");
    assertThat(store.asked).containsExactly("get", "putIfVersion", "index", "index");
  }

  @Test
  @Tag("M29")
  void whoSignsOutOnAnotherNodeStaysSignedOut() {
    nodes.signIn();
    nodes.passToRefresh();
    bed.provider.answers(
        call -> {
          nodes.two.sessions().signOut(bed.browser.copy().request());
          return tokens("second");
        });

    assertOver(nodes.recall(nodes.one), Reason.SESSION_ENDED);
    assertThat(bed.browser.cookies).isEmpty();
    assertThat(nodes.shared).hasToString("MemoryStore[0]");
  }

  @Test
  @Tag("M29")
  void whoeverWaitsHearsOfASignOutToo() throws Exception {
    nodes.signIn();
    nodes.passToEnd();
    CountDownLatch answered = new CountDownLatch(1);
    CompletableFuture<Recall> first = asking(answered);
    Browser browser = bed.browser.copy();
    bed.pause = time -> nodes.two.sessions().signOut(browser.request());

    assertOver(nodes.recall(nodes.node()), Reason.SESSION_ENDED);
    answered.countDown();
    assertOver(first.join(), Reason.SESSION_ENDED);
    assertThat(nodes.shared).hasToString("MemoryStore[0]");
  }

  @Test
  void notingThatASessionIsInUseTakesNoTokensAway() {
    bed.idleTimeout = Duration.ofSeconds(50);
    bed.refreshBefore = Optional.of(Duration.ofMinutes(10)); // half of their life
    Nodes.Node one = nodes.node();
    Nodes.Node two = nodes.node();
    bed.save(
        bed.idToken(), new TokenAnswer.Granted("first", null, "r", Duration.ofSeconds(60), null));
    bed.clock.advance(Duration.ofSeconds(30));
    two.store().asked.clear();
    bed.provider.answers(
        call -> {
          bed.clock.advance(Duration.ofSeconds(5));
          nodes.assertToken(two, "first"); // and notes it
          assertThat(two.store().asked).containsExactly("get", "putIfVersion", "index", "index");
          one.beat();
          bed.clock.advance(Duration.ofSeconds(4));
          nodes.assertToken(two, "first");
          return tokens("second");
        });

    nodes.assertToken(one, "second");
    nodes.assertToken(two, "second");
    assertThat(nodes.calls()).isEqualTo(1);
  }

  @Test
  void aLongRequestFollowsWhatOtherNodesRefresh() {
    nodes.signIn();
    Identity ada = ((Recall.Alive) nodes.recall(nodes.two)).session().identity();
    nodes.passToEnd();
    bed.provider.answers(call -> tokens("second"));
    nodes.assertToken(nodes.one, "second");

    assertThat(ada.tokens().freshAccessToken()).isEqualTo("second");
    assertThat(nodes.calls()).isEqualTo(1);
  }

  @Test
  void aRefusedRefreshTokenEndsTheSessionForAll() {
    nodes.signIn();
    nodes.passToRefresh();
    bed.provider.answers(call -> Nodes.invalidGrant());
    CookieJar other = bed.browser.copy().request();

    assertOver(nodes.recall(nodes.one), Reason.REFRESH_REFUSED);
    assertOver(nodes.two.sessions().recall(other), Reason.SESSION_UNKNOWN);
    assertThat(nodes.calls()).isEqualTo(1);
  }
}
