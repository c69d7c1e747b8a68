package dev.latchkey.gate;

import static dev.latchkey.token.TokenMaker.logoutClaims;
import static dev.latchkey.token.TokenMaker.quoted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.event.Event;
import dev.latchkey.event.Reason;
import dev.latchkey.testing.TestKeys;
import dev.latchkey.token.TokenMaker;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the provider posts, and what it is answered. */
class BackChannelLogoutTest {

  private static final String PATH = "/oidc/backchannel-logout";

  private final Shop shop = Shop.with("session.store", "memory");

  @AfterEach
  void close() {
    shop.close();
  }

  private static String token(String... changes) {
    return TokenMaker.nimbus("RS256", "r1", logoutClaims(changes));
  }

  private @Nullable Reason lastReason() {
    return shop.events.stream() // keys are fetched beside it
        .flatMap(event -> event.reason().stream())
        .reduce((before, last) -> last)
        .orElse(null);
  }

  private void assertRefused(Decision.Stop stop, int status, Reason reason) {
    assertThat(stop.status()).isEqualTo(status);
    assertThat(TestGate.headers(stop, "Cache-Control")).containsExactly("no-store");
    assertThat(TestGate.headers(stop, "Set-Cookie")).isEmpty();
    assertThat(lastReason()).isEqualTo(reason);
  }

  @Test
  @Tag("M19")
  void endsTheSession() {
    String cookies = TestGate.cookies(shop.signIn());

    Decision.Stop stop = shop.logOut("logout_token=" + token());

    assertThat(stop.status()).isEqualTo(200);
    assertThat(stop.body()).isEmpty();
    assertThat(TestGate.headers(stop, "Cache-Control")).containsExactly("no-store");
    assertThat(shop.script(cookies).status()).isEqualTo(401);
    assertThat(lastReason()).isEqualTo(Reason.SESSION_ENDED);
    assertThat(shop.events).anyMatch(event -> event.kind() == Event.Kind.LOGGED_OUT);
  }

  @Tag("M06")
  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD", "PUT", "DELETE", "OPTIONS"})
  void isForPostAlone(String method) {
    Decision.Stop stop = shop.stop(FakeRequest.of(method, PATH + "?logout_token=" + token()));

    assertRefused(stop, 405, Reason.METHOD_NOT_LISTED);
    assertThat(TestGate.header(stop, "Allow")).isEqualTo("POST");
  }

  @Test
  @Tag("M06")
  void isForAFormWithOneTokenInIt() {
    String good = "logout_token=" + token();
    for (String form : new String[] {"", "token=x", good + "&" + good, "logout_token", "a=%"}) {
      Decision.Stop stop = shop.logOut(form);
      if (form.equals("logout_token")) {
        assertRefused(stop, 400, Reason.TOKEN_MALFORMED);
      } else {
        assertRefused(stop, 400, Reason.LOGOUT_MALFORMED);
      }
      assertThat(TestGate.json(stop)).containsEntry("error", "invalid_request");
    }
    assertRefused(
        shop.stop(
            FakeRequest.of("POST", PATH).header("Content-Type", "application/json").body(good)),
        400,
        Reason.LOGOUT_MALFORMED);
    assertRefused(
        shop.stop(FakeRequest.of("POST", PATH + "?" + good).form("")),
        400,
        Reason.LOGOUT_MALFORMED);
  }

  @Test
  @Tag("M06")
  void readsNoMegabyte() {
    assertRefused(
        shop.logOut("logout_token=" + "x".repeat(1024 * 1024)), 413, Reason.LOGOUT_MALFORMED);
  }

  @Test
  @Tag("M06")
  void aBodyIsReadOnPathsOfOurOwnAlone() {
    for (String path : new String[] {"/open", "/api/orders/7", "/pages/a", "/oidc/login"}) {
      FakeRequest request = FakeRequest.of("POST", path).form("logout_token=" + token());
      shop.latchkey.decide(request);
      assertThat(request.bodyRead()).as(path).isFalse();
    }
  }

