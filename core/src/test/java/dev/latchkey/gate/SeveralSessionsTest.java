package dev.latchkey.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.latchkey.http.HttpAnswer;
import dev.latchkey.http.HttpCall;
import dev.latchkey.json.Json;
import dev.latchkey.seal.MemoryStore;
import dev.latchkey.testing.Browser;
import dev.latchkey.testing.FaultyStore;
import dev.latchkey.token.TokenMaker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose session counts where a browser has one of each of two providers. */
@Tag("O01")
class SeveralSessionsTest {

  private final FaultyStore store =
      new FaultyStore(new MemoryStore(10, System::nanoTime, () -> {}));
  private final Browser browser = new Browser();

  private Shop shop() {
    return shop("unavailable");
  }

  private Shop shop(String onStoreFailure) {
    Shop shop =
        Shop.on(
            store,
            "session.cookie.name",
            "shop",
            "session.on-store-failure",
            onStoreFailure,
            "providers",
            "partner",
            "provider.partner.issuer",
            Shop.PARTNER,
            "provider.partner.audience",
            TokenMaker.AUDIENCE,
            "provider.partner.client-id",
            "shop",
            "provider.partner.client-secret",
            Shop.SECRET,
            "rules",
            "login /both/** provider=main|partner\noptional /maybe/** provider=main|partner");
    signIn(shop, "/oidc/", "/token", TokenMaker.ISSUER, "alice");
    signIn(shop, "/oidc/partner/", "/partner/token", Shop.PARTNER, "bob");
    return shop;
  }

  private Decision.Stop keep(Decision.Stop stop) {
    browser.answer(TestGate.headers(stop, "Set-Cookie"));
    return stop;
  }

  private Decision.Stop signIn(
      Shop shop, String paths, String endpoint, String issuer, String subject) {
    Decision.Stop begun =
        keep(shop.stop(FakeRequest.page(paths + "login").cookies(browser.header())));
    String nonce = TokenMaker.quoted(TestGate.asked(begun).get("nonce").get(0));
    String claims =
        TokenMaker.idClaims(
            "nonce", nonce, "iss", TokenMaker.quoted(issuer), "sub", TokenMaker.quoted(subject));
    shop.answers(
        endpoint,
        Json.write(
            Map.of(
                "access_token",
                "at-" + subject,
                "token_type",
                "Bearer",
                "refresh_token",
                "rt-" + subject,
                "expires_in",
                300,
                "id_token",
                TokenMaker.nimbus("RS256", "r1", claims))));
    String state = TestGate.asked(begun).get("state").get(0);
    Decision.Stop end =
        keep(
            shop.stop(
                FakeRequest.page(paths + "callback?code=c&state=" + state)
                    .cookies(browser.header())));
    assertThat(end.status()).as(TestGate.body(end)).isEqualTo(302);
    return end;
  }

  private String who(Shop shop, String path) {
    Decision decision = shop.latchkey.decide(FakeRequest.page(path).cookies(browser.header()));
    return decision instanceof Decision.Proceed proceed
        ? proceed.identity().flatMap(each -> each.subject()).orElse("nobody")
        : String.valueOf(((Decision.Stop) decision).status());
  }

  @Test
  void theFirstThatTheRuleNamesCounts() {
    try (Shop shop = shop()) {
      assertThat(who(shop, "/both/a")).isEqualTo("alice");
      browser.cookies.remove("shop");
      assertThat(who(shop, "/both/a")).isEqualTo("bob");
      browser.cookies.remove("shop~partner");
      assertThat(who(shop, "/both/a")).isEqualTo("302");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "unavailable, /both/a, 503",
    "login, /both/a, 302",
    "unavailable, /maybe/a, nobody",
    "login, /maybe/a, nobody"
  })
  @Tag("F-44")
  void nobodyTurnsIntoSomebodyElseBecauseTheStoreStumbles(
      String onFailure, String path, String outcome) {
    try (Shop shop = shop(onFailure)) {
      store.hiccups = 1;

      assertThat(who(shop, path)).isEqualTo(outcome);

      assertThat(who(shop, path)).isEqualTo("alice");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/both/a", "/maybe/a"})
  @Tag("H32")
  void nobodyTurnsIntoSomebodyElseBecauseAProviderIsDown(String path) {
    try (Shop shop = shop()) {
      shop.answers("/token", 503, "");
      shop.clock.advance(Duration.ofMinutes(6));

      assertThat(who(shop, path)).isEqualTo(path.equals("/both/a") ? "503" : "nobody");
    }
  }

  @Test
  @Tag("H32")
  void eachRefreshTokenIsShownToItsProviderAlone() {
    try (Shop shop = shop()) {
      StringBuilder toMain = new StringBuilder();
      StringBuilder toPartner = new StringBuilder();
      shop.answers("/token", call -> refuse(call, toMain));
      shop.answers("/partner/token", call -> refuse(call, toPartner));
      shop.clock.advance(Duration.ofMinutes(6));
      who(shop, "/both/a");
      browser.cookies.remove("shop");
      who(shop, "/both/a");

      assertThat(toMain.toString()).contains("rt-alice").doesNotContain("bob");
      assertThat(toPartner.toString()).contains("rt-bob").doesNotContain("alice");
    }
  }

  private static HttpAnswer refuse(HttpCall call, StringBuilder shown) throws IOException {
    shown.append(new String(call.body(), StandardCharsets.UTF_8));
    throw new IOException("refused");
  }

  @Test
  @Tag("G42")
  void whoTakesTheSessionOfAnotherOverTakesNothingElseOver() {
    try (Shop shop = shop()) {
      Decision.Stop same = signIn(shop, "/oidc/", "/token", TokenMaker.ISSUER, "alice");
      Decision.Stop beside = signIn(shop, "/oidc/partner/", "/partner/token", Shop.PARTNER, "bob");
      Decision.Stop another = signIn(shop, "/oidc/", "/token", TokenMaker.ISSUER, "carol");

      assertThat(List.of(same, beside, another))
          .extracting(Decision.Stop::signsIn, Decision.Stop::signsOut)
          .containsExactly(tuple(true, false), tuple(true, false), tuple(true, true));
    }
  }

  @Test
  @Tag("J05")
  void aSessionUnderTheOthersNameCountsForNobody() {
    try (Shop shop = shop()) {
      browser.cookies.put("shop", browser.cookies.get("shop~partner"));
      browser.cookies.remove("shop~partner");

      assertThat(who(shop, "/both/a")).isEqualTo("302");
    }
  }
}
