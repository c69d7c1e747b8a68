package dev.latchkey.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.event.Reason;
import dev.latchkey.seal.CookieJar;
import dev.latchkey.seal.MemoryStore;
import dev.latchkey.testing.Browser;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdleTest {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final String IDLE = SessionBed.NAME + ".idle";

  private final SessionBed bed = new SessionBed();

  private void begin(boolean inStore) {
    bed.idleTimeout = HOUR;
    bed.store = inStore ? new MemoryStore(10, bed.clock, () -> {}) : null;
    bed.save();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void endsWhenNobodyUsesIt(boolean inStore) {
    begin(inStore);
    bed.clock.advance(HOUR.minusSeconds(1));
    assertThat(bed.isAlive()).isTrue();

    bed.clock.advance(HOUR);
    assertThat(bed.recall())
        .isInstanceOfSatisfying(
            Recall.Over.class, over -> assertThat(over.reason()).isEqualTo(Reason.SESSION_IDLE));
    assertThat(bed.browser.cookies).isEmpty();
  }

  @Tag("H31")
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void usingItDoesNotMakeItLongerThanItsGreatestAge(boolean inStore) {
    begin(inStore);
    for (int i = 0; i < 15; i++) {
      bed.clock.advance(HOUR.dividedBy(2));
      assertThat(bed.isAlive()).isTrue();
    }
    bed.clock.advance(HOUR.dividedBy(2));

    assertThat(bed.isAlive()).isFalse();
  }

  @Test
  void useIsNotedInSteps() {
    begin(false);
    bed.clock.advance(Duration.ofSeconds(359));
    CookieJar jar = bed.browser.request();
    bed.sessions().recall(jar);
    assertThat(jar.setCookies()).isEmpty();

    bed.clock.advance(Duration.ofSeconds(1));
    CookieJar later = bed.browser.request();
    bed.sessions().recall(later);
    assertThat(later.setCookies()).singleElement().asString().startsWith(IDLE + "=");
  }

  @Test
  void notingUseLeavesTheSessionCookieAlone() {
    begin(false);
    String session = String.valueOf(bed.browser.cookies.get(SessionBed.NAME));
    bed.clock.advance(HOUR.dividedBy(2));
    bed.recall();

    assertThat(bed.browser.cookies).containsEntry(SessionBed.NAME, session);
  }

  @Test
  void aSessionWithoutItsNoteOfUseIsOver() {
    begin(false);
    bed.browser.cookies.remove(IDLE);

    assertThat(bed.isAlive()).isFalse();
    assertThat(bed.browser.cookies).isEmpty();
  }

  @Test
  @Tag("J05")
  void theNoteOfAnotherSessionDoesNotCount() {
    begin(false);
    Browser other = bed.browser.copy();
    bed.save();
    bed.browser.cookies.put(IDLE, String.valueOf(other.cookies.get(IDLE)));

    assertThat(bed.isAlive()).isFalse();
  }

  @Tag("G07")
  @ParameterizedTest
  @ValueSource(strings = {"", "x", "AAAA"})
  void aNoteThatDoesNotOpenIsNone(String value) {
    begin(false);
    bed.browser.cookies.put(IDLE, value);
    assertThat(bed.isAlive()).isFalse();

    begin(false);
    String session = String.valueOf(bed.browser.cookies.get(SessionBed.NAME));
    bed.browser.cookies.put(IDLE, session.substring(2)); // sealed by us, for something else
    assertThat(bed.isAlive()).isFalse();
  }

  @Test
  void cookiesOutliveTheBrowserOnlyWhereThatIsWanted() {
    bed.idleTimeout = HOUR;
    bed.persistent = true;
    CookieJar jar = bed.browser.request();
    bed.sessions().save(SessionBed.login(bed.idToken(), SessionBed.granted("opaque", null)), jar);

    assertThat(jar.setCookies()).hasSize(2).allMatch(each -> each.contains("; Max-Age=28800;"));
    bed.persistent = false;
    CookieJar other = new Browser().request();
    bed.anotherNode()
        .save(SessionBed.login(bed.idToken(), SessionBed.granted("opaque", null)), other);
    assertThat(other.setCookies()).hasSize(2).noneMatch(each -> each.contains("Max-Age"));
  }
}
