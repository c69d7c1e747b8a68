package dev.latchkey.gate;

import static dev.latchkey.token.TokenMaker.ISSUER;
import static dev.latchkey.token.TokenMaker.quoted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.event.Reason;
import dev.latchkey.http.FormEncoding;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the provider's page loads in a frame, without any cookie. */
class FrontChannelLogoutTest {

  private static final String PATH = "/oidc/frontchannel-logout";

  private final Shop shop = Shop.with("session.store", "memory");
  private final String cookies = TestGate.cookies(shop.signIn("sid", quoted("s-1")));

  @AfterEach
  void close() {
    shop.close();
  }

  private Decision.Stop frame(String query) {
    return shop.stop(FakeRequest.get(PATH + query).header("Sec-Fetch-Dest", "iframe"));
  }

  private static String query(String issuer, String sessionId) {
    return "?iss=" + FormEncoding.encode(issuer) + "&sid=" + FormEncoding.encode(sessionId);
  }

  private boolean isAlive() {
    return shop.latchkey.decide(FakeRequest.get("/pages/a").cookies(cookies))
        instanceof Decision.Proceed;
  }

  @Test
  void endsTheSessionThatIsNamed() {
    Decision.Stop stop = frame(query(ISSUER, "s-1"));

    assertThat(stop.status()).isEqualTo(200);
    assertThat(TestGate.headers(stop, "Cache-Control")).containsExactly("no-store");
    assertThat(TestGate.header(stop, "Content-Security-Policy"))
        .isEqualTo("default-src 'none'; frame-ancestors https://id.example.com");
    assertThat(TestGate.headers(stop, "X-Frame-Options")).isEmpty();
    assertThat(isAlive()).isFalse();
  }

  @Tag("M28")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "?iss=https%3A%2F%2Fid.example.com%2Frealms%2Fshop",
        "?sid=s-1",
        "?iss=https%3A%2F%2Fother.example&sid=s-1",
        "?iss=https%3A%2F%2Fid.example.com%2Frealms%2Fshop%2F&sid=s-1",
        "?iss=https%3A%2F%2Fid.example.com%2Frealms%2Fshop&sid=s-1&sid=s-1",
        "?iss=https%3A%2F%2Fid.example.com%2Frealms%2Fshop&sid=%ff"
      })
  void ignoresWhatDoesNotNameBothOnce(String query) {
    Decision.Stop stop = frame(query);

    assertThat(stop.status()).isEqualTo(400);
    assertThat(shop.lastTold().reason().orElseThrow())
        .isIn(Reason.LOGOUT_MALFORMED, Reason.ISSUER_WRONG);
    assertThat(isAlive()).isTrue();
  }

  @Test
  @Tag("M28")
  void ignoresASessionThatIsNotThereAndReadsNoCookie() {
    FakeRequest request = FakeRequest.get(PATH + query(ISSUER, "s-2")).cookies(cookies);

    Decision.Stop stop = shop.stop(request);

    assertThat(stop.status()).isEqualTo(200);
    assertThat(TestGate.headers(stop, "Set-Cookie")).isEmpty();
    assertThat(isAlive()).isTrue();
  }

  @Test
  void isForGetAlone() {
    assertThat(shop.stop(FakeRequest.of("POST", PATH + query(ISSUER, "s-1"))).status())
        .isEqualTo(405);
    assertThat(isAlive()).isTrue();
  }
}
