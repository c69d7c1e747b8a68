package dev.latchkey.session;

import static dev.latchkey.token.TokenMaker.ABSENT;
import static dev.latchkey.token.TokenMaker.quoted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.event.Reason;
import dev.latchkey.provider.IssuerMatch;
import dev.latchkey.provider.TokenAnswer;
import dev.latchkey.seal.CookieJar;
import dev.latchkey.testing.Browser;
import dev.latchkey.token.TokenMaker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever happens to a session, a logout of the provider's finds it. */
class FoundForLogoutTest {

  private static final String[] SID_ALONE = {"sub", ABSENT, "sid", quoted("alices-1")};

  private final LogoutBed logouts = new LogoutBed();
  private final SessionBed bed = logouts.bed;

  /** Alice signs in, and a refresh brings her an ID token with these changes. */
  private Browser refreshed(String... changes) {
    bed.save(
        bed.idToken(LogoutBed.ALICE),
        new TokenAnswer.Granted("first", null, "refresh-1", Duration.ofMinutes(5), null));
    bed.clock.advance(Duration.ofMinutes(5));
    long now = bed.clock.instant().getEpochSecond();
    List<String> claims = new ArrayList<>(List.of("sub", quoted("alice"), "nonce", ABSENT));
    claims.addAll(List.of("iat", String.valueOf(now), "exp", String.valueOf(now + 300)));
    claims.addAll(List.of(changes));
    String idToken =
        TokenMaker.nimbus("RS256", "r1", TokenMaker.idClaims(claims.toArray(String[]::new)));
    bed.provider.answers(
        200,
        "{\"access_token\":\"second\",\"token_type\":\"Bearer\",\"expires_in\":3000,\"id_token\":\""
            + idToken
            + "\"}");
    assertThat(bed.isAlive()).isTrue();
    return bed.browser.copy();
  }

  @Tag("M20")
  @Tag("M27")
  @ParameterizedTest
  @ValueSource(strings = {"store", "memory of what has ended"})
  void afterARefreshWhoseIdTokenNamesNoSession(String place) {
    logouts.keepIn(place);
    Browser alice = refreshed();

    logouts.ends(SID_ALONE);

    assertThat(logouts.isAlive(alice)).isFalse();
  }

  @Tag("M20")
  @Tag("M27")
  @ParameterizedTest
  @ValueSource(strings = {"store", "memory of what has ended"})
  void afterARefreshWhoseIdTokenNamesAnotherSession(String place) {
    logouts.keepIn(place);
    Browser alice = refreshed("sid", quoted("alices-2"));

    logouts.ends("sub", ABSENT, "sid", quoted("alices-2"));

    assertThat(logouts.isAlive(alice)).isFalse();
  }

  /** Section 2.7: by sub and by sid; here the provider said nothing of the latter at sign-in. */
  @Tag("M19")
  @Tag("M27")
  @ParameterizedTest
  @ValueSource(strings = {"store", "memory of what has ended"})
  void whereTheIdTokenNamedNoSessionTheUserIsEnough(String place) {
    logouts.keepIn(place);
    Browser alice = logouts.signIn("sub", quoted("alice"));
    Browser phone = logouts.signIn("sub", quoted("alice"), "sid", quoted("alices-2"));
    Browser bob = logouts.signIn("sub", quoted("bob"));

    logouts.ends(LogoutBed.ALICE);

    assertThat(logouts.isAlive(alice)).isFalse();
    assertThat(logouts.isAlive(phone)).as("a session of another name").isTrue();
    assertThat(logouts.isAlive(bob)).isTrue();
  }

  @Test
  @Tag("M19")
  void onceItWasInUseAfterTheSecretWasReplaced() {
    logouts.keepIn("store");
    bed.idleTimeout = Duration.ofHours(1);
    String old = "b2xkLW9sZC1vbGQtb2xkLW9sZC1vbGQtMTIzNDU2Nzg5MDEy";
    String next = "bmV4dC1uZXh0LW5leHQtbmV4dC1uZXh0LTk4NzY1NDMyMTA5OA==";
    bed.sealer = LogoutBed.sealer(old);
    Browser alice = logouts.signIn(LogoutBed.ALICE);

    bed.sealer = LogoutBed.sealer(next + " " + old);
    Sessions meanwhile = bed.anotherNode();
    bed.clock.advance(Duration.ofMinutes(6));
    assertThat(meanwhile.recall(alice.request())).isInstanceOf(Recall.Alive.class);
    bed.sealer = LogoutBed.sealer(next);
    Sessions after = bed.anotherNode();
    assertThat(after.recall(alice.request())).isInstanceOf(Recall.Alive.class);
    after.logouts().orElseThrow().end(logouts.token(SID_ALONE), LogoutBed.ACCEPTABLE);

    assertThat(after.recall(alice.request())).isInstanceOf(Recall.Over.class);
  }

  @Test
  @Tag("O15")
  void aSessionOfAnIssuerThatNoLongerCountsIsOverAndNoFault() {
    logouts.keepIn("store");
    bed.idleTimeout = Duration.ofHours(1);
    Browser alice = logouts.signIn(LogoutBed.ALICE);

    bed.issuer = IssuerMatch.exact("https://other.example");
    bed.clock.advance(Duration.ofMinutes(6));

    assertThat(bed.anotherNode().recall(alice.request()))
        .isInstanceOfSatisfying(
            Recall.Over.class, over -> assertThat(over.reason()).isEqualTo(Reason.ISSUER_WRONG));
  }

  @Tag("M24")
  @ParameterizedTest
  @ValueSource(strings = {"store", "memory of what has ended"})
  void whereTheLogoutOvertakesTheSignIn(String place) {
    logouts.keepIn(place);
    var idToken = bed.idToken(LogoutBed.ALICE);

    logouts.ends(SID_ALONE); // while the callback still asks for userinfo, say
    CookieJar jar = bed.browser.request();
    bed.sessions().save(SessionBed.login(idToken, SessionBed.granted("opaque", null)), jar);
    bed.browser.answer(jar);

    assertThat(bed.isAlive()).isFalse();
  }

  @Test
  @Tag("M19")
  @Tag("M25")
  void howeverManyOthersHaveComeAndGoneSince() {
    logouts.keepIn("store");
    bed.idleTimeout = Duration.ofHours(1);
    Browser alice = logouts.signIn(LogoutBed.ALICE);
    for (int i = 0; i < 300; i++) { // the store has room for 100
      Browser other = logouts.signIn("sub", quoted("bob"), "sid", quoted("bobs-" + i));
      bed.sessions().signOut(other.request());
      bed.clock.advance(Duration.ofMinutes(1));
      assertThat(logouts.isAlive(alice)).isTrue();
    }

    logouts.ends("sub", quoted("alice"));

    assertThat(logouts.isAlive(alice)).isFalse();
  }
}
