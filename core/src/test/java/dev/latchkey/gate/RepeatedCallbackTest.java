package dev.latchkey.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.event.Event;
import dev.latchkey.event.Reason;
import dev.latchkey.json.Json;
import dev.latchkey.token.TokenMaker;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A callback that comes more than once, too late, or for a login that was dropped. */
class RepeatedCallbackTest {

  private Shop shop = Shop.with("session.cookie.name", "shop");
  private final AtomicInteger tokenCalls = new AtomicInteger();

  @AfterEach
  void close() {
    shop.close();
  }

  private Decision.Stop begin(String page) {
    return shop.stop(FakeRequest.page(page));
  }

  private static String state(Decision.Stop begun) {
    return TestGate.asked(begun).get("state").get(0);
  }

  private Decision.Stop callback(Decision.Stop begun, String cookies) {
    return shop.stop(
        FakeRequest.page("/oidc/callback?code=c&state=" + state(begun)).cookies(cookies));
  }

  /** The provider's answer to this login; each call waits until it may answer. */
  private void redeems(Decision.Stop begun, CountDownLatch gate) {
    String nonce = TokenMaker.quoted(TestGate.asked(begun).get("nonce").get(0));
    String idToken = TokenMaker.nimbus("RS256", "r1", TokenMaker.idClaims("nonce", nonce));
    byte[] body =
        Json.write(Map.of("access_token", "a", "token_type", "Bearer", "id_token", idToken))
            .getBytes(StandardCharsets.UTF_8);
    shop.answers(
        "/token",
        call -> {
          tokenCalls.incrementAndGet();
          awaitQuietly(gate);
          return dev.latchkey.http.HttpAnswer.of(200, Map.of(), body);
        });
  }

