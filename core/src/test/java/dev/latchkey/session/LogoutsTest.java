package dev.latchkey.session;

import static dev.latchkey.token.TokenMaker.ABSENT;
import static dev.latchkey.token.TokenMaker.ISSUER;
import static dev.latchkey.token.TokenMaker.quoted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.event.Reason;
import dev.latchkey.testing.Browser;
import dev.latchkey.token.VerifiedLogoutToken;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The provider says that somebody has signed out. */
class LogoutsTest {

  private static final String[] ALICE = LogoutBed.ALICE;

  private final LogoutBed logouts = new LogoutBed();
  private final SessionBed bed = logouts.bed;
  private final SeenStore store = logouts.store;

  private void keepIn(String place) {
    logouts.keepIn(place);
  }

  private Browser signIn(String... idClaims) {
    return logouts.signIn(idClaims);
  }

  private boolean isAlive(Browser browser) {
    return logouts.isAlive(browser);
  }

  private VerifiedLogoutToken token(String... changes) {
    return logouts.token(changes);
  }

  private LogoutResult end(VerifiedLogoutToken token) {
    return logouts.end(token);
  }

  private void ends(String... changes) {
    logouts.ends(changes);
  }

  private static Consumer<LogoutResult> refusedFor(Reason reason) {
    return result ->
        assertThat(result)
            .isInstanceOfSatisfying(
                LogoutResult.Refused.class,
                refused -> assertThat(refused.reason()).isEqualTo(reason));
  }

  @Tag("M19")
  @Tag("M27")
  @ParameterizedTest
  @ValueSource(strings = {"store", "memory of what has ended"})
  void endsAllSessionsOfAUser(String place) {
    keepIn(place);
    Browser laptop = signIn("sub", quoted("alice"), "sid", quoted("alices-1"));
    Browser phone = signIn("sub", quoted("alice"));
    Browser bob = signIn("sub", quoted("bob"), "sid", quoted("b-1"));

    ends("sub", quoted("alice"));

    assertThat(isAlive(laptop)).isFalse();
    assertThat(isAlive(phone)).isFalse();
    assertThat(isAlive(bob)).isTrue();
  }

  @Tag("M20")
  @Tag("M27")
  @ParameterizedTest
  @ValueSource(strings = {"store", "memory of what has ended"})
  void endsOneSessionWhereOneIsNamed(String place) {
    keepIn(place);
    Browser laptop = signIn(ALICE);
    Browser phone = signIn("sub", quoted("alice"), "sid", quoted("a-2"));

    ends("sub", ABSENT, "sid", quoted("alices-1"));
    assertThat(isAlive(laptop)).isFalse();
    assertThat(isAlive(phone)).isTrue();

    ends("sub", quoted("alice"), "sid", quoted("a-2"));
    assertThat(isAlive(phone)).isFalse();
  }

  @Test
  @Tag("M21")
  void endsNothingWhenUserAndSessionDoNotBelongTogether() {
    keepIn("store");
    Browser alice = signIn(ALICE);
    Browser bob = signIn("sub", quoted("bob"), "sid", quoted("b-1"));

    assertThat(end(token("sub", quoted("bob"), "sid", quoted("alices-1"))))
        .satisfies(refusedFor(Reason.CLAIM_INVALID));
    assertThat(isAlive(alice)).isTrue();
    assertThat(isAlive(bob)).isTrue();

    ends(ALICE); // it can still be found
    assertThat(isAlive(alice)).isFalse();
  }

  @Test
  @Tag("M21")
  void remembersNothingOfAnybodyWhenTheyDoNotBelongTogether() {
    keepIn("memory of what has ended");
    Browser alice = signIn(ALICE);
    Browser bob = signIn("sub", quoted("bob"), "sid", quoted("b-1"));

    ends("sub", quoted("bob"), "sid", quoted("alices-1"));

    assertThat(isAlive(alice)).isTrue();
    assertThat(isAlive(bob)).isTrue();
  }

  @Tag("M23")
  @ParameterizedTest
  @ValueSource(strings = {"store", "memory of what has ended"})
  void isContentWhereThereIsNothingToEnd(String place) {
    keepIn(place);
    Browser alice = signIn(ALICE);

    ends("sub", quoted("nobody"));
    ends("sub", ABSENT, "sid", quoted("other"));

    assertThat(isAlive(alice)).isTrue();
  }

