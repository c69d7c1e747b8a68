package dev.latchkey;

import static dev.latchkey.token.TokenMaker.rs256;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.latchkey.event.Reason;
import dev.latchkey.gate.Decision;
import dev.latchkey.gate.FakeRequest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which other origins may call is written as browsers write them, and nothing wider. */
class CorsSettingsTest extends BearerCase {

  private static FakeRequest preflight(String origin) {
    return FakeRequest.of("OPTIONS", "/a")
        .header("Origin", origin)
        .header("Access-Control-Request-Method", "GET");
  }

  @Test
  @Tag("F14")
  void nobodyElsesPreflightPassesUnlessNamed() {
    refused(latchkey(), preflight("https://app.example"), 401, Reason.CREDENTIAL_MISSING);
    Latchkey open = latchkey("cors.origins", "https://app.example https://b.example:8443");

    assertThat(open.decide(preflight("https://app.example"))).isInstanceOf(Decision.Proceed.class);
    assertThat(open.decide(preflight("https://b.example:8443")))
        .isInstanceOf(Decision.Proceed.class);
    refused(open, preflight("https://b.example"), 401, Reason.CREDENTIAL_MISSING);
    accepted(open, FakeRequest.get("/a").bearer(rs256()).header("Origin", "https://app.example"));
  }

  @ParameterizedTest
  @CsvSource({
    "https://app.example:443, https://app.example",
    "http://localhost, http://localhost",
    "http://localhost:80, http://localhost",
    "http://localhost:3000, http://localhost:3000",
    "http://127.0.0.1:443, http://127.0.0.1:443",
    "http://[::1]:5173, http://[::1]:5173",
    "https://[2001:db8::1], https://[2001:db8::1]",
    "https://xn--bcher-kva.example, https://xn--bcher-kva.example",
    "https://a_b.example:65535, https://a_b.example:65535",
  })
  void takesAnOriginAsBrowsersWriteIt(String written, String sent) {
    assertThat(latchkey("cors.origins", written).decide(preflight(sent)))
        .isInstanceOf(Decision.Proceed.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "* | \"*\" has a *, and no origin that is not named may use sessions; name each of them",
        "https://*.example.com | has a *, and no origin",
        "null | \"null\" is what pages without an origin send, whosever they are; name the origins",
        "https://app.example/ | is not as browsers write it; write https://app.example",
        "https://app.example. | is not as browsers write it; write https://app.example",
        "https://App.Example:8443 | is not as browsers write it; write https://app.example:8443",
        "HTTPS://app.example | is not as browsers write it; write https://app.example",
        "https://bücher.example | is not as browsers write it; write https://xn--bcher-kva.example",
        "https://app.example/path | is no origin; write scheme, host and port, such as",
        "https://app.example?x | is no origin",
        "https://app.example#x | is no origin",
        "https://user@app.example | is no origin",
        "https://app.example:0 | is no origin",
        "https://app.example:08 | is no origin",
        "https://app.example:65536 | is no origin",
        "https://app..example | is no origin",
        "https:// | is no origin",
        "app.example | is no origin",
        "ftp://app.example | is no origin",
        "https://a.example,https://b.example | is no origin",
        "http://app.example | is not https: anybody on the way could write such a page and use its"
            + " visitors' sessions; write https://app.example",
        "http://localhost.example | is not https",
        "https://a.example https://a.example:443 | names https://a.example twice; name it once",
      })
  void refusesWhatIsNoneOrTooMuch(String written, String problem) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> latchkey("cors.origins", written))
        .withMessageContaining("cors.origins")
        .withMessageContaining(problem);
  }

  @Test
  void tellsOfAllThatAreWrong() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> latchkey("cors.origins", "* null https://a.example ftp://b.example"))
        .withMessageContaining("3 problems");
  }

  @Test
  void takesInsecureOriginsWhereTheApplicationIsInsecureItself() {
    Latchkey latchkey =
        latchkey(
            "base-url", "http://shop.test",
            "insecure-http-hosts", "shop.test",
            "cors.origins", "http://app.test");

    assertThat(latchkey.decide(preflight("http://app.test"))).isInstanceOf(Decision.Proceed.class);
  }

  @Test
  @Tag("K01")
  void readsWhetherSegmentsMayHaveParameters() {
    FakeRequest request = FakeRequest.get("/a;x=1").bearer(rs256());

    refused(latchkey(), request, 400, Reason.PATH_AMBIGUOUS);
    refused(latchkey("paths", "strict"), request, 400, Reason.PATH_AMBIGUOUS);
    accepted(latchkey("paths", "matrix"), request);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> latchkey("paths", "lenient"))
        .withMessageContaining("paths is \"lenient\"; write one of [matrix, strict]");
  }
}