  private static void awaitQuietly(CountDownLatch gate) {
    try {
      assertThat(gate.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void redeems(Decision.Stop begun) {
    redeems(begun, new CountDownLatch(0));
  }

  @Test
  @Tag("G04")
  @Tag("F-61")
  void theBackButtonLeadsToThePageWhereThereIsASession() {
    Decision.Stop begun = begin("/pages/deep?a=b%20c");
    redeems(begun);
    String session = TestGate.cookies(callback(begun, TestGate.cookies(begun)));

    Decision.Stop again = callback(begun, session);

    assertThat(again.status()).isEqualTo(302);
    assertThat(TestGate.header(again, "Location"))
        .isEqualTo("http://localhost:8080/pages/deep?a=b%20c");
    assertThat(TestGate.headers(again, "Set-Cookie")).as("the session stays as it is").isEmpty();
    assertThat(tokenCalls).hasValue(1);
    Event told = shop.lastTold();
    assertThat(told.reason()).contains(Reason.STATE_UNKNOWN);
    assertThat(told.detail()).isEqualTo("this login is finished already");
  }

  @Test
  @Tag("G04")
  void withoutASessionItCountsForNothingThoughTheLoginCookieWasKept() {
    Decision.Stop begun = begin("/pages/deep?a=b");
    redeems(begun);
    callback(begun, TestGate.cookies(begun));

    Decision.Stop again = callback(begun, TestGate.cookies(begun));

    assertThat(again.status()).isEqualTo(400);
    assertThat(TestGate.body(again))
        .contains("href=\"/oidc/login?return_to=%2Fpages%2Fdeep%3Fa%3Db\"");
    assertThat(TestGate.cookies(again)).isEmpty();
    assertThat(tokenCalls).hasValue(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cookie", "memory"})
  @Tag("G04")
  @Tag("F-62")
  @Timeout(30)
  void twoAtTheSameTimeShareOneTokenCallAndBothGetTheSession(String store) throws Exception {
    shop.close();
    shop = Shop.with("session.cookie.name", "shop", "session.store", store);
    Decision.Stop begun = begin("/pages/a");
    CountDownLatch gate = new CountDownLatch(1);
    redeems(begun, gate);
    Callable<Decision.Stop> click = () -> callback(begun, TestGate.cookies(begun));
    FutureTask<Decision.Stop> first = new FutureTask<>(click);
    FutureTask<Decision.Stop> second = new FutureTask<>(click);
    for (FutureTask<Decision.Stop> each : List.of(first, second)) {
      Thread thread = new Thread(each);
      thread.setDaemon(true);
      thread.start();
      awaitWaiting(thread); // the one for the provider, the other for the one
    }
    gate.countDown();

    for (FutureTask<Decision.Stop> each : List.of(first, second)) {
      assertThat(each.get().status()).isEqualTo(302);
      assertThat(TestGate.cookies(each.get())).contains("shop=");
    }
    if (store.equals("memory")) {
      assertThat(TestGate.cookies(second.get())).isEqualTo(TestGate.cookies(first.get()));
    }
    assertThat(tokenCalls).hasValue(1);
  }

  private static void awaitWaiting(Thread thread) {
    while (thread.getState() != Thread.State.WAITING
        && thread.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
  }

  @Test
  @Tag("F-60")
  void aDroppedLoginLeadsToTheFrontPageWhereThereIsASession() {
    Decision.Stop dropped = begin("/pages/old");
    String session = TestGate.cookies(shop.signIn());

    Decision.Stop end = callback(dropped, session);

    assertThat(end.status()).isEqualTo(302);
    assertThat(TestGate.header(end, "Location")).isEqualTo("http://localhost:8080/");
    assertThat(TestGate.headers(end, "Set-Cookie")).isEmpty();
  }

  @Test
  @Tag("F-60")
  void aDroppedLoginWithoutASessionStartsAgain() {
    Decision.Stop end = callback(begin("/pages/old"), "");

    assertThat(end.status()).isEqualTo(400);
    assertThat(TestGate.body(end)).contains("href=\"/oidc/login\"", "keeps no cookies");
  }

  @Test
  @Tag("F-61")
  void aSessionThatIsOverDoesNotCount() {
    Decision.Stop begun = begin("/pages/a");
    redeems(begun);
    String session = TestGate.cookies(callback(begun, TestGate.cookies(begun)));
    shop.clock.advance(Duration.ofHours(9));

    assertThat(callback(begun, session).status()).isEqualTo(400);
  }

  @Test
  @Tag("F-63")
  void whoTookTooLongStartsAgainForTheSamePage() {
    Decision.Stop begun = begin("/pages/deep?q=%2F+x&amp=1");
    shop.clock.advance(Duration.ofMinutes(10));

    Decision.Stop end = callback(begun, TestGate.cookies(begun));

    assertThat(end.status()).isEqualTo(400);
    assertThat(TestGate.body(end))
        .contains("href=\"/oidc/login?return_to=%2Fpages%2Fdeep%3Fq%3D%252F%2Bx%26amp%3D1\"");
    assertThat(shop.events.toString()).contains("it took longer than 10 minutes");
  }

  @Test
  @Tag("F-63")
  @Tag("I15")
  void thatLinkBringsThePageBackByteForByte() {
    Decision.Stop begun = begin("/oidc/login?return_to=%2Fpages%2Fdeep%3Fq%3D%252F%2Bx%26amp%3D1");
    redeems(begun);

    assertThat(TestGate.header(callback(begun, TestGate.cookies(begun)), "Location"))
        .isEqualTo("http://localhost:8080/pages/deep?q=%2F+x&amp=1");
  }

  @Test
  @Tag("F-63")
  void aPageWithAnAddressInItsQueryIsLinkedItself() {
    Decision.Stop begun = begin("/pages/a?next=https://id.example.com");
    shop.clock.advance(Duration.ofMinutes(10));

    assertThat(TestGate.body(callback(begun, TestGate.cookies(begun))))
        .contains("href=\"/pages/a?next=https://id.example.com\"");
  }

  @Test
  @Tag("G12")
  void anErrorWithAForeignStateLeadsNowhereThoughThereIsASession() {
    String session = TestGate.cookies(shop.signIn());

    Decision.Stop end =
        shop.stop(FakeRequest.page("/oidc/callback?error=canary-error&state=x").cookies(session));

    assertThat(end.status()).isEqualTo(400);
    assertThat(TestGate.body(end)).doesNotContain("canary");
  }

  @Test
  @Tag("G13")
  void aMalformedCallbackDoesNotUseALoginUp() {
    Decision.Stop begun = begin("/pages/a");
    redeems(begun);
    String cookies = TestGate.cookies(begun);
    String state = state(begun);

    for (String query :
        List.of(
            "code=c&code=d&state=" + state,
            "code=c&state=" + state + "&state=" + state,
            "code=c&iss=a&iss=b&state=" + state,
            "error=a&error=b&state=" + state)) {
      Decision.Stop end = shop.stop(FakeRequest.page("/oidc/callback?" + query).cookies(cookies));
      assertThat(end.status()).as(query).isEqualTo(400);
      assertThat(TestGate.headers(end, "Set-Cookie")).as(query).isEmpty();
    }
    assertThat(tokenCalls).hasValue(0);
    assertThat(callback(begun, cookies).status()).isEqualTo(302);
  }

  @Test
  @Tag("F-31")
  @Tag("F-32")
  void aFailedTokenCallOffersToStartAgainForTheSamePage() {
    Decision.Stop begun = begin("/pages/a");
    shop.answers("/token", 500, "");

    Decision.Stop end = callback(begun, TestGate.cookies(begun));

    assertThat(end.status()).isEqualTo(502);
    assertThat(TestGate.body(end)).contains("href=\"/oidc/login?return_to=%2Fpages%2Fa\"");
    assertThat(TestGate.cookies(end)).isEmpty();
    assertThat(TestGate.headers(end, "Set-Cookie"))
        .singleElement()
        .asString()
        .startsWith(TestGate.cookies(begun).split("=", 2)[0] + "=; Max-Age=0");
    List<Event> failures =
        shop.events.stream().filter(it -> it.kind() == Event.Kind.LOGIN_FAILED).toList();
    assertThat(failures)
        .singleElement()
        .extracting(Event::reason)
        .isEqualTo(Optional.of(Reason.TOKEN_ENDPOINT_FAILED));
    assertThat(TestGate.body(end)).contains(failures.get(0).reference().orElseThrow().toString());
  }
}
