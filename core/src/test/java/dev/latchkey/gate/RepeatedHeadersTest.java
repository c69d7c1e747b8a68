package dev.latchkey.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.event.Reason;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A header that is there twice, of which whoever decides reads one and whoever acts reads the
 * other: all values count, and the worst of them decides.
 */
@Tag("L13")
class RepeatedHeadersTest {

  private static final String SITE = "https://shop.example.com";

  private final TestGate gate = TestGate.with("optional /maybe\nbearer /api/**\nlogin /**");
  private final String session = gate.signIn("ada");

  private FakeRequest change() {
    return FakeRequest.of("POST", "/orders").cookies(session);
  }

  private void assertForeign(FakeRequest request) {
    assertThat(gate.stop(request).status()).isEqualTo(403);
    assertThat(gate.lastReason()).isEqualTo(Reason.ORIGIN_FOREIGN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "Bearer", "Basic YTpi", "Bearer a.b.c"})
  void aSecondAuthorizationIsRefusedInEitherOrder(String other) {
    for (String path : new String[] {"/api/x", "/maybe"}) {
      for (boolean first : new boolean[] {true, false}) {
        FakeRequest request = FakeRequest.get(path);
        if (first) {
          request.header("Authorization", other).bearer(gate.token());
        } else {
          request.bearer(gate.token()).header("authorization", other);
        }

        assertThat(gate.stop(request).status()).as(path).isEqualTo(400);
        assertThat(gate.lastReason()).isEqualTo(Reason.CREDENTIAL_REPEATED);
      }
    }
  }

  @Test
  void twoTokensInOneLineAreNone() {
    FakeRequest request = FakeRequest.get("/api/x").bearer(gate.token() + ", Bearer a.b.c");

    assertThat(gate.stop(request).status()).isEqualTo(400);
    assertThat(gate.lastReason()).isEqualTo(Reason.CREDENTIAL_MALFORMED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://evil.example", "null", "", SITE})
  void aSecondOriginIsForeignInEitherOrder(String other) {
    assertForeign(change().header("Origin", SITE).header("Origin", other));
    assertForeign(change().header("Origin", other).header("Origin", SITE));
    assertForeign(change().header("Origin", SITE + ", " + other));
  }

  @ParameterizedTest
  @ValueSource(strings = {"cross-site", "same-site", "none", "same-origin", "", "of-tomorrow"})
  void aSecondFetchSiteIsForeignInEitherOrder(String other) {
    for (String ours : new String[] {"same-origin", "none"}) {
      assertForeign(change().header("Sec-Fetch-Site", ours).header("Sec-Fetch-Site", other));
      assertForeign(change().header("Sec-Fetch-Site", other).header("Sec-Fetch-Site", ours));
      assertForeign(change().header("Sec-Fetch-Site", ours + ", " + other));
    }
    assertForeign(
        change()
            .header("Origin", "null")
            .header("Sec-Fetch-Site", "same-origin")
            .header("Sec-Fetch-Site", other));
  }

  @ParameterizedTest
  @CsvSource({"same-origin", "none"})
  void oneFetchSiteOfOursIsOurs(String site) {
    assertThat(gate.decide(change().header("Sec-Fetch-Site", site)))
        .isInstanceOf(Decision.Proceed.class);
  }

  @Test
  void twoFetchSitesSignNobodyOut() {
    Decision.Stop stop =
        gate.stop(
            FakeRequest.of("POST", "/oidc/logout")
                .cookies(session)
                .header("Origin", SITE)
                .header("Sec-Fetch-Site", "same-origin")
                .header("Sec-Fetch-Site", "cross-site"));

    assertThat(stop.status()).as("a question").isEqualTo(200);
    assertThat(TestGate.headers(stop, "Set-Cookie")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"h2c, websocket", "WebSocket/13", "websocket,h2c"})
  void aWebSocketAmongOtherUpgradesIsOne(String upgrade) {
    FakeRequest handshake = FakeRequest.get("/chat").cookies(session);

    assertForeign(handshake.header("Upgrade", upgrade).header("Origin", "https://evil.example"));
    assertForeign(
        FakeRequest.get("/chat")
            .cookies(session)
            .header("Upgrade", "h2c")
            .header("Upgrade", "websocket")
            .header("Origin", "https://evil.example"));
  }

  @Test
  void twoSessionsOfOneNameAreNone() {
    String other = gate.signIn("eve");
    FakeRequest request =
        FakeRequest.get("/orders")
            .header("Accept", "application/json")
            .cookies(session)
            .cookies(other);

    assertThat(gate.stop(request).status()).isEqualTo(401);
  }

  @Test
  void aSecondContentTypeMakesNoForm() {
    FakeRequest posted =
        FakeRequest.of("POST", "/oidc/callback")
            .form("code=a&state=b")
            .header("Content-Type", "text/plain");

    assertThat(gate.stop(posted).status()).isEqualTo(401);
    assertThat(posted.bodyRead()).isFalse();
  }
}
