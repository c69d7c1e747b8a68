package dev.latchkey.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.seal.MemoryStore;
import dev.latchkey.seal.SealedStore;
import dev.latchkey.token.TokenMaker;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a page's script is told about its session. */
class SessionRouteTest {

  private static Decision.Stop ask(Shop shop, String cookies) {
    return shop.stop(FakeRequest.get("/oidc/session").cookies(cookies));
  }

  private static Map<String, @Nullable Object> told(Shop shop, String cookies) {
    Decision.Stop stop = ask(shop, cookies);
    assertThat(stop.status()).isEqualTo(200);
    assertThat(TestGate.header(stop, "Content-Type")).isEqualTo("application/json");
    assertThat(TestGate.header(stop, "Cache-Control")).isEqualTo("no-store");
    assertThat(TestGate.headers(stop, "Set-Cookie")).isEmpty();
    return TestGate.json(stop);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cookie", "memory"})
  void saysWhoIsSignedInUntilWhenAndNoToken(String store) {
    try (Shop shop = Shop.with("session.store", store)) {
      String cookies = TestGate.cookies(shop.signIn("roles", "[\"user\",\"clerk\"]"));
      Instant now = shop.clock.instant();

      Map<String, @Nullable Object> told = told(shop, cookies);

      assertThat(told)
          .containsEntry("authenticated", true)
          .containsEntry("subject", "alice-1")
          .containsEntry("name", "alice-1")
          .containsEntry("issuer", TokenMaker.ISSUER)
          .containsEntry("roles", List.of("clerk", "user"))
          .containsEntry("expires_at", now.plus(Duration.ofHours(1)).toString())
          .containsEntry("expires_in", 3_600L)
          .containsEntry("ends_at", now.plus(Duration.ofHours(8)).toString())
          .containsEntry("login", "/oidc/login")
          .containsEntry("logout", "/oidc/logout");
      assertThat(told.toString()).doesNotContain("canary");
    }
  }

  @Test
  void saysThatNobodyIsAndWhereToSignIn() {
    try (Shop shop = Shop.with("base-url", "http://localhost:8080/shop")) {
      assertThat(told(shop, ""))
          .isEqualTo(
              Map.of(
                  "authenticated", false,
                  "login", "/shop/oidc/login",
                  "logout", "/shop/oidc/logout"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"cookie", "memory"})
  void askingIsNoUseOfTheSession(String store) {
    try (Shop shop = Shop.with("session.store", store, "session.refresh-before", "never")) {
      String cookies = TestGate.cookies(shop.signIn());

      shop.clock.advance(Duration.ofMinutes(59));
      assertThat(told(shop, cookies)).containsEntry("expires_in", 60L);
      shop.clock.advance(Duration.ofSeconds(59));
      assertThat(told(shop, cookies)).containsEntry("expires_in", 1L);
      shop.clock.advance(Duration.ofSeconds(1));
      assertThat(told(shop, cookies)).containsEntry("authenticated", false);
      assertThat(shop.script(cookies).status()).isEqualTo(401);
    }
  }

  @Test
  void askingRefreshesNothing() {
    try (Shop shop = Shop.with()) {
      String cookies = TestGate.cookies(shop.signIn());
      shop.answers(
          "/token",
          call -> {
            throw new AssertionError("nobody asked for tokens");
          });
      shop.clock.advance(Duration.ofMinutes(30));

      assertThat(told(shop, cookies)).containsEntry("authenticated", true);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"cookie", "memory"})
  void withoutIdleTimeItIsTheAbsoluteEnd(String store) {
    try (Shop shop = Shop.with("session.store", store, "session.idle-timeout", "off")) {
      Map<String, @Nullable Object> told = told(shop, TestGate.cookies(shop.signIn()));

      assertThat(told).containsEntry("expires_in", 8 * 3_600L);
      assertThat(told.get("expires_at")).isEqualTo(told.get("ends_at"));
    }
  }

  @Test
  void aForgedCookieIsNobody() {
    try (Shop shop = Shop.with("session.cookie.name", "shop")) {
      assertThat(told(shop, "shop=1.forged")).containsEntry("authenticated", false);
    }
  }

  @Test
  void saysSoWhenTheStoreCannotBeReached() {
    SealedStore down =
        (SealedStore)
            Proxy.newProxyInstance(
                SealedStore.class.getClassLoader(),
                new Class<?>[] {SealedStore.class},
                (self, method, arguments) -> {
                  throw new IOException("connection refused");
                });
    MemoryStore store = new MemoryStore(10, System::nanoTime, () -> {});
    try (Shop shop = Shop.on(store);
        Shop broken = Shop.on(down)) {
      Decision.Stop stop = ask(broken, TestGate.cookies(shop.signIn()));

      assertThat(stop.status()).isEqualTo(503);
      assertThat(TestGate.headers(stop, "Set-Cookie")).isEmpty();
    }
  }

  @Test
  void isForGetAloneAndCanStandElsewhere() {
    try (Shop shop = Shop.with("session-path", "/me")) {
      assertThat(shop.stop(FakeRequest.of("POST", "/me")).status()).isEqualTo(405);
      assertThat(shop.stop(FakeRequest.get("/me")).status()).isEqualTo(200);
      assertThat(shop.stop(FakeRequest.get("/oidc/session")).status()).isEqualTo(403);
    }
  }
}
