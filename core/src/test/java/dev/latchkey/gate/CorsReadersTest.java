package dev.latchkey.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.event.Reason;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Pages of the origins that are named read our answers and use sessions, others do not. */
class CorsReadersTest {

  private static final String APP = "https://app.example";
  private static final String RULES =
      """
      public   GET /open
      deny     /never
      bearer   GET,PATCH /api/orders scope=orders:read
      audit:deny /old
      any      /both
      optional /maybe
      login    /pages/** role=clerk
      """;

  private final TestGate gate = TestGate.calledFrom(LoginRedirect.NAVIGATIONS, RULES, APP);

  private static List<String> readers(Decision decision) {
    return TestGate.headers(decision, "Access-Control-Allow-Origin");
  }

  @Test
  void aPageOfANamedOriginReadsWhyItIsRefused() {
    Map<FakeRequest, Integer> refused =
        Map.of(
            FakeRequest.get("/api/orders"), 401,
            FakeRequest.get("/api/orders").bearer("nonsense"), 401,
            FakeRequest.get("/api/orders").bearer("a b"), 400,
            FakeRequest.get("/api/orders").bearer(gate.token()), 403,
            FakeRequest.get("/pages/a"), 401,
            FakeRequest.get("/never"), 403,
            FakeRequest.of("POST", "/open"), 405,
            FakeRequest.get("/a;b"), 400);
    refused.forEach(
        (request, status) -> {
          Decision.Stop stop = gate.stop(request.header("Origin", APP));

          assertThat(stop.status()).isEqualTo(status);
          isReadable(stop);
        });
  }

  private static void isReadable(Decision.Stop stop) {
    assertThat(readers(stop)).containsExactly(APP);
    assertThat(TestGate.headers(stop, "Access-Control-Allow-Credentials")).containsExactly("true");
    assertThat(TestGate.headers(stop, "Access-Control-Expose-Headers"))
        .containsExactly("WWW-Authenticate, Retry-After");
    assertThat(TestGate.headers(stop, "Vary")).containsExactly("Origin");
    assertThat(TestGate.header(stop, "Cache-Control")).contains("no-store");
  }

  @Test
  void aPageOfANamedOriginReadsWhatItCannotBeToldAndAFaultOfOurs() {
    gate.keys.unavailable = true;
    Decision.Stop later =
        gate.stop(FakeRequest.get("/api/orders").bearer(gate.token()).header("Origin", APP));
    assertThat(later.status()).isEqualTo(503);
    isReadable(later);

    gate.keys.broken = true;
    Decision.Stop fault =
        gate.stop(FakeRequest.get("/api/orders").bearer(gate.token()).header("Origin", APP));
    assertThat(fault.status()).isEqualTo(500);
    isReadable(fault);
  }

  @Test
  void aPageOfANamedOriginReadsWhoIsSignedIn() {
    String session = gate.signIn("ada");

    Decision.Stop known =
        gate.stop(FakeRequest.get("/oidc/session").cookies(session).header("Origin", APP));
    assertThat(TestGate.json(known)).containsEntry("subject", "ada");
    isReadable(known);
    Decision.Stop stranger =
        gate.stop(
            FakeRequest.get("/oidc/session")
                .cookies(session)
                .header("Origin", "https://evil.example"));
    assertThat(readers(stranger)).isEmpty();
  }

  @Test
  void theWayInAndOutIsNoPagesToRead() {
    for (FakeRequest request :
        List.of(
            FakeRequest.get("/oidc/login"),
            FakeRequest.page("/pages/a"),
            FakeRequest.get("/oidc/logout"))) {
      assertThat(readers(gate.stop(request.header("Origin", APP)))).isEmpty();
    }
  }

  @Test
  void aSessionOrACookieWithATokenCountsForAChangeByAPageOfANamedOrigin() {
    String session = gate.signIn("ada", "clerk");
    for (String cookies : List.of(session, "token=" + gate.token())) {
      FakeRequest change = FakeRequest.of("POST", "/both").cookies(cookies);
      assertThat(gate.proceed(change.header("Origin", APP)).identity()).isPresent();
      Decision.Stop foreign =
          gate.stop(
              FakeRequest.of("POST", "/both")
                  .cookies(cookies)
                  .header("Origin", "https://app.example.evil"));
      assertThat(foreign.status()).isEqualTo(403);
      assertThat(gate.lastReason()).isEqualTo(Reason.ORIGIN_FOREIGN);
      assertThat(readers(foreign)).isEmpty();
    }
  }

  @Test
  void aNamedOriginMayOpenAWebSocketAndABrowserThatNamesNoneMayNot() {
    String session = gate.signIn("ada", "clerk");
    FakeRequest handshake =
        FakeRequest.get("/both").cookies(session).header("Upgrade", "websocket");
    assertThat(gate.proceed(handshake.header("Origin", APP)).identity()).isPresent();

    FakeRequest hidden =
        FakeRequest.of("POST", "/both").cookies(session).header("Sec-Fetch-Site", "same-site");
    assertThat(gate.stop(hidden).status()).isEqualTo(403);
    assertThat(
            gate.proceed(
                    FakeRequest.of("POST", "/both")
                        .cookies(session)
                        .header("Sec-Fetch-Site", "same-site")
                        .header("Origin", APP))
                .identity())
        .isPresent();
  }

  @Test
  @Tag("M01")
  void aNamedOriginSignsNobodyOut() {
    Decision.Stop asks =
        gate.stop(
            FakeRequest.of("POST", "/oidc/logout")
                .cookies(gate.signIn("ada"))
                .header("Origin", APP));

    assertThat(asks.status()).isEqualTo(200);
    assertThat(TestGate.headers(asks, "Set-Cookie")).isEmpty();
  }
}
