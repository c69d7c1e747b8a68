package dev.latchkey.gate;

import static dev.latchkey.token.TokenMaker.quoted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.event.Reason;
import dev.latchkey.http.FormEncoding;
import dev.latchkey.http.HttpAnswer;
import dev.latchkey.json.Json;
import dev.latchkey.token.TokenMaker;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes to the edges of a sign-in: other methods, other spellings, other users. */
class SignInEdgesTest {

  private final Shop shop = Shop.with("session.cookie.name", "shop", "session.idle-timeout", "off");

  @AfterEach
  void close() {
    shop.close();
  }

  @Test
  @Tag("G14")
  void aCodeInABodyOrAFragmentIsNoAnswerWhereOneInTheAddressWasAskedFor() {
    Decision.Stop begun = shop.stop(FakeRequest.page("/pages/a"));
    String cookies = TestGate.cookies(begun);
    String state = TestGate.asked(begun).get("state").get(0);
    FakeRequest posted =
        FakeRequest.of("POST", "/oidc/callback")
            .header("Origin", "https://id.example.com")
            .form("code=c&state=" + state)
            .cookies(cookies);
    FakeRequest fragment = FakeRequest.page("/oidc/callback").cookies(cookies); // it stays behind

    for (FakeRequest request : List.of(posted, fragment)) {
      Decision.Stop end = shop.stop(request);

      assertThat(end.status()).isEqualTo(403);
      assertThat(shop.lastTold().reason()).contains(Reason.NO_RULE);
      assertThat(TestGate.headers(end, "Set-Cookie")).isEmpty();
      assertThat(request.bodyRead()).isFalse();
    }
    assertThat(shop.finish(begun, cookies).status()).as("the login goes on").isEqualTo(302);
  }

  @ParameterizedTest
  @Tag("G37")
  @ValueSource(
      strings = {"/oidc/callback;x=1?QUERY", "//oidc/callback?QUERY", "/oidc/./callback?QUERY"})
  void anAmbiguousSpellingOfTheCallbackPathIsRefused(String target) {
    Decision.Stop begun = shop.stop(FakeRequest.page("/pages/a"));
    String query = "code=c&state=" + TestGate.asked(begun).get("state").get(0);

    Decision.Stop end =
        shop.stop(
            FakeRequest.page(target.replace("QUERY", query)).cookies(TestGate.cookies(begun)));

    assertThat(end.status()).isEqualTo(400);
    assertThat(shop.lastTold().reason()).contains(Reason.PATH_AMBIGUOUS);
  }

  @Test
  void aCallbackPathMayBeAPageThatAsksForASession() {
    try (Shop onPage = Shop.with("callback-path", "/pages/in")) {
      Decision.Stop begun = onPage.stop(FakeRequest.page("/pages/in?x=y"));
      onPage.redeemsFor(begun);
      String answer = "/pages/in?code=c&state=" + TestGate.asked(begun).get("state").get(0);

      Decision.Stop end = onPage.stop(FakeRequest.page(answer).cookies(TestGate.cookies(begun)));

      assertThat(TestGate.header(end, "Location")).isEqualTo("http://localhost:8080/pages/in?x=y");
      FakeRequest there = FakeRequest.page("/pages/in?x=y").cookies(TestGate.cookies(end));
      assertThat(onPage.latchkey.decide(there)).isInstanceOf(Decision.Proceed.class);
    }
  }

