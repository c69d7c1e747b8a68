package dev.latchkey.session;

import static dev.latchkey.token.TokenMaker.ABSENT;
import static dev.latchkey.token.TokenMaker.ISSUER;
import static dev.latchkey.token.TokenMaker.logoutClaims;
import static dev.latchkey.token.TokenMaker.quoted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.event.Reason;
import dev.latchkey.seal.SealKeys;
import dev.latchkey.seal.Sealer;
import dev.latchkey.testing.Browser;
import dev.latchkey.token.IdTokenSettings;
import dev.latchkey.token.LogoutTokens;
import dev.latchkey.token.TokenMaker;
import dev.latchkey.token.TokenResult;
import dev.latchkey.token.VerifiedLogoutToken;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The provider says that somebody has signed out. */
class LogoutsTest {

  private static final Duration ACCEPTABLE = Duration.ofMinutes(6);
  private static final String[] ALICE = {"sub", quoted("alice"), "sid", quoted("alices-1")};

  private final SessionBed bed = new SessionBed();
  private final SeenStore store = new SeenStore(bed.clock);
  private int made;

  private void keepIn(String place) {
    if (place.equals("store")) {
      bed.store = store;
    } else {
      bed.ended = store;
    }
  }

  /** Somebody signs in with a browser of her own. */
  private Browser signIn(String... idClaims) {
    bed.browser.cookies.clear();
    List<String> changes = new ArrayList<>(List.of(idClaims));
    changes.addAll(
        List.of(
            "iat", String.valueOf(bed.clock.instant().getEpochSecond()),
            "exp", String.valueOf(bed.clock.instant().getEpochSecond() + 300)));
    bed.save(bed.idToken(changes.toArray(String[]::new)), "opaque", null);
    return bed.browser.copy();
  }

  private boolean isAlive(Browser browser) {
    return bed.sessions().recall(browser.request()) instanceof Recall.Alive;
  }

  private VerifiedLogoutToken token(String... changes) {
    List<String> all = new ArrayList<>(List.of("jti", quoted("token-id-" + made++)));
    all.addAll(List.of("iat", String.valueOf(bed.clock.instant().getEpochSecond())));
    all.addAll(List.of("exp", ABSENT));
    all.addAll(List.of(changes));
    LogoutTokens tokens =
        new LogoutTokens(
            new IdTokenSettings(
                ISSUER, "shop", Set.of(), Set.of("RS256"), Duration.ofSeconds(60), 16 * 1024),
            bed.keys,
            bed.clock);
    TokenResult<VerifiedLogoutToken> result =
        tokens.verify(TokenMaker.nimbus("RS256", "r1", logoutClaims(all.toArray(String[]::new))));
    assertThat(result).isInstanceOf(TokenResult.Verified.class);
    return ((TokenResult.Verified<VerifiedLogoutToken>) result).token();
  }

  private LogoutResult end(VerifiedLogoutToken token) {
    return bed.sessions().logouts().orElseThrow().end(token, ACCEPTABLE);
  }

  private void ends(String... changes) {
    assertThat(end(token(changes))).isEqualTo(new LogoutResult.Done(true));
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
    bed.clock.advance(ACCEPTABLE.minusSeconds(1));
    assertThat(end(token)).satisfies(refusedFor(Reason.TOKEN_REPLAYED));
  }

  @Test
  @Tag("M14")
  void takesATokenOnceThoughTheSecretChangesMeanwhile() {
    keepIn("store");
    String old = "b2xkLW9sZC1vbGQtb2xkLW9sZC1vbGQtMTIzNDU2Nzg5MDEy";
    String next = "bmV4dC1uZXh0LW5leHQtbmV4dC1uZXh0LTk4NzY1NDMyMTA5OA==";
    bed.sealer = sealer(old);
    Browser alice = signIn(ALICE);
    VerifiedLogoutToken first = token("sub", quoted("nobody"));
    end(first);

    bed.sealer = sealer(next + " " + old);
    Logouts after = bed.anotherNode().logouts().orElseThrow();
    assertThat(after.end(first, ACCEPTABLE)).satisfies(refusedFor(Reason.TOKEN_REPLAYED));
    assertThat(after.end(token(ALICE), ACCEPTABLE)).isInstanceOf(LogoutResult.Done.class);
    assertThat(isAlive(alice)).as("found under the name that the old secret gave it").isFalse();
  }

  private static Sealer sealer(String secrets) {
    SealKeys keys =
        SealKeys.parse(
                secrets,
                problem -> {
                  throw new IllegalArgumentException(problem);
                })
            .orElseThrow();
    return new Sealer("shop", keys, SessionBed.RANDOM);
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
