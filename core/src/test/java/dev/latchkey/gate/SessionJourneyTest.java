package dev.latchkey.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.event.Event;
import dev.latchkey.event.Reason;
import dev.latchkey.seal.MemoryStore;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a session between sign-in and sign-out, as the whole application sees it. */
class SessionJourneyTest {

  private static final String NEW_TOKENS =
      "{\"access_token\":\"canary-second\",\"token_type\":\"Bearer\",\"expires_in\":300,"
          + "\"refresh_token\":\"canary-refresh-2\"}";

  private static FakeRequest page(String cookies) {
    return FakeRequest.get("/pages/a").cookies(cookies);
  }

  private static Decision.Proceed proceed(Shop shop, GateRequest request) {
    Decision decision = shop.latchkey.decide(request);
    assertThat(decision).isInstanceOf(Decision.Proceed.class);
    return (Decision.Proceed) decision;
  }

  private static String token(Decision.Proceed proceed) {
    return Tokens.of(proceed.identity().orElseThrow()).accessToken();
  }

  @ParameterizedTest
  @ValueSource(strings = {"cookie", "memory"})
  void tokensAreReplacedBeforeTheyEnd(String store) {
    try (Shop shop = Shop.with("session.store", store)) {
      String cookies = TestGate.cookies(shop.signIn());
      assertThat(token(proceed(shop, page(cookies)))).isEqualTo("canary-access-token");

      shop.answers("/token", NEW_TOKENS);
      shop.clock.advance(Duration.ofSeconds(270));
      Decision.Proceed refreshed = proceed(shop, page(cookies));
      assertThat(token(refreshed)).isEqualTo("canary-second");
      assertThat(TestGate.headers(refreshed, "Set-Cookie").isEmpty())
          .as("a store keeps it without the browser")
          .isEqualTo(store.equals("memory"));
    }
  }

  @Test
  @Tag("H29")
  void anOutageOfTheProviderIsNobodysSignOut() {
    try (Shop shop = Shop.with()) {
      String cookies = TestGate.cookies(shop.signIn());
      shop.answers("/token", 503, "");
      shop.clock.advance(Duration.ofSeconds(299));
      assertThat(token(proceed(shop, page(cookies)))).isEqualTo("canary-access-token");

      shop.clock.advance(Duration.ofSeconds(1));
      Decision.Stop stop = shop.stop(page(cookies));
      assertThat(stop.status()).isEqualTo(503);
      assertThat(TestGate.headers(stop, "Retry-After")).hasSize(1);
      assertThat(TestGate.headers(stop, "Set-Cookie")).isEmpty();
      assertThat(proceed(shop, FakeRequest.get("/maybe").cookies(cookies)).identity())
          .as("where nobody need be signed in, the page comes without")
          .isEmpty();
    }
  }

  @Test
  @Tag("F-40")
  @Tag("H28")
  void whoMustSignInAgainComesBackToTheSamePage() {
    try (Shop shop = Shop.with()) {
      String cookies = TestGate.cookies(shop.signIn());
      shop.answers("/token", 400, "{\"error\":\"invalid_grant\"}");
      shop.clock.advance(Duration.ofMinutes(30));

      Decision.Stop script = shop.script(cookies);
      assertThat(script.status()).isEqualTo(401);
      Decision.Stop navigation =
          shop.stop(
              FakeRequest.get("/pages/a?b=c")
                  .header("Sec-Fetch-Mode", "navigate")
                  .cookies(cookies));
      assertThat(navigation.status()).isEqualTo(302);
      Decision.Stop end = shop.finish(navigation, TestGate.cookies(navigation));
      assertThat(TestGate.body(end)).contains("return_to=%2Fpages%2Fa%3Fb%3Dc");
      assertThat(shop.events)
          .anyMatch(
              event ->
                  event.kind() == Event.Kind.SESSION_OVER
                      && event.reason().orElseThrow() == Reason.REFRESH_REFUSED);
      assertThat(TestGate.headers(navigation, "Set-Cookie"))
          .anyMatch(cookie -> cookie.contains("Max-Age=0"));
    }
  }

  @Test
  @Tag("M04")
  void signingOutEndsTheSessionInTheStoreToo() {
    try (Shop shop = Shop.with("session.store", "memory")) {
      String cookies = TestGate.cookies(shop.signIn());
      shop.stop(
          FakeRequest.of("POST", "/oidc/logout")
              .header("Sec-Fetch-Site", "same-origin")
              .cookies(cookies));

      assertThat(shop.script(cookies).status()).as("a copy of the cookie").isEqualTo(401);
    }
  }

  @Test
  void twoNodesMayShareAStoreOfTheUsersOwn() {
    MemoryStore store = new MemoryStore(10, System::nanoTime, () -> {});
    try (Shop one = Shop.on(store);
        Shop other = Shop.on(store)) {
      String cookies = TestGate.cookies(one.signIn());
      assertThat(token(proceed(other, page(cookies)))).isEqualTo("canary-access-token");
    }
    assertThat(store).as("it belongs to whoever made it").hasToString("MemoryStore[1]");
  }

  @Test
  void withoutKeptTokensTheSessionStillSaysWhoItIs() {
    try (Shop shop = Shop.with("session.keep", "none")) {
      String cookies = TestGate.cookies(shop.signIn());
      shop.clock.advance(Duration.ofMinutes(30));

      Decision.Proceed proceed = proceed(shop, page(cookies));
      assertThat(proceed.identity().orElseThrow().subject()).contains("alice-1");
      assertThat(proceed.identity().orElseThrow().tokens().accessToken()).isEmpty();
    }
  }
}