  @Tag("M24")
  @ParameterizedTest
  @ValueSource(strings = {"store", "memory of what has ended"})
  void whoSignedInSinceStaysSignedIn(String place) {
    keepIn(place);
    Browser old = signIn("sub", quoted("alice"), "sid", quoted("same"));
    VerifiedLogoutToken bySubject = token("sub", quoted("alice"));
    VerifiedLogoutToken bySession = token("sub", ABSENT, "sid", quoted("same"));
    bed.clock.advance(Duration.ofSeconds(1));
    Browser young = signIn("sub", quoted("alice"), "sid", quoted("same"));

    assertThat(end(bySubject)).isInstanceOf(LogoutResult.Done.class);
    assertThat(end(bySession)).isInstanceOf(LogoutResult.Done.class);
    assertThat(isAlive(old)).isFalse();
    assertThat(isAlive(young)).isTrue();

    ends("sub", quoted("alice")); // of the very second in which she signed in
    assertThat(isAlive(young)).isFalse();
  }

  @Test
  @Tag("M24")
  void ofTwoLogoutsTheLaterOneCountsInWhateverOrderTheyCome() {
    keepIn("memory of what has ended");
    VerifiedLogoutToken early = token("sub", quoted("alice"));
    bed.clock.advance(Duration.ofSeconds(2));
    Browser alice = signIn(ALICE);
    VerifiedLogoutToken late = token("sub", quoted("alice"));

    assertThat(end(late)).isInstanceOf(LogoutResult.Done.class);
    assertThat(end(early)).isInstanceOf(LogoutResult.Done.class);

    assertThat(isAlive(alice)).isFalse();
  }

  @Test
  @Tag("M30")
  @Tag("F-51")
  void signingOutOfAnOldSessionLosesTheNewerOneNobody() {
    keepIn("store");
    Browser old = signIn(ALICE);
    Browser young = signIn("sub", quoted("alice"), "sid", quoted("alices-1"));
    bed.sessions().signOut(old.request());
    assertThat(isAlive(young)).isTrue();

    ends("sub", ABSENT, "sid", quoted("alices-1")); // one entry leads nowhere, the other does not
    assertThat(isAlive(young)).isFalse();
  }

  @Tag("M14")
  @ParameterizedTest
  @ValueSource(strings = {"store", "memory of what has ended"})
  void takesEachTokenOnce(String place) {
    keepIn(place);
    VerifiedLogoutToken token = token();

    assertThat(end(token)).isEqualTo(new LogoutResult.Done(true));
    assertThat(end(token)).satisfies(refusedFor(Reason.TOKEN_REPLAYED));
    bed.clock.advance(LogoutBed.ACCEPTABLE.minusSeconds(1));
    assertThat(end(token)).satisfies(refusedFor(Reason.TOKEN_REPLAYED));
  }

  @Test
  @Tag("M14")
  void takesATokenOnceThoughTheSecretChangesMeanwhile() {
    keepIn("store");
    String old = "b2xkLW9sZC1vbGQtb2xkLW9sZC1vbGQtMTIzNDU2Nzg5MDEy";
    String next = "bmV4dC1uZXh0LW5leHQtbmV4dC1uZXh0LTk4NzY1NDMyMTA5OA==";
    bed.sealer = LogoutBed.sealer(old);
    Browser alice = signIn(ALICE);
    VerifiedLogoutToken first = token("sub", quoted("nobody"));
    end(first);

    bed.sealer = LogoutBed.sealer(next + " " + old);
    Logouts after = bed.anotherNode().logouts().orElseThrow();
    assertThat(after.end(first, LogoutBed.ACCEPTABLE)).satisfies(refusedFor(Reason.TOKEN_REPLAYED));
    assertThat(after.end(token(ALICE), LogoutBed.ACCEPTABLE)).isInstanceOf(LogoutResult.Done.class);
    assertThat(isAlive(alice)).as("found under the name that the old secret gave it").isFalse();
  }

  @Test
  @Tag("F-52")
  void endsTheSessionThoughItCannotNoteTheToken() {
    keepIn("store");
    Browser alice = signIn(ALICE);
    store.downForPuts = true;

    assertThat(end(token(ALICE))).isEqualTo(new LogoutResult.Done(false));
    assertThat(isAlive(alice)).isFalse();
  }

  @Test
  void whatCouldNotEndCanBeAskedForAgain() {
    keepIn("store");
    Browser alice = signIn(ALICE);
    VerifiedLogoutToken token = token(ALICE);
    store.downForIndexes = true;
    assertThat(end(token)).isInstanceOf(LogoutResult.Unavailable.class);

    store.downForIndexes = false;
    assertThat(end(token)).isInstanceOf(LogoutResult.Done.class);
    assertThat(isAlive(alice)).isFalse();
  }