  @Test
  @Tag("G36")
  void noAnswerOnTheWayInOrOutIsKeptFramedOrTaken() {
    Decision.Stop begun = shop.stop(FakeRequest.page("/pages/a"));
    Decision.Stop signedIn = shop.finish(begun, TestGate.cookies(begun));
    Decision.Stop signedOut =
        shop.stop(
            FakeRequest.of("POST", "/oidc/logout")
                .header("Sec-Fetch-Site", "same-origin")
                .cookies(TestGate.cookies(signedIn)));
    for (Decision.Stop redirect : List.of(begun, signedIn, signedOut)) {
      assertThat(TestGate.header(redirect, "Cache-Control")).isEqualTo("no-store");
      assertThat(TestGate.header(redirect, "Referrer-Policy")).isEqualTo("no-referrer");
      assertThat(redirect.body()).isEmpty();
    }
    for (Decision.Stop page :
        List.of(
            shop.stop(FakeRequest.page("/oidc/callback?code=a&state=b")),
            shop.stop(FakeRequest.page("/oidc/callback?error=a")),
            shop.stop(FakeRequest.page("/oidc/logout")),
            shop.stop(FakeRequest.page("/never")))) {
      assertThat(TestGate.header(page, "Cache-Control")).isEqualTo("no-store");
      assertThat(TestGate.header(page, "X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(TestGate.header(page, "Referrer-Policy")).isEqualTo("same-origin");
      assertThat(TestGate.header(page, "Content-Security-Policy"))
          .contains("default-src 'none'", "frame-ancestors 'none'");
    }
  }

  @Test
  @Tag("H31")
  void aSessionEndsAtItsGreatestAgeHoweverOftenItIsRefreshed() {
    String cookies = TestGate.cookies(shop.signIn());
    shop.answers(
        "/token", 200, "{\"access_token\":\"new\",\"token_type\":\"Bearer\",\"expires_in\":300}");
    for (int minutes = 0; minutes < 8 * 60 - 10; minutes += 10) {
      shop.clock.advance(Duration.ofMinutes(10));
      Decision decision = shop.latchkey.decide(FakeRequest.get("/pages/a").cookies(cookies));
      assertThat(decision).isInstanceOf(Decision.Proceed.class);
      assertThat(TestGate.cookies(decision)).as("refreshed").contains("shop=");
      cookies = TestGate.cookies(decision);
    }
    shop.clock.advance(Duration.ofMinutes(10));

    assertThat(shop.script(cookies).status()).isEqualTo(401);
    assertThat(shop.events.toString()).contains(Reason.SESSION_EXPIRED.code());
  }

  @Test
  @Tag("H33")
  @Timeout(60)
  void twoUsersWhoseTokensCrossOnTheirWayStayWhoTheyAre() throws Exception {
    Decision.Stop ada = shop.stop(FakeRequest.page("/pages/ada"));
    Decision.Stop bob = shop.stop(FakeRequest.page("/pages/bob"));
    Map<String, byte[]> tokens = Map.of("ada", tokens(ada, "ada"), "bob", tokens(bob, "bob"));
    CountDownLatch bothAsked = new CountDownLatch(2);
    shop.answers(
        "/token",
        call -> {
          String form = new String(call.body(), StandardCharsets.US_ASCII);
          bothAsked.countDown();
          awaitQuietly(bothAsked);
          return HttpAnswer.of(200, Map.of(), tokens.get(only(form, "code")));
        });

    FutureTask<Decision.Stop> first = new FutureTask<>(() -> callback(ada, "ada"));
    FutureTask<Decision.Stop> second = new FutureTask<>(() -> callback(bob, "bob"));
    new Thread(first).start();
    new Thread(second).start();

    assertThat(subject(first.get())).isEqualTo("ada");
    assertThat(subject(second.get())).isEqualTo("bob");
  }

  private Decision.Stop callback(Decision.Stop begun, String code) {
    String state = TestGate.asked(begun).get("state").get(0);
    return shop.stop(
        FakeRequest.page("/oidc/callback?code=" + code + "&state=" + state)
            .cookies(TestGate.cookies(begun)));
  }

  private static byte[] tokens(Decision.Stop begun, String subject) {
    String nonce = TestGate.asked(begun).get("nonce").get(0);
    String claims = TokenMaker.idClaims("nonce", quoted(nonce), "sub", quoted(subject));
    String idToken = TokenMaker.nimbus("RS256", "r1", claims);
    return Json.write(Map.of("access_token", subject, "token_type", "Bearer", "id_token", idToken))
        .getBytes(StandardCharsets.UTF_8);
  }

  private String subject(Decision.Stop end) {
    FakeRequest request = FakeRequest.get("/pages/a").cookies(TestGate.cookies(end));
    Decision.Proceed decided = (Decision.Proceed) shop.latchkey.decide(request);
    String subject = decided.identity().orElseThrow().subject().orElseThrow();
    assertThat(Tokens.of(decided.identity().orElseThrow()).accessToken()).isEqualTo(subject);
    assertThat(TestGate.header(end, "Location")).endsWith("/pages/" + subject);
    return subject;
  }

  private static String only(String form, String name) {
    List<String> values = FormEncoding.values(form, name);
    assertThat(values).hasSize(1);
    return values.get(0);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
