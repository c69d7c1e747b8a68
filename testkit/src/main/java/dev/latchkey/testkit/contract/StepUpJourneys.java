package dev.latchkey.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A page, or a call, that wants more than the usual sign-in (RFC 9470). */
interface StepUpJourneys extends Journeys {

  @Test
  @Tag("smoke")
  default void aPageThatWantsAStrongerSignInGetsOne() {
    Browser browser = shop().browser();
    browser.visit(shop().at("/pages/orders"), "alice");

    Reply sent = browser.page(shop().at("/vault/x?y=1"));

    assertThat(sent.status()).isEqualTo(302);
    assertThat(sent.location())
        .startsWith(shop().provider().issuer() + "/authorize?")
        .contains("acr_values=gold", "max_age=900");
    shop()
        .provider()
        .faults()
        .idToken(token -> token.claim("acr", "gold").claim("auth_time", now()));
    Reply back = browser.follow(goldAt(browser, sent));
    assertThat(back.location()).isEqualTo(shop().at("/vault/x?y=1"));
    assertThat(browser.follow(back).says("subject")).isEqualTo("alice-id");
  }

  /** The provider may know who it is, and ask for nothing. */
  private static Reply goldAt(Browser browser, Reply toProvider) {
    Reply page = browser.follow(toProvider);
    return page.status() == 200 ? browser.signIn(page, "alice") : page;
  }

  @Test
  default void aScriptIsToldWhatAPageWants() {
    Browser browser = shop().browser();
    browser.visit(shop().at("/pages/orders"), "alice");

    Reply told = browser.get(shop().at("/vault/x"), "Accept: application/json");

    assertThat(told.status()).isEqualTo(401);
    assertThat(told.all("WWW-Authenticate"))
        .containsExactly(
            "OIDC realm=\"orders\", error=\"insufficient_user_authentication\","
                + " acr_values=\"gold\", max_age=\"900\"");
  }

  @Test
  @Tag("smoke")
  default void aTokenOfAWeakerSignInIsToldWhatIsWanted() {
    Reply weak = shop().call("/api/vault", shop().provider().token().sign());

    assertThat(weak.status()).isEqualTo(401);
    assertThat(weak.all("WWW-Authenticate"))
        .containsExactly(
            "Bearer realm=\"orders\", error=\"insufficient_user_authentication\","
                + " acr_values=\"gold\", max_age=\"900\"");
    assertThat(shop().takeReasons()).containsExactly("authentication_too_weak");
    String gold = shop().provider().token().claim("acr", "gold").claim("auth_time", now()).sign();
    assertThat(shop().call("/api/vault", gold).status()).isEqualTo(200);
  }

  private static long now() {
    return Instant.now().getEpochSecond();
  }
}
