package dev.latchkey.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.token.TokenMaker;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether the back button shows a page of somebody who has signed out. */
@Tag("J26")
class PageCacheTest {

  private static final String RULES =
      "public /open\nany /both\nbearer /api/**\noptional /maybe\nlogin /**";

  private static List<String> caching(Shop shop, FakeRequest request) {
    Decision decision = shop.latchkey.decide(request);
    assertThat(decision).isInstanceOf(Decision.Proceed.class);
    return TestGate.headers(decision, "Cache-Control");
  }

  @ParameterizedTest
  @CsvSource({
    "/pages/a, no-store",
    "/both, no-store",
    "/maybe, no-store",
    "/open, ''",
  })
  void noBrowserStoresAPageOfSomebodySignedIn(String path, String expected) {
    try (Shop shop = Shop.with("rules", RULES)) {
      String cookies = TestGate.cookies(shop.signIn());

      assertThat(String.join(", ", caching(shop, FakeRequest.page(path).cookies(cookies))))
          .isEqualTo(expected);
      FakeRequest old = FakeRequest.get(path).header("Accept", "text/html").cookies(cookies);
      assertThat(String.join(", ", caching(shop, old))).isEqualTo(expected);
    }
  }

  @Test
  void whatAPageLoadsIsTheApplicationsOwnBusiness() {
    try (Shop shop = Shop.with("rules", RULES)) {
      String cookies = TestGate.cookies(shop.signIn());
      for (String mode : new String[] {"no-cors", "cors", "same-origin"}) {
        FakeRequest part = FakeRequest.get("/pages/style.css").header("Sec-Fetch-Mode", mode);
        assertThat(caching(shop, part.header("Accept", "text/css,*/*").cookies(cookies))).isEmpty();
      }
      assertThat(caching(shop, FakeRequest.get("/pages/data").cookies(cookies))).isEmpty();
    }
  }

  @Test
  void soArePagesThatNobodyIsSignedInFor() {
    String token = TokenMaker.nimbus("RS256", "r1", TokenMaker.accessClaims());
    try (Shop shop = Shop.with("rules", RULES)) {
      assertThat(caching(shop, FakeRequest.page("/maybe"))).isEmpty();
      assertThat(caching(shop, FakeRequest.page("/api/x").bearer(token))).isEmpty();
      assertThat(caching(shop, FakeRequest.page("/both").bearer(token))).isEmpty();
    }
  }

  @Test
  @Tag("J25")
  void aCookieThatIsSetAddsNoSecondWord() {
    try (Shop shop = Shop.with("rules", RULES, "session.idle-timeout", "5m")) {
      String cookies = TestGate.cookies(shop.signIn());
      shop.clock.advance(Duration.ofSeconds(30)); // a tenth of the idle time: use is noted

      for (int tell = 0; tell < 2; tell++) {
        FakeRequest request =
            (tell == 0 ? FakeRequest.page("/pages/a") : FakeRequest.get("/pages/a"))
                .cookies(cookies);
        Decision decision = shop.latchkey.decide(request);
        assertThat(TestGate.headers(decision, "Set-Cookie")).isNotEmpty();
        assertThat(TestGate.headers(decision, "Cache-Control"))
            .containsExactly(tell == 0 ? "no-store" : "private");
      }
    }
  }

  @Test
  void anApplicationMayDecideForItself() {
    try (Shop shop = Shop.with("rules", RULES, "session.page-cache", "application")) {
      String cookies = TestGate.cookies(shop.signIn());

      assertThat(caching(shop, FakeRequest.page("/pages/a").cookies(cookies))).isEmpty();
    }
  }
}
