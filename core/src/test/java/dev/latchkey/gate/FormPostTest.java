package dev.latchkey.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.event.Reason;
import dev.latchkey.http.NotSentException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Sign-ins whose answer the browser posts (OAuth 2.0 Form Post Response Mode). */
class FormPostTest {

  private static String location(Decision.Stop stop) {
    return TestGate.header(stop, "Location");
  }

  private static Reason lastReason(Shop shop) {
    return shop.lastTold().reason().orElseThrow();
  }

  @Test
  @Tag("J28")
  void theLoginsOwnCookieComesAlongFromElsewhereAndNoOther() {
    try (PostedLogin login = PostedLogin.at("/pages/a")) {
      assertThat(TestGate.asked(login.begun)).containsEntry("response_mode", List.of("form_post"));
      assertThat(TestGate.headers(login.begun, "Set-Cookie"))
          .satisfiesExactly(
              line ->
                  assertThat(line)
                      .matches(
                          "shop-login-[\\w-]+=[\\w-]+; Max-Age=4200; Path=/; Secure; HttpOnly;"
                              + " SameSite=None"),
              line -> assertThat(line).startsWith("shop-round=").endsWith("; SameSite=Lax"));

      Decision.Stop end = login.follow(login.post("code=c"));

      assertThat(TestGate.headers(end, "Set-Cookie"))
          .anyMatch(line -> line.startsWith("shop=1."))
          .anyMatch(line -> line.startsWith("shop.idle="))
          .filteredOn(line -> !line.startsWith("shop-login-"))
          .allMatch(line -> line.endsWith("; Secure; HttpOnly; SameSite=Lax"));
    }
  }

  @Test
  @Tag("J28")
  void whereTheAnswerComesInTheAddressNoCookieComesAlongFromElsewhere() {
    try (Shop shop = Shop.with()) {
      Decision.Stop begun = shop.login();

      assertThat(TestGate.asked(begun)).doesNotContainKey("response_mode");
      assertThat(TestGate.headers(begun, "Set-Cookie"))
          .allMatch(line -> line.endsWith("; SameSite=Lax"));
    }
  }

  @Test
  void whatIsPostedComesOnceMoreAsAPageLoadAndSignsIn() {
    try (PostedLogin login = PostedLogin.at("/pages/a?b=c")) {
      Decision.Stop sentOn = login.post("code=canary-code&session_state=x");

      assertThat(location(sentOn)).doesNotContain("canary", login.state());
      assertThat(TestGate.headers(sentOn, "Set-Cookie")).isEmpty();
      assertThat(TestGate.header(sentOn, "Cache-Control")).isEqualTo("no-store");
      assertThat(TestGate.header(sentOn, "Referrer-Policy")).isEqualTo("no-referrer");
      Decision.Stop end = login.follow(sentOn);
      assertThat(end.status()).isEqualTo(302);
      assertThat(location(end)).isEqualTo(PostedLogin.HOME + "/pages/a?b=c");
      assertThat(TestGate.headers(end, "Set-Cookie"))
          .anyMatch(line -> line.startsWith("shop-login-") && line.contains("=; Max-Age=0;"));
    }
  }

  @Test
  @Tag("G41")
  @Tag("G42")
  void aSessionThatWasThereIsReplacedThoughThePostDidNotShowIt() {
    try (PostedLogin first = PostedLogin.at("/pages/a", "session.store", "memory")) {
      String before = TestGate.cookies(first.follow(first.post("code=c")));
      PostedLogin second = first.next("/pages/b");

      Decision.Stop end = second.follow(second.post("code=c"), second.cookies + "; " + before);

      assertThat(TestGate.cookies(end)).contains("shop=").isNotEqualTo(before);
      assertThat(first.shop.script(before).status()).isEqualTo(401);
    }
  }

