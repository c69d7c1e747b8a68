package dev.latchkey.session;

import static dev.latchkey.session.Nodes.tokens;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.event.Reason;
import dev.latchkey.http.HttpAnswer;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A store that is away for a while loses no tokens and signs nobody out. */
class StoreOutageTest {

  private final Nodes nodes = new Nodes();
  private final SessionBed bed = nodes.bed;

  /** The provider answers, and the store is away by then. */
  private HttpAnswer cutOff() {
    nodes.one.store().downForWrites = true;
    return tokens("second");
  }

  @Test
  @Tag("F-44")
  void noRefreshTokenIsSpentThatCouldNotBeReplaced() {
    nodes.signIn();
    nodes.passToRefresh();
    nodes.one.store().downForWrites = true;
    nodes.assertToken(nodes.one, "first");

    nodes.passToEnd();
    nodes.assertUnavailable(nodes.recall(nodes.one), Reason.SESSION_STORE_UNAVAILABLE);
    assertThat(nodes.calls()).isZero();
    nodes.one.store().downForWrites = false;
    bed.provider.answers(call -> tokens("second"));
    nodes.assertToken(nodes.one, "second");
  }

  @Test
  @Tag("F-44")
  void tokensThatCouldNotBeKeptAreKeptByTheNextRequest() {
    nodes.signIn();
    nodes.passToRefresh();
    bed.provider.answers(call -> cutOff());
    nodes.assertToken(nodes.one, "second");
    nodes.assertToken(nodes.one, "second");
    nodes.assertToken(nodes.two, "first");
    nodes.one.store().downForWrites = false;

    nodes.assertToken(nodes.one, "second");
    nodes.assertToken(nodes.two, "second");
    assertThat(nodes.calls()).isEqualTo(1);
  }

  @Test
  @Tag("F-44")
  void tokensThatCouldNotBeKeptAreKeptWithoutARequest() {
    nodes.signIn();
    nodes.passToRefresh();
    bed.provider.answers(call -> cutOff());
    nodes.assertToken(nodes.one, "second");
    nodes.one.beat();
    nodes.one.store().downForWrites = false;
    nodes.assertToken(nodes.two, "first");
    nodes.one.beat();

    nodes.assertToken(nodes.two, "second");
    nodes.one.store().asked.clear();
    nodes.one.beat();
    assertThat(nodes.one.store().asked).as("once is enough").isEmpty();
    assertThat(nodes.calls()).isEqualTo(1);
  }

  @Test
  void tokensThatCouldNotBeKeptAreGivenUpInTheEnd() {
    nodes.signIn();
    nodes.passToRefresh();
    bed.provider.answers(call -> cutOff());
    nodes.recall(nodes.one);
    bed.clock.advance(RefreshResult.GRACE.minusNanos(1));
    nodes.one.beat();
    assertThat(nodes.one.background().later).hasSize(1);
    bed.clock.advance(Duration.ofNanos(1));
    nodes.one.beat();

    assertThat(nodes.one.background().later).isEmpty();
  }

  @Test
  @Tag("M29")
  void whoSignsOutMeanwhileStaysSignedOut() {
    nodes.signIn();
    nodes.passToRefresh();
    bed.provider.answers(call -> cutOff());
    nodes.recall(nodes.one);
    nodes.two.sessions().signOut(bed.browser.copy().request());
    nodes.one.store().downForWrites = false;
    nodes.one.beat();

    // by a copy of the cookie, whose end this node has not heard of
    Nodes.assertOver(nodes.recall(nodes.one), Reason.SESSION_LOST);
    assertThat(nodes.shared).hasToString("MemoryStore[0]");
  }

  @Test
  @Tag("F-44")
  void whatWasSeenBeforeAnOutageTakesNoClaimAway() {
    nodes.signIn();
    nodes.passToRefresh();
    bed.provider.answers(
        call -> {
          nodes.assertToken(nodes.two, "first");
          nodes.one.store().down = true;
          nodes.two.store().down = true;
          bed.clock.advance(ClaimSightings.LEASE.multipliedBy(2));
          nodes.one.beat();
          nodes.assertUnavailable(nodes.recall(nodes.two), Reason.SESSION_STORE_UNAVAILABLE);
          nodes.two.store().down = false; // before the first node can tell that it is alive
          nodes.assertToken(nodes.two, "first");
          nodes.one.store().down = false;
          return tokens("second");
        });

    nodes.assertToken(nodes.one, "second");
    nodes.assertToken(nodes.two, "second");
    assertThat(nodes.calls()).isEqualTo(1);
  }

  @Test
  @Tag("F-44")
  void whoeverWaitsHearsOfTheOutage() {
    nodes.signIn();
    nodes.passToEnd();
    bed.pause = time -> nodes.two.store().down = true;
    Nodes.Node waiting = nodes.node(nodes.two.store());
    bed.provider.answers(
        call -> {
          nodes.assertUnavailable(nodes.recall(waiting), Reason.SESSION_STORE_UNAVAILABLE);
          return tokens("second");
        });

    nodes.assertToken(nodes.one, "second");
  }

  @Test
  void aClaimWhoseAnswerWasLostRunsOut() {
    nodes.signIn();
    nodes.passToRefresh();
    nodes.one.store().losesAnswers = true;
    nodes.assertToken(nodes.one, "first");
    nodes.one.store().losesAnswers = false;
    bed.provider.answers(call -> tokens("second"));
    nodes.assertToken(nodes.one, "first");
    bed.clock.advance(ClaimSightings.LEASE);

    nodes.assertToken(nodes.one, "second");
    assertThat(nodes.calls()).isEqualTo(1);
  }

  @Test
  void tokensWhoseWriteWasNotAcknowledgedAreThere() {
    nodes.signIn();
    nodes.passToRefresh();
    bed.provider.answers(
        call -> {
          nodes.one.store().losesAnswers = true;
          return tokens("second");
        });
    nodes.assertToken(nodes.one, "second");
    nodes.one.store().losesAnswers = false;
    nodes.one.beat();

    nodes.assertToken(nodes.two, "second");
    nodes.assertToken(nodes.one, "second");
    assertThat(nodes.calls()).isEqualTo(1);
  }
}
