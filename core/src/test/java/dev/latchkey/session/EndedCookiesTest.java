package dev.latchkey.session;

import static dev.latchkey.token.TokenMaker.quoted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.event.Reason;
import dev.latchkey.provider.TokenAnswer;
import dev.latchkey.seal.CookieJar;
import dev.latchkey.seal.MemoryStore;
import dev.latchkey.testing.Browser;
import dev.latchkey.testing.FaultyStore;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Sessions in cookies that have ended here, whatever a browser still gets or sends. */
class EndedCookiesTest {

  private static final Duration LIFETIME = Duration.ofMinutes(5);

  private final SessionBed bed = new SessionBed();
  private final Browser browser = bed.browser;

  private void signIn(String subject) {
    bed.save(
        bed.idToken("sub", quoted(subject)),
        new TokenAnswer.Granted("first", null, "refresh-1", LIFETIME, null));
  }

  private void signOut() {
    CookieJar jar = browser.request();
    bed.sessions().signOut(jar);
    browser.answer(jar);
  }

  private void assertEnded() {
    assertThat(bed.recall())
        .isInstanceOfSatisfying(
            Recall.Over.class, over -> assertThat(over.reason()).isEqualTo(Reason.SESSION_ENDED));
  }

  /** A request that brings new tokens, and whose answer will come late. */
  private CookieJar slowRequest() {
    bed.provider.answers(
        200,
        "{\"access_token\":\"second\",\"token_type\":\"Bearer\",\"expires_in\":300,"
            + "\"refresh_token\":\"refresh-2\"}");
    bed.clock.advance(LIFETIME);
    CookieJar slow = browser.request();
    assertThat(bed.sessions().recall(slow)).isInstanceOf(Recall.Alive.class);
    return slow;
  }

  @Test
  @Tag("M29")
  @Tag("J27")
  void anAnswerThatComesAfterTheSignOutBringsNoSessionBack() {
    signIn("alice");
    CookieJar slow = slowRequest();
    signOut();
    browser.answer(slow);

    assertEnded();
  }

  @Test
  @Tag("G42")
  @Tag("J27")
  void anAnswerForWhoWasSignedInBeforeIsNotTheNewUsers() {
    signIn("alice");
    CookieJar slow = slowRequest();
    bed.clock.advance(Duration.ofSeconds(1));
    signIn("bob");
    browser.answer(slow);

    assertEnded();
  }

  @Test
  @Tag("G42")
  void whoSignsInAgainEndsNobodysSession() {
    signIn("alice");
    Browser otherTab = browser.copy();
    signIn("alice");

    assertThat(bed.sessions().recall(otherTab.request())).isInstanceOf(Recall.Alive.class);
    assertThat(bed.isAlive()).isTrue();
  }

  @Test
  void whetherTheProviderEndedItIsAskedOnce() {
    FaultyStore store = new FaultyStore(new MemoryStore(10, bed.clock, () -> {}));
    bed.ended = store;
    bed.save(bed.idToken("sid", quoted("alices-1")), "opaque", null);
    store.asked.clear();

    assertThat(bed.isAlive()).isTrue();
    assertThat(store.asked).containsExactly("getAll");
  }

  @Test
  @Tag("J07")
  void aCopyIsOverThoughTheOwnerWasIdleWhenSheSignedOut() {
    bed.idleTimeout = Duration.ofMinutes(2);
    signIn("alice");
    Browser thief = browser.copy();
    bed.clock.advance(Duration.ofMinutes(1));
    CookieJar stolen = thief.request();
    bed.sessions().recall(stolen);
    thief.answer(stolen);
    bed.clock.advance(Duration.ofMinutes(1));
    assertThat(bed.sessions().glance(thief.request())).isInstanceOf(Recall.Alive.class);

    signOut();

    assertThat(bed.sessions().recall(thief.request()))
        .isInstanceOfSatisfying(
            Recall.Over.class, over -> assertThat(over.reason()).isEqualTo(Reason.SESSION_ENDED));
  }

  @Test
  @Tag("J07")
  void aCopyIsOverOnAllNodesThatShareWhatHasEnded() {
    bed.ended = new SeenStore(bed.clock);
    signIn("alice");
    Browser thief = browser.copy();
    signIn("alice");
    Browser otherTab = browser.copy();
    signOut();

    Sessions other = bed.anotherNode();
    assertThat(other.recall(otherTab.request()))
        .isInstanceOfSatisfying(
            Recall.Over.class, over -> assertThat(over.reason()).isEqualTo(Reason.SESSION_ENDED));
    assertThat(other.recall(thief.request()))
        .as("another session")
        .isInstanceOf(Recall.Alive.class);
  }

  @Test
  @Tag("M29")
  @Tag("J27")
  void anAnswerOfAnotherNodeThatComesAfterTheSignOutBringsNoSessionBack() {
    bed.ended = new SeenStore(bed.clock);
    signIn("alice");
    CookieJar slow = slowRequest();
    Sessions other = bed.anotherNode();
    CookieJar jar = browser.request();
    assertThat(other.signOut(jar).isEverywhere()).isTrue();
    browser.answer(jar);
    browser.answer(slow);

    assertEnded();
  }

  @Test
  @Tag("J07")
  @Tag("F-44")
  void aSignOutThatTheOthersCannotHearOfIsOverHereAndSaysSo() {
    SeenStore ended = new SeenStore(bed.clock);
    bed.ended = ended;
    signIn("alice");
    Browser thief = browser.copy();
    ended.downForGets = true;
    CookieJar jar = browser.request();
    assertThat(bed.sessions().signOut(jar).isEverywhere()).isFalse();
    browser.answer(jar);
    ended.downForGets = false;

    assertThat(browser.cookies).isEmpty();
    assertThat(bed.sessions().recall(thief.request()))
        .isInstanceOfSatisfying(
            Recall.Over.class, over -> assertThat(over.reason()).isEqualTo(Reason.SESSION_ENDED));
  }

  @Test
  @Tag("J07")
  void itIsRememberedForAsLongAsTheSessionCouldLive() {
    bed.save();
    Browser thief = browser.copy();
    signOut();
    bed.clock.advance(SessionBed.MAX_AGE.minusSeconds(1));

    assertThat(bed.sessions().recall(thief.request()))
        .isInstanceOfSatisfying(
            Recall.Over.class, over -> assertThat(over.reason()).isEqualTo(Reason.SESSION_ENDED));
  }
}