  @Test
  void whatCouldNotBeRemovedIsStillFoundLater() {
    keepIn("store");
    Browser alice = signIn(ALICE);
    store.downForRemoval = true;
    assertThat(end(token(ALICE))).isInstanceOf(LogoutResult.Unavailable.class);
    assertThat(isAlive(alice)).isTrue();

    store.downForRemoval = false;
    ends(ALICE);
    assertThat(isAlive(alice)).isFalse();
  }

  @Test
  @Tag("F-44")
  void whatWasTakenBeforeTheStoreWentAwayIsStillFoundLater() {
    keepIn("store");
    Browser alice = signIn(ALICE);
    store.takesUntilDown = 1;
    assertThat(end(token(ALICE))).isInstanceOf(LogoutResult.Unavailable.class);
    assertThat(isAlive(alice)).isTrue();

    store.takesUntilDown = Integer.MAX_VALUE;
    ends(ALICE);
    assertThat(isAlive(alice)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"store", "memory of what has ended"})
  void theStoreSeesNothingThatTells(String place) {
    keepIn(place);
    signIn(ALICE);
    ends(ALICE);

    assertThat(store.seen)
        .isNotEmpty()
        .allSatisfy(
            text ->
                assertThat(text)
                    .doesNotContain("alice", "alices-1", "id.example.com", "shop", "token-id-0"));
  }

  @Test
  @Tag("F-50")
  void aDamagedEntryIsAsIfItWereNotThere() {
    keepIn("store");
    Browser alice = signIn(ALICE);
    List<String> indexes = store.seen.stream().filter(text -> text.length() == 43).toList();
    indexes.forEach(index -> store.index(index, "damaged", Duration.ofHours(1)));

    ends(ALICE);
    assertThat(isAlive(alice)).isFalse();
  }

  @Test
  @Tag("M22")
  void aSessionOfAnotherIssuerIsNoneOfItsOwn() {
    keepIn("store");
    Browser alice = signIn(ALICE);
    Logouts logouts = bed.sessions().logouts().orElseThrow();

    assertThat(logouts.end("https://other.example", "alices-1"))
        .satisfies(refusedFor(Reason.ISSUER_WRONG));
    assertThat(isAlive(alice)).isTrue();
    assertThat(logouts.end(ISSUER, "alices-1")).isInstanceOf(LogoutResult.Done.class);
    assertThat(isAlive(alice)).isFalse();
  }

  @Test
  @Tag("J07")
  void aCopiedCookieIsOverOnceTheUserHasSignedOut() {
    keepIn("memory of what has ended");
    Browser alice = signIn(ALICE);
    Browser thief = alice.copy();
    Browser phone = signIn(ALICE);

    bed.sessions().signOut(alice.request());

    assertThat(bed.sessions().recall(thief.request()))
        .isInstanceOfSatisfying(
            Recall.Over.class, over -> assertThat(over.reason()).isEqualTo(Reason.SESSION_ENDED));
    assertThat(isAlive(phone)).isTrue();
  }

  @Test
  @Tag("J07")
  void withoutAStoreOtherNodesTakeACopyUntilItsTimeIsUp() {
    bed.refreshBefore = Optional.empty();
    Browser alice = signIn(ALICE);
    Browser thief = alice.copy();
    bed.sessions().signOut(alice.request());
    assertThat(isAlive(thief)).isFalse();

    Sessions other = bed.anotherNode();
    assertThat(other.recall(thief.request())).as("documented").isInstanceOf(Recall.Alive.class);
    bed.clock.advance(SessionBed.MAX_AGE);
    assertThat(other.recall(thief.request())).isInstanceOf(Recall.Over.class);
  }

  @Test
  @Tag("M27")
  void anEndIsRememberedForAsLongAsASessionCanLive() {
    keepIn("memory of what has ended");
    bed.refreshBefore = Optional.empty();
    Browser alice = signIn(ALICE);
    ends(ALICE);

    bed.clock.advance(SessionBed.MAX_AGE.minusSeconds(1));
    assertThat(isAlive(alice)).isFalse();
  }

  @Test
  void withoutAnyMemoryThereIsNothingToAsk() {
    assertThat(bed.sessions().logouts()).isEmpty();
  }
}
