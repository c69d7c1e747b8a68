package dev.latchkey.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.event.Reason;
import dev.latchkey.testing.Browser;
import dev.latchkey.token.VerifiedLogoutToken;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Why a session is not in the store, as far as the node that is asked can know. */
@Tag("F-49")
class MissingSessionTest {

  private static final Duration HOUR = Duration.ofHours(1);

  private final LogoutBed logouts = new LogoutBed();
  private final SessionBed bed = logouts.bed;
  private Browser alice;
  private Sessions other;

  @BeforeEach
  void signIn() {
    bed.idleTimeout = HOUR;
    bed.isStoreShared = true;
    logouts.keepIn("store");
    alice = logouts.signIn(LogoutBed.ALICE);
    other = bed.anotherNode();
  }

  private Reason reason(Sessions node) {
    Recall recall = node.recall(alice.copy().request());
    assertThat(recall).isInstanceOf(Recall.Over.class);
    return ((Recall.Over) recall).reason();
  }

  private void isUsedAt(Sessions node) {
    assertThat(node.recall(alice.request())).isInstanceOf(Recall.Alive.class);
  }

  /** As a Redis does that has no memory left. */
  private void evict() {
    logouts.store.close();
  }

  @Test
  void oneThatWasThereAndIsNotOverWasLost() {
    isUsedAt(other);
    bed.clock.advance(HOUR.minusSeconds(1));
    evict();

    assertThat(reason(bed.sessions())).as("where it began").isEqualTo(Reason.SESSION_LOST);
    assertThat(reason(other)).as("where it was used").isEqualTo(Reason.SESSION_LOST);
  }

  @Test
  void oneThatNobodyUsedForLongIsNotLost() {
    bed.clock.advance(HOUR);
    evict();

    assertThat(reason(bed.sessions())).isEqualTo(Reason.SESSION_IDLE);
  }

  @Test
  void oneWhoseTimeIsUpIsNotLost() {
    for (int i = 0; i < 16; i++) {
      isUsedAt(bed.sessions());
      bed.clock.advance(HOUR.dividedBy(2));
    }

    assertThat(reason(bed.sessions())).isEqualTo(Reason.SESSION_EXPIRED);
  }

  @Test
  void whatThisNodeHasNotSeenItKnowsNothingOf() {
    evict();

    assertThat(reason(other)).isEqualTo(Reason.SESSION_UNKNOWN);
  }

  @Test
  void oneThatSignedOutHereHasEnded() {
    bed.sessions().signOut(alice.copy().request());

    assertThat(reason(bed.sessions())).isEqualTo(Reason.SESSION_ENDED);
    assertThat(reason(other)).as("where it was never used").isEqualTo(Reason.SESSION_UNKNOWN);
  }

  @Test
  void oneThatTheProviderEndedWhereverItSaidSoHasEnded() {
    isUsedAt(other);
    VerifiedLogoutToken token = logouts.token(LogoutBed.ALICE);
    assertThat(other.logouts().orElseThrow().end(token, LogoutBed.ACCEPTABLE))
        .isEqualTo(new LogoutResult.Done(true));

    assertThat(reason(bed.sessions())).isEqualTo(Reason.SESSION_ENDED);
    assertThat(reason(bed.anotherNode())).as("the mark stays").isEqualTo(Reason.SESSION_ENDED);
  }
}