  @Test
  @Tag("F-61")
  @Tag("G04")
  void aSecondPostAndTheBackButtonLeadToThePageWhereThereIsASession() {
    try (PostedLogin login = PostedLogin.at("/pages/a")) {
      Decision.Stop sentOn = login.post("code=c");
      String session = TestGate.cookies(login.follow(sentOn));
      login.shop.answers("/token", 400, "{\"error\":\"invalid_grant\"}");

      Decision.Stop secondPost = login.shop.stop(login.form("code=c"));
      assertThat(TestGate.headers(secondPost, "Set-Cookie")).isEmpty();
      for (Decision.Stop again : List.of(secondPost, sentOn)) {
        Decision.Stop end = login.follow(again, session);
        assertThat(end.status()).isEqualTo(302);
        assertThat(location(end)).isEqualTo(PostedLogin.HOME + "/pages/a");
        assertThat(TestGate.headers(end, "Set-Cookie")).isEmpty();
        assertThat(login.follow(again, "").status()).isEqualTo(400);
      }
    }
  }

  @Test
  @Tag("F-60")
  void whoseLoginIsGoneGoesOnWhereThereIsASessionAndElseStartsAgain() {
    try (PostedLogin gone = PostedLogin.at("/pages/old")) {
      PostedLogin other = gone.next("/pages/a");
      String session = TestGate.cookies(other.follow(other.post("code=c")));

      Decision.Stop sentOn = gone.shop.stop(gone.form("code=c"));

      assertThat(location(gone.follow(sentOn, session))).isEqualTo(PostedLogin.HOME + "/");
      Decision.Stop stranger = gone.follow(sentOn, "");
      assertThat(stranger.status()).isEqualTo(400);
      assertThat(TestGate.body(stranger)).contains("href=\"/oidc/login\"");
      assertThat(lastReason(gone.shop)).isEqualTo(Reason.STATE_UNKNOWN);
    }
  }

  @Test
  @Tag("F-63")
  void whoTookTooLongStartsAgainForTheSamePage() {
    try (PostedLogin login = PostedLogin.at("/pages/a")) {
      login.shop.clock.advance(Duration.ofSeconds(599));
      Decision.Stop sentOn = login.post("code=c");
      login.shop.clock.advance(Duration.ofSeconds(1));

      Decision.Stop end = login.follow(sentOn);

      assertThat(end.status()).isEqualTo(400);
      assertThat(TestGate.body(end)).contains("href=\"/oidc/login?return_to=%2Fpages%2Fa\"");
    }
  }

  @Test
  @Tag("G10")
  @Tag("G11")
  void aRefusalIsPostedToo() {
    try (PostedLogin login = PostedLogin.at("/pages/a")) {
      Decision.Stop end = login.follow(login.post("error=access_denied&code=canary-code"));

      assertThat(end.status()).isEqualTo(403);
      assertThat(lastReason(login.shop)).isEqualTo(Reason.LOGIN_REFUSED);
      assertThat(TestGate.headers(end, "Set-Cookie"))
          .singleElement()
          .asString()
          .matches("shop-login-.*=; Max-Age=0;.*");
    }
  }

  @Test
  @Tag("G40")
  void aLoginThatWasToShowNoPageShowsOneThen() {
    try (PostedLogin login = PostedLogin.at("/pages/a", "login.parameters", "prompt=none")) {
      Decision.Stop asksAgain = login.follow(login.post("error=login_required"));

      assertThat(asksAgain.status()).isEqualTo(302);
      assertThat(TestGate.asked(asksAgain))
          .doesNotContainKey("prompt")
          .containsEntry("response_mode", List.of("form_post"));
    }
  }

  @Test
  @Tag("F-31")
  void anOutageLeavesTheSealedAnswerGood() {
    try (PostedLogin login = PostedLogin.at("/pages/a")) {
      Decision.Stop sentOn = login.post("code=c");
      login.shop.answers(
          "/token",
          call -> {
            throw new NotSentException("no connection");
          });
      assertThat(login.follow(sentOn).status()).isEqualTo(503);
      login.shop.clock.advance(Duration.ofMinutes(5));
      login.shop.redeemsFor(login.begun, "iat", "" + now(login), "exp", "" + (now(login) + 300));

      assertThat(login.follow(sentOn).status()).isEqualTo(302);
    }
  }

  private static long now(PostedLogin login) {
    return login.shop.clock.instant().getEpochSecond();
  }
}
