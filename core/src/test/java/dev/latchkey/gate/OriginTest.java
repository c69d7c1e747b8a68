package dev.latchkey.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.event.Reason;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Another site's page can neither use a session for a change nor sign anybody out. */
class OriginTest {

  private final TestGate gate = TestGate.with("public /open\noptional /maybe\nlogin /**");
  private final String session = gate.signIn("ada");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example",
        "null",
        "http://shop.example.com",
        "https://shop.example.com:8443",
        "https://shop.example.com.evil.example",
        "https://evilshop.example.com",
        "https://shop.example.com/",
        ""
      })
  void refusesToChangeAnythingForAForeignPage(String origin) {
    for (String method : new String[] {"POST", "PUT", "DELETE", "PATCH", "post", "CONNECT", "X"}) {
      Decision.Stop stop =
          gate.stop(FakeRequest.of(method, "/orders").cookies(session).header("Origin", origin));

      assertThat(stop.status()).as(method).isEqualTo(403);
      assertThat(gate.lastReason()).isEqualTo(Reason.ORIGIN_FOREIGN);
      assertThat(TestGate.headers(stop, "Set-Cookie")).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"cross-site", "same-site"})
  void believesABrowserThatNamesAForeignPageWhoseOriginSomebodyTookAway(String site) {
    FakeRequest request =
        FakeRequest.of("POST", "/orders").cookies(session).header("Sec-Fetch-Site", site);

    assertThat(gate.stop(request).status()).isEqualTo(403);
    assertThat(gate.lastReason()).isEqualTo(Reason.ORIGIN_FOREIGN);
  }

  @Test
  void refusesAWebSocketHandshakeOfAForeignPage() {
    Decision.Stop stop =
        gate.stop(
            FakeRequest.get("/chat")
                .cookies(session)
                .header("Upgrade", "WebSocket")
                .header("Origin", "https://evil.example"));

    assertThat(stop.status()).isEqualTo(403);
    assertThat(gate.lastReason()).isEqualTo(Reason.ORIGIN_FOREIGN);
  }

  @Test
  void refusesAForeignPageOnOptionalRulesToo() {
    Decision.Stop stop =
        gate.stop(
            FakeRequest.of("POST", "/maybe")
                .cookies(session)
                .header("Origin", "https://evil.example"));

    assertThat(stop.status()).isEqualTo(403);
  }

  @Test
  void refusesTwoOriginsAtOnce() {
    FakeRequest request =
        FakeRequest.of("POST", "/orders")
            .cookies(session)
            .header("Origin", "https://shop.example.com")
            .header("Origin", "https://evil.example");

    assertThat(gate.stop(request).status()).isEqualTo(403);
  }

  @Test
  void letsOurOwnPagesChangeThings() {
    assertThat(
            gate.proceed(
                    FakeRequest.of("POST", "/orders")
                        .cookies(session)
                        .header("Origin", "https://shop.example.com"))
                .identity())
        .isPresent();
    assertThat(gate.decide(FakeRequest.of("POST", "/orders").cookies(session)))
        .isInstanceOf(Decision.Proceed.class); // no browser, or one that says nothing
    assertThat(
            gate.decide(
                FakeRequest.of("POST", "/orders")
                    .cookies(session)
                    .header("Sec-Fetch-Site", "same-origin")
                    .header("Origin", "null"))) // a page without referrer
        .isInstanceOf(Decision.Proceed.class);
  }

  @Test
  void letsForeignPagesReadWhatBrowsersLetThemRead() {
    for (String method : new String[] {"GET", "HEAD", "OPTIONS"}) {
      assertThat(
              gate.decide(
                  FakeRequest.of(method, "/orders")
                      .cookies(session)
                      .header("Origin", "https://partner.example")))
          .as(method)
          .isInstanceOf(Decision.Proceed.class);
    }
  }

  @Test
  void sparesRequestsWithoutASession() {
    assertThat(
            gate.decide(
                FakeRequest.of("POST", "/open").header("Origin", "https://partner.example")))
        .isInstanceOf(Decision.Proceed.class);
    assertThat(
            gate.proceed(
                    FakeRequest.of("POST", "/maybe").header("Origin", "https://partner.example"))
                .identity())
        .isEmpty();
  }

  @Test
  void sparesBearerTokensWhichNoBrowserSendsByItself() {
    TestGate api = TestGate.with("bearer /**");

    assertThat(
            api.decide(
                FakeRequest.of("POST", "/orders")
                    .bearer(api.token())
                    .header("Origin", "https://partner.example")))
        .isInstanceOf(Decision.Proceed.class);
  }

  @ParameterizedTest
  @CsvSource({
    "https://shop.example.com:443, https://shop.example.com",
    "https://Shop.Example.COM, https://shop.example.com",
    "https://shop.example.com/prefix, https://shop.example.com",
    "http://localhost:80, http://localhost",
    "http://localhost:8080, http://localhost:8080"
  })
  void knowsItsOwnOriginAsBrowsersWriteIt(String baseUrl, String origin) {
    TestGate here = TestGate.at(baseUrl, "login /**");
    String cookies = here.signIn("ada");

    assertThat(
            here.decide(
                FakeRequest.of("POST", "/orders").cookies(cookies).header("Origin", origin)))
        .isInstanceOf(Decision.Proceed.class);
  }

  @ParameterizedTest
  @CsvSource({
    "POST, Sec-Fetch-Site, cross-site",
    "POST, Sec-Fetch-Site, same-site",
    "POST, Sec-Fetch-Site, none",
    "POST, Origin, https://evil.example",
    "POST, Origin, null",
    "POST, Referer, https://shop.example.com/",
    "GET, Sec-Fetch-Site, cross-site",
    "GET, Sec-Fetch-Site, same-origin", // an image of ours is no click
    "GET, Origin, https://shop.example.com"
  })
  @Tag("M01")
  void asksBeforeItSignsOutForWhatMayBeAnotherSite(String method, String header, String value) {
    Decision.Stop stop =
        gate.stop(FakeRequest.of(method, "/oidc/logout").cookies(session).header(header, value));

    assertThat(stop.status()).isEqualTo(200);
    assertThat(TestGate.headers(stop, "Set-Cookie")).isEmpty();
    assertThat(TestGate.body(stop)).contains("<form method=\"post\" action=\"/oidc/logout\">");
    assertThat(TestGate.header(stop, "Content-Security-Policy")).contains("frame-ancestors 'none'");
    assertThat(gate.decide(FakeRequest.get("/orders").cookies(session)))
        .isInstanceOf(Decision.Proceed.class);
  }

  @ParameterizedTest
  @CsvSource({"POST, Sec-Fetch-Site, same-origin", "POST, Origin, https://shop.example.com"})
  @Tag("M01")
  void signsOutForAPageOfOurs(String method, String header, String value) {
    Decision.Stop stop =
        gate.stop(FakeRequest.of(method, "/oidc/logout").cookies(session).header(header, value));

    assertThat(stop.status()).isEqualTo(303);
    assertThat(TestGate.header(stop, "Location"))
        .startsWith(TestGate.ISSUER + "/logout?")
        .contains("id_token_hint=", "client_id=shop", "post_logout_redirect_uri=");
    assertThat(TestGate.headers(stop, "Set-Cookie"))
        .containsExactly(TestGate.COOKIE + "=; Max-Age=0; Path=/; Secure; HttpOnly; SameSite=Lax");
  }

  @Test
  @Tag("M01")
  void signsOutForALinkOfOursThatSomebodyFollowed() {
    Decision.Stop stop =
        gate.stop(
            FakeRequest.get("/oidc/logout")
                .cookies(session)
                .header("Sec-Fetch-Site", "same-origin")
                .header("Sec-Fetch-Dest", "document"));

    assertThat(stop.status()).isEqualTo(302);
    assertThat(TestGate.headers(stop, "Set-Cookie")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"prefetch", "prefetch;prerender"})
  @Tag("M01")
  void signsNobodyOutForALinkThatABrowserLoadsAhead(String purpose) {
    Decision.Stop stop =
        gate.stop(
            FakeRequest.get("/oidc/logout")
                .cookies(session)
                .header("Sec-Fetch-Site", "same-origin")
                .header("Sec-Fetch-Dest", "document")
                .header("Sec-Purpose", purpose));

    assertThat(stop.status()).isEqualTo(200);
    assertThat(TestGate.headers(stop, "Set-Cookie")).isEmpty();
  }

  @Test
  void doesNotBelieveTheOriginWhereTheBrowserSaysOtherwise() {
    Decision.Stop stop =
        gate.stop(
            FakeRequest.of("POST", "/oidc/logout")
                .cookies(session)
                .header("Origin", "https://shop.example.com")
                .header("Sec-Fetch-Site", "cross-site"));

    assertThat(stop.status()).isEqualTo(200);
  }
}