  @Tag("M08")
  @Tag("M09")
  @ParameterizedTest
  @ValueSource(strings = {"iss", "aud"})
  void answersAllBadTokensAlike(String claim) {
    Decision.Stop stop = shop.logOut("logout_token=" + token(claim, quoted("https://x.example")));
    Decision.Stop other =
        shop.logOut(
            "logout_token=" + TokenMaker.nimbus("RS256", "r1", logoutClaims(), TestKeys.RSA_TWO));

    assertThat(stop.status()).isEqualTo(400);
    assertThat(TestGate.json(stop).get("error")).isEqualTo(TestGate.json(other).get("error"));
    assertThat(TestGate.json(stop)).containsOnlyKeys("error", "reference");
  }

  @Test
  @Tag("M12")
  void aTokenWithoutEndIsTakenUnlessTheSettingsSayOtherwise() {
    String endless = "logout_token=" + token("exp", TokenMaker.ABSENT);
    try (Shop demanding =
        Shop.with("session.store", "memory", "back-channel-logout-exp", "required")) {
      String cookies = TestGate.cookies(demanding.signIn());

      assertThat(demanding.logOut(endless).status()).isEqualTo(400);
      assertThat(demanding.latchkey.decide(FakeRequest.get("/pages/a").cookies(cookies)))
          .as("nothing ended")
          .isInstanceOf(Decision.Proceed.class);
    }
    assertThat(shop.logOut(endless).status()).isEqualTo(200);
  }

  @Test
  @Tag("M26")
  void isServedBeforeTheRulesAndMakesNoSession() {
    try (Shop strict = Shop.with("session.store", "memory", "rules", "login /x\ndeny /**")) {
      Decision.Stop stop =
          strict.stop(
              FakeRequest.of("POST", PATH)
                  .header("Origin", "https://id.example.com")
                  .header("Sec-Fetch-Site", "cross-site")
                  .form("logout_token=" + token()));

      assertThat(stop.status()).isEqualTo(200);
      assertThat(TestGate.headers(stop, "Set-Cookie")).isEmpty();
    }
  }

  @Test
  @Tag("M08")
  void saysSoWhenItCouldNotFindOut() {
    try (Shop keyless =
        Shop.with("session.store", "memory", "jwks-uri", TokenMaker.ISSUER + "/no-keys")) {
      Decision.Stop stop = keyless.logOut("logout_token=" + token());

      assertThat(stop.status()).isEqualTo(400);
      assertThat(TestGate.json(stop)).containsEntry("error", "temporarily_unavailable");
      assertThat(keyless.events).anyMatch(event -> event.kind() == Event.Kind.UNDECIDED);
    }
  }

  @Test
  @Tag("M25")
  void tenThousandJunkTokensFetchNoKeysAndLeaveNothing() {
    AtomicInteger fetches = new AtomicInteger();
    byte[] jwks = TokenMaker.jwks();
    shop.answers(
        "/jwks",
        call -> {
          fetches.incrementAndGet();
          return dev.latchkey.http.HttpAnswer.of(200, java.util.Map.of(), jwks);
        });
    String cookies = TestGate.cookies(shop.signIn());
    List<Integer> statuses = new ArrayList<>();

    for (int i = 0; i < 10_000; i++) {
      String kid = quoted("junk-" + i);
      String junk =
          i % 2 == 0
              ? TokenMaker.encoded(TokenMaker.header("kid", kid))
                  + "."
                  + TokenMaker.encoded(logoutClaims("jti", kid))
                  + ".AAAA"
              : "junk-" + i;
      statuses.add(shop.logOut("logout_token=" + junk).status());
    }

    assertThat(statuses).containsOnly(400);
    assertThat(fetches.get())
        .as("the first fetch, and one look for all unknown keys")
        .isLessThanOrEqualTo(2);
    assertThat(shop.latchkey.decide(FakeRequest.get("/pages/a").cookies(cookies)))
        .isInstanceOf(Decision.Proceed.class);
  }

  @Test
  @Tag("M27")
  void withCookiesTheEndIsRemembered() {
    try (Shop inCookies = Shop.with("back-channel-logout-path", PATH)) {
      String cookies = TestGate.cookies(inCookies.signIn());

      assertThat(inCookies.logOut("logout_token=" + token()).status()).isEqualTo(200);
      assertThat(inCookies.script(cookies).status()).isEqualTo(401);
      assertThat(inCookies.lastTold().reason()).contains(Reason.SESSION_ENDED);
    }
  }

  @Test
  void withCookiesAndNoPathThereIsNothing() {
    try (Shop inCookies = Shop.with()) {
      assertThat(inCookies.logOut("logout_token=" + token()).status()).isEqualTo(403);
    }
  }
}
