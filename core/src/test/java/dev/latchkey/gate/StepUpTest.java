package dev.latchkey.gate;

import static dev.latchkey.token.TokenMaker.quoted;
import static dev.latchkey.token.TokenMaker.rs256;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.event.Reason;
import dev.latchkey.testing.Browser;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever is known, and not freshly or strongly enough for a page. */
@Tag("B36")
class StepUpTest {

  private static final String RULES =
      """
      login  /pages/**
      login  /vault/**  acr=gold|silver max-age=15m
      login  /chief     role=chief acr=gold
      any    /pay       max-age=15m
      bearer /api       acr=gold max-age=15m
      """;

  private final Browser browser = new Browser();
  private Shop shop = Shop.with("rules", RULES, "session.cookie.name", "shop");

  @AfterEach
  void close() {
    shop.close();
  }

  private Decision ask(FakeRequest request) {
    Decision decision = shop.latchkey.decide(request.cookies(browser.header()));
    browser.answer(TestGate.headers(decision, "Set-Cookie"));
    return decision;
  }

  private Decision.Stop stop(FakeRequest request) {
    return (Decision.Stop) ask(request);
  }

  /** The provider lets the user in, whose ID token then says this. */
  private Decision.Stop comeBack(Decision.Stop sent, String... claims) {
    shop.redeemsFor(sent, claims);
    String state = TestGate.asked(sent).get("state").get(0);
    return stop(FakeRequest.page("/oidc/callback?code=c&state=" + state));
  }

  private void signIn(String... claims) {
    assertThat(comeBack(stop(FakeRequest.page("/pages/a")), claims).status()).isEqualTo(302);
  }

  private String now() {
    return String.valueOf(shop.clock.instant().getEpochSecond());
  }

  private Reason reason() {
    return shop.lastTold().reason().orElseThrow();
  }

  @Test
  void aPageLoadSignsInAgainAsThePageDemandsAndComesBackToIt() {
    signIn();

    Decision.Stop sent = stop(FakeRequest.page("/vault/gems?size=2"));

    assertThat(sent.status()).isEqualTo(302);
    assertThat(TestGate.asked(sent))
        .containsEntry("acr_values", List.of("gold silver"))
        .containsEntry("max_age", List.of("900"));
    Decision.Stop back = comeBack(sent, "acr", quoted("silver"), "auth_time", now());
    assertThat(TestGate.header(back, "Location"))
        .isEqualTo("http://localhost:8080/vault/gems?size=2");
    assertThat(ask(FakeRequest.page("/vault/gems?size=2"))).isInstanceOf(Decision.Proceed.class);
    assertThat(ask(FakeRequest.page("/pages/a"))).isInstanceOf(Decision.Proceed.class);
  }

  @Test
  void aLoginThatDoesNotBringItIsRefusedAndTheSessionStays() {
    signIn();
    Decision.Stop weak = comeBack(stop(FakeRequest.page("/vault/a")), "auth_time", now());
    assertThat(weak.status()).isEqualTo(403);
    assertThat(reason()).isEqualTo(Reason.AUTHENTICATION_TOO_WEAK);

    Decision.Stop old =
        comeBack(stop(FakeRequest.page("/vault/a")), "acr", quoted("gold"), "auth_time", "1");
    assertThat(old.status()).isEqualTo(403);
    assertThat(reason()).isEqualTo(Reason.AUTHENTICATION_TOO_OLD);

    assertThat(ask(FakeRequest.page("/pages/a"))).isInstanceOf(Decision.Proceed.class);
  }

  @Test
  void anAuthenticationGrowsTooOld() {
    shop.close();
    shop = Shop.with("rules", RULES, "session.refresh-before", "never");
    signIn("acr", quoted("gold"), "auth_time", now());
    shop.clock.advance(Duration.ofSeconds(900 + 60)); // what two clocks may differ by
    assertThat(ask(FakeRequest.page("/vault/a"))).isInstanceOf(Decision.Proceed.class);

    shop.clock.advance(Duration.ofSeconds(1));
    assertThat(TestGate.asked(stop(FakeRequest.page("/vault/a"))))
        .containsEntry("max_age", List.of("900"));
  }

