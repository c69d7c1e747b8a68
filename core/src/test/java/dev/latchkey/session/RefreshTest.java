package dev.latchkey.session;

import static dev.latchkey.token.TokenMaker.NOW;
import static dev.latchkey.token.TokenMaker.idClaims;
import static dev.latchkey.token.TokenMaker.quoted;
import static dev.latchkey.token.TokenMaker.rs256;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.latchkey.event.Reason;
import dev.latchkey.http.HttpAnswer;
import dev.latchkey.provider.TokenAnswer;
import dev.latchkey.seal.CookieJar;
import dev.latchkey.seal.MemoryStore;
import dev.latchkey.testing.Browser;
import dev.latchkey.testing.TestKeys;
import dev.latchkey.token.Identity;
import dev.latchkey.token.TokenMaker;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefreshTest {

  private static final Duration LIFETIME = Duration.ofMinutes(5);

  private final SessionBed bed = new SessionBed();

  private void begin(boolean inStore) {
    bed.store = inStore ? new MemoryStore(10, bed.clock, () -> {}) : null;
    bed.save(
        bed.idToken(),
        new TokenAnswer.Granted("first", null, "refresh-1", LIFETIME, "orders:read orders:write"));
  }

  private void passToRefresh() {
    bed.clock.advance(LIFETIME.minusSeconds(30));
  }

  private void answers(String members) {
    bed.provider.answers(
        200, "{\"access_token\":\"second\",\"token_type\":\"Bearer\"" + members + "}");
  }

  private String form(int call) {
    return new String(bed.provider.calls.get(call).body(), StandardCharsets.US_ASCII);
  }

  private Optional<String> accessToken() {
    return bed.identity().tokens().accessToken();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void nothingIsAskedBeforeItIsTime(boolean inStore) {
    begin(inStore);
    bed.clock.advance(LIFETIME.minusSeconds(31));

    assertThat(accessToken()).contains("first");
    assertThat(bed.provider.calls).isEmpty();
  }

  @Tag("H27")
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aRotatedRefreshTokenReplacesTheOldOne(boolean inStore) {
    begin(inStore);
    answers(",\"refresh_token\":\"refresh-2\",\"expires_in\":300");
    passToRefresh();

    assertThat(accessToken()).contains("second");
    assertThat(accessToken()).contains("second");
    assertThat(bed.provider.calls).hasSize(1);
    passToRefresh();
    assertThat(accessToken()).contains("second");
    assertThat(form(0)).isEqualTo("grant_type=refresh_token&refresh_token=refresh-1");
    assertThat(form(1)).isEqualTo("grant_type=refresh_token&refresh_token=refresh-2");
  }

  @Test
  @Tag("H26")
  void theOldRefreshTokenGoesOnWhereNoNewOneComes() {
    begin(false);
    answers(",\"expires_in\":300");
    passToRefresh();
    bed.recall();
    bed.clock.advance(Duration.ofMinutes(10));
    bed.recall();

    assertThat(form(1)).endsWith("refresh_token=refresh-1");
  }

  @Test
  @Tag("H25")
  void scopesShrinkWithTheAnswer() {
    begin(false);
    answers(",\"scope\":\"orders:read\",\"refresh_token\":\"r2\",\"expires_in\":300");
    passToRefresh();
    assertThat(bed.identity().scopes()).containsExactly("orders:read");

    answers(",\"refresh_token\":\"r3\",\"expires_in\":300");
    passToRefresh();
    assertThat(bed.identity().scopes()).as("not said means as before").hasSize(1);

    answers(",\"scope\":\"\",\"expires_in\":300");
    passToRefresh();
    assertThat(bed.identity().scopes()).isEmpty();
  }

  @Test
  void rolesFollowTheNewTokens() {
    bed.save(
        bed.idToken(),
        new TokenAnswer.Granted(rs256("roles", "[\"clerk\"]"), null, "r1", LIFETIME, null));
    assertThat(bed.identity().roles()).containsExactly("clerk");
    passToRefresh();
    String access =
        rs256("roles", "[]", "iat", String.valueOf(NOW + 270), "exp", String.valueOf(NOW + 570));
    bed.provider.answers(
        200, "{\"access_token\":\"" + access + "\",\"token_type\":\"Bearer\",\"expires_in\":300}");

    assertThat(bed.identity().roles()).isEmpty();
  }

  private String laterIdToken(String... changes) {
    List<String> all = new ArrayList<>(List.of("iat", String.valueOf(NOW + 270)));
    all.addAll(List.of("exp", String.valueOf(NOW + 570)));
    all.addAll(List.of(changes));
    return TokenMaker.nimbus("RS256", "r1", idClaims(all.toArray(new String[0])));
  }

  @Test
  void aNewIdTokenIsTakenOver() {
    begin(false);
    String idToken = laterIdToken("preferred_username", quoted("ada"), "nonce", "");
    answers(",\"id_token\":\"" + idToken + "\",\"expires_in\":300");
    passToRefresh();

    assertThat(bed.identity().getName()).isEqualTo("ada");
    assertThat(bed.identity().tokens().idToken()).contains(idToken);
    assertThat(bed.identity().tokens().accessToken()).contains("second");
  }

  static List<List<String>> wrongIdTokens() {
    return List.of(
        List.of("sub", quoted("mallory")),
        List.of("iss", quoted("https://other.example")),
        List.of("aud", quoted("another")),
        List.of("exp", "1"),
        List.of("nonce", quoted("n-2")),
        List.of("auth_time", "7"));
  }

  @Tag("H23")
  @Tag("H24")
  @ParameterizedTest
  @MethodSource("wrongIdTokens")
  void aNewIdTokenOfAnotherLoginEndsTheSession(List<String> changes) {
    begin(false);
    answers(
        ",\"id_token\":\""
            + laterIdToken(changes.toArray(new String[0]))
            + "\",\"expires_in\":300");
    passToRefresh();

    assertThat(bed.recall()).isInstanceOf(Recall.Over.class);
    assertThat(bed.browser.cookies).isEmpty();
  }

  @Test
  @Tag("H24")
  void aNewIdTokenWithAnotherSignatureEndsTheSession() {
    begin(false);
    String forged = TokenMaker.nimbus("RS256", "r1", idClaims(), TestKeys.RSA_TWO);
    answers(",\"id_token\":\"" + forged + "\"");
    passToRefresh();

    assertOver(Reason.SIGNATURE_INVALID);
  }

  private void assertOver(Reason reason) {
    assertThat(bed.recall())
        .isInstanceOfSatisfying(
            Recall.Over.class, over -> assertThat(over.reason()).isEqualTo(reason));
    assertThat(bed.browser.cookies).isEmpty();
  }

  @Tag("H28")
  @Tag("H30")
  @Tag("F-40")
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aRefusedRefreshTokenEndsTheSessionAtOnce(boolean inStore) {
    begin(inStore);
    bed.provider.answers(400, "{\"error\":\"invalid_grant\"}");
    passToRefresh();

    assertOver(Reason.REFRESH_REFUSED);
  }

  @Tag("H29")
  @Tag("F-39")
  @ParameterizedTest
  @ValueSource(strings = {"500", "503", "429", "401 {\"error\":\"invalid_client\"}", "cut"})
  void anOutageKeepsTheSessionUntilItsTokenEnds(String fault) {
    begin(false);
    if (fault.equals("cut")) {
      bed.provider.fails("connection reset");
    } else {
      bed.provider.answers(Integer.parseInt(fault.substring(0, 3)), fault.substring(3).strip());
    }
    passToRefresh();
    assertThat(accessToken()).contains("first");

    bed.clock.advance(Duration.ofSeconds(29));
    assertThat(bed.isAlive()).isTrue();
    bed.clock.advance(Duration.ofSeconds(1));
    assertThat(bed.recall())
        .isInstanceOfSatisfying(
            Recall.Unavailable.class,
            outage -> assertThat(outage.reason()).isEqualTo(Reason.TOKEN_ENDPOINT_FAILED));
    assertThat(bed.browser.cookies).as("the session is there when the provider is back").hasSize(1);

    answers(",\"expires_in\":300");
    bed.clock.advance(RefreshResult.PAUSE);
    assertThat(accessToken()).contains("second");
  }

  @Test
  @Tag("F-39")
  void aProviderThatFailsIsLeftAloneForAWhile() {
    begin(false);
    bed.provider.answers(500, "");
    passToRefresh();
    bed.recall();
    bed.recall();
    assertThat(bed.provider.calls).hasSize(1);

    bed.clock.advance(RefreshResult.PAUSE.minusNanos(1));
    bed.recall();
    assertThat(bed.provider.calls).hasSize(1);
    bed.clock.advance(Duration.ofNanos(1));
    bed.recall();
    assertThat(bed.provider.calls).hasSize(2);
  }

  @Test
  @Tag("F-36")
  @Tag("F-37")
  void whoeverStillComesWithTheOldCookieIsGivenTheSame() {
    begin(false);
    answers(",\"refresh_token\":\"refresh-2\",\"expires_in\":600");
    passToRefresh();
    Browser late = bed.browser.copy();
    bed.recall();

    for (int i = 0; i < 3; i++) { // its answers were lost, so it comes again and again
      CookieJar jar = late.request();
      assertThat(bed.sessions().recall(jar)).isInstanceOf(Recall.Alive.class);
      assertThat(jar.setCookies()).as("it gets the new cookie, too").isNotEmpty();
    }
    assertThat(bed.provider.calls).hasSize(1);
  }

  @Test
  @Tag("F-38")
  @Tag("F-33")
  @Tag("J27")
  void aNodeThatComesLateReadsWhatTheOtherHasKept() {
    begin(true);
    Sessions other = bed.anotherNode();
    passToRefresh();
    bed.provider.answers(
        call -> {
          // the other node was quicker: it has the new tokens, and ours are refused
          bed.provider.answers(
              200,
              "{\"access_token\":\"second\",\"token_type\":\"Bearer\",\"expires_in\":300,"
                  + "\"refresh_token\":\"refresh-2\"}");
          assertThat(other.recall(bed.browser.request())).isInstanceOf(Recall.Alive.class);
          return HttpAnswer.of(
              400, Map.of(), "{\"error\":\"invalid_grant\"}".getBytes(StandardCharsets.UTF_8));
        });

    assertThat(accessToken()).contains("second");
  }

  /** Another tab signs out while the provider is still at it. */
  private void answersAfterASignOut() {
    bed.provider.answers(
        call -> {
          bed.sessions().signOut(bed.browser.copy().request());
          return HttpAnswer.of(
              200,
              Map.of(),
              "{\"access_token\":\"second\",\"token_type\":\"Bearer\"}"
                  .getBytes(StandardCharsets.UTF_8));
        });
  }

  @Test
  @Tag("M29")
  void whoSignsOutDuringARefreshStaysSignedOut() {
    begin(true);
    passToRefresh();
    answersAfterASignOut();

    assertOver(Reason.SESSION_ENDED);
  }

  @Test
  @Tag("M29")
  void aCookieThatWasRefreshedDuringASignOutCountsNoMore() {
    begin(false);
    passToRefresh();
    answersAfterASignOut();
    bed.recall();
    assertThat(bed.browser.cookies).as("it was refreshed all the same").isNotEmpty();

    assertOver(Reason.SESSION_ENDED);
  }

  /** Its answer may come last, and would bring the spent refresh token back. */
  @Test
  @Tag("F-36")
  @Tag("F-55")
  void whatARefreshIsAboutToReplaceIsNotSealedAnewBesideIt() {
    String old = "b2xkLW9sZC1vbGQtb2xkLW9sZC1vbGQtMTIzNDU2Nzg5MDEy";
    String next = "bmV4dC1uZXh0LW5leHQtbmV4dC1uZXh0LTk4NzY1NDMyMTA5OA==";
    bed.sealer = LogoutBed.sealer(old);
    begin(false);
    bed.sealer = LogoutBed.sealer(next + " " + old);
    Sessions rotating = bed.anotherNode();
    passToRefresh();
    CookieJar beside = bed.browser.copy().request();
    bed.provider.answers(
        call -> {
          assertThat(rotating.recall(beside)).isInstanceOf(Recall.Alive.class);
          return Nodes.tokens("second");
        });

    assertThat(bed.recall(rotating)).isInstanceOf(Recall.Alive.class);
    assertThat(beside.setCookies()).isEmpty();
    bed.sealer = LogoutBed.sealer(next);
    assertThat(bed.recall(bed.anotherNode())).isInstanceOf(Recall.Alive.class);
  }

  @Test
  @Tag("F-37")
  void afterTheGraceTheOldCookieIsACleanSignOut() {
    begin(false);
    answers(",\"refresh_token\":\"refresh-2\",\"expires_in\":600");
    passToRefresh();
    Browser late = bed.browser.copy();
    bed.recall();
    bed.provider.answers(400, "{\"error\":\"invalid_grant\"}"); // its refresh token was rotated
    bed.clock.advance(RefreshResult.GRACE.minusNanos(1));
    assertThat(bed.sessions().recall(late.copy().request())).isInstanceOf(Recall.Alive.class);

    bed.clock.advance(Duration.ofNanos(1));
    CookieJar jar = late.request();
    assertThat(bed.sessions().recall(jar))
        .isInstanceOfSatisfying(
            Recall.Over.class, over -> assertThat(over.reason()).isEqualTo(Reason.REFRESH_REFUSED));
    late.answer(jar);
    assertThat(late.cookies).isEmpty();
    assertThat(bed.isAlive()).as("with the new cookie it goes on").isTrue();
  }

  @Tag("F-36")
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aHundredThreadsMakeOneCall(boolean inStore) throws Exception {
    begin(inStore);
    answers(",\"expires_in\":300,\"refresh_token\":\"refresh-2\"");
    bed.clock.advance(LIFETIME); // the token has just ended, so that all have to wait
    int threads = 100;
    CyclicBarrier together = new CyclicBarrier(threads);
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    List<Future<Recall>> recalls = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      Browser tab = bed.browser.copy();
      recalls.add(
          pool.submit(
              () -> {
                together.await();
                Recall recall = bed.sessions().recall(tab.request());
                return recall instanceof Recall.Unavailable // there are 64 seats to wait in
                    ? bed.sessions().recall(tab.request())
                    : recall;
              }));
    }
    for (Future<Recall> recall : recalls) {
      assertThat(recall.get()).isInstanceOf(Recall.Alive.class);
      assertThat(((Recall.Alive) recall.get()).session().identity().tokens().accessToken())
          .contains("second");
    }
    pool.shutdown();

    assertThat(bed.provider.calls).hasSize(1);
  }

  @Test
  void neverMeansNever() {
    bed.refreshBefore = Optional.empty();
    begin(false);
    bed.clock.advance(LIFETIME.multipliedBy(3));

    assertThat(bed.isAlive()).as("the session does not end with the access token").isTrue();
    assertThat(bed.provider.calls).isEmpty();
  }

  @Test
  void aTokenThatHardlyLivesIsNotReplacedAtEveryRequest() {
    bed.save(bed.idToken(), new TokenAnswer.Granted("a", null, "r", Duration.ofSeconds(20), null));
    answers(",\"expires_in\":20");
    bed.clock.advance(Duration.ofSeconds(9));
    bed.recall();
    assertThat(bed.provider.calls).isEmpty();

    bed.clock.advance(Duration.ofSeconds(1));
    bed.recall();
    bed.recall();
    assertThat(bed.provider.calls).hasSize(1);
  }

  @Test
  void tokensThatWereNotKeptAreNeverThere() {
    bed.keepsTokens = false;
    begin(false);
    Identity ada = bed.identity();

    assertThat(ada.tokens().accessToken()).isEmpty();
    assertThat(ada.tokens().idToken()).isEmpty();
    assertThat(ada.scopes()).containsExactlyInAnyOrder("orders:read", "orders:write");
    assertThat(ada.subject()).contains("alice-1");
    assertThatIllegalStateException()
        .isThrownBy(() -> ada.tokens().freshAccessToken())
        .withMessageContaining("session.keep=none");
    passToRefresh();
    bed.clock.advance(LIFETIME);
    assertThat(bed.isAlive()).isTrue();
    assertThat(bed.provider.calls).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aLongRequestGetsAFreshToken(boolean inStore) {
    begin(inStore);
    Identity ada = bed.identity();
    answers(",\"refresh_token\":\"refresh-2\",\"expires_in\":600");
    assertThat(ada.tokens().freshAccessToken()).isEqualTo("first");

    bed.clock.advance(LIFETIME);
    assertThat(ada.tokens().freshAccessToken()).isEqualTo("second");
    bed.clock.advance(RefreshResult.GRACE.minusSeconds(1));
    assertThat(ada.tokens().freshAccessToken()).isEqualTo("second");
    assertThat(accessToken()).as("the next request has it, too").contains("second");
    assertThat(bed.provider.calls).hasSize(1);
  }

  @Test
  void saysThatATokenHasEndedAndCannotBeRefreshed() {
    begin(false);
    Identity ada = bed.identity();
    bed.provider.answers(500, "");
    bed.clock.advance(LIFETIME);

    assertThatIllegalStateException()
        .isThrownBy(() -> ada.tokens().freshAccessToken())
        .withMessageContaining("could not be refreshed");
  }

  @Test
  @Tag("H32")
  void anAccessTokenOfSomebodyElseIsNoSourceOfRoles() {
    begin(false);
    String foreign =
        rs256(
            "sub",
            quoted("mallory"),
            "roles",
            "[\"admin\"]",
            "iat",
            String.valueOf(NOW + 270),
            "exp",
            String.valueOf(NOW + 570));
    bed.provider.answers(200, "{\"access_token\":\"" + foreign + "\",\"token_type\":\"Bearer\"}");
    passToRefresh();

    assertThat(bed.identity().roles()).isEmpty();
  }
}