  @Test
  void aScriptIsToldWhatIsAsked() {
    signIn();

    Decision.Stop told = stop(FakeRequest.get("/vault/a").header("Accept", "application/json"));

    assertThat(told.status()).isEqualTo(401);
    assertThat(TestGate.header(told, "WWW-Authenticate"))
        .isEqualTo(
            "OIDC realm=\"latchkey\", error=\"insufficient_user_authentication\","
                + " acr_values=\"gold silver\", max_age=\"900\"");
    assertThat(TestGate.json(told))
        .containsEntry("acr_values", "gold silver")
        .containsEntry("max_age", "900");
    assertThat(reason()).isEqualTo(Reason.AUTHENTICATION_TOO_WEAK);
  }

  @ParameterizedTest
  @ValueSource(strings = {"never", "always"})
  void loginRedirectSaysWhoIsSent(String redirect) {
    shop.close();
    shop = Shop.with("rules", RULES, "login.redirect", redirect);
    browser.answer(TestGate.headers(shop.signIn(), "Set-Cookie"));

    int expected = redirect.equals("never") ? 401 : 302;
    assertThat(stop(FakeRequest.page("/vault/a")).status()).isEqualTo(expected);
    assertThat(stop(FakeRequest.get("/vault/a")).status()).isEqualTo(expected);
  }

  @Test
  void aBearerIsToldWhatIsAsked() {
    Decision.Stop told = shop.stop("/api", rs256());

    assertThat(told.status()).isEqualTo(401);
    assertThat(TestGate.header(told, "WWW-Authenticate"))
        .isEqualTo(
            "Bearer realm=\"latchkey\", error=\"insufficient_user_authentication\","
                + " acr_values=\"gold\", max_age=\"900\"");
    assertThat(reason()).isEqualTo(Reason.AUTHENTICATION_TOO_WEAK);
    assertThat(shop.stop("/api", rs256("acr", quoted("gold"))).status()).isEqualTo(401);
    assertThat(reason()).isEqualTo(Reason.AUTHENTICATION_TOO_OLD);
    String good = rs256("acr", quoted("gold"), "auth_time", now());
    assertThat(shop.latchkey.decide(FakeRequest.get("/api").bearer(good)))
        .isInstanceOf(Decision.Proceed.class);
  }

  @Test
  void aBearerIsNeverSentToSignInAlsoWhereSessionsCount() {
    Decision.Stop told = stop(FakeRequest.page("/pay").bearer(rs256()));

    assertThat(told.status()).isEqualTo(401);
    assertThat(TestGate.header(told, "WWW-Authenticate")).endsWith("max_age=\"900\"");
  }

  @Test
  void whoLacksWhatNoLoginBringsIsNotSentToSignIn() {
    signIn();

    assertThat(stop(FakeRequest.page("/chief")).status()).isEqualTo(403);
    assertThat(reason()).isEqualTo(Reason.ROLE_MISSING);
  }

  @Test
  @Tag("G38")
  void aNewSessionThatDoesNotStayEndsTheRounds() {
    signIn();
    Browser before = browser.copy();
    for (int round = 1; round <= 3; round++) {
      Decision.Stop sent = stop(FakeRequest.page("/vault/a"));
      assertThat(sent.status()).as("round %d", round).isEqualTo(302);
      comeBack(sent, "acr", quoted("gold"), "auth_time", now());
      browser.cookies.put("shop", before.cookies.get("shop")); // the old session is kept
    }

    Decision.Stop end = stop(FakeRequest.page("/vault/a"));

    assertThat(end.status()).isEqualTo(400);
    assertThat(reason()).isEqualTo(Reason.LOGIN_LOOP);
  }

  @Test
  void aRuleAsksForMoreThanEveryLoginAndNeverForLess() {
    shop.close();
    shop =
        Shop.with(
            "rules",
            RULES.replace("login  /chief", "any /chief") + "any /old max-age=2h acr=gold",
            "login.parameters",
            "max_age=3600 acr_values=bronze%20silver");
    signIn("acr", quoted("bronze"), "auth_time", now());
    assertThat(TestGate.asked(stop(FakeRequest.page("/vault/a"))))
        .containsEntry("max_age", List.of("900"))
        .containsEntry("acr_values", List.of("silver"));
    assertThat(TestGate.asked(stop(FakeRequest.page("/old"))))
        .containsEntry("max_age", List.of("3600"))
        .containsEntry("acr_values", List.of("bronze silver"));
  }
}
