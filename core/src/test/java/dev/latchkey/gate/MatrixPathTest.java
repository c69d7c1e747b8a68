package dev.latchkey.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.event.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where segments may have parameters, rules do not see them, and nothing hides behind one. */
class MatrixPathTest {

  private final TestGate gate =
      TestGate.withParametersInPaths("bearer /admin/**\ndeny /secret\npublic /**");

  @ParameterizedTest
  @CsvSource({
    "/admin;x=1, 401",
    "/admin;x=1/, 401",
    "/admin;x=1;y=2/a;z=, 401",
    "/admin;x=a=b/a, 401",
    "/%61dmin;x=%20y, 401",
    "/secret;x=.css, 403",
    "/secret;jsessionid=1, 403",
  })
  @Tag("K01")
  @Tag("K21")
  void rulesAreMatchedWithoutParameters(String path, int status) {
    assertThat(gate.stop(FakeRequest.get(path)).status()).isEqualTo(status);
  }

  @Test
  void whatMayHaveParametersPassesWithThem() {
    assertThat(gate.decide(FakeRequest.get("/open;x=1/a;b=caf%C3%A9;c=d+e")))
        .isInstanceOf(Decision.Proceed.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/open;",
        "/open;x",
        "/open;=x",
        "/open;x=1;",
        "/open;;x=1",
        "/;x=1",
        "/;x=1/open",
        "/open/;x=1",
        "/open;x=1//a",
        "/.;x=1/open",
        "/..;/open",
        "/..;x=1/open",
        "/%2e%2e;x=1/open",
        "/open;x=1/../admin",
        "/open;x=1/%2e%2e/admin",
        "/open%3bx=1",
        "/open%3Bx=1",
        "/open;x=%3b",
        "/open;x=%2fadmin",
        "/open;x=%5c",
        "/open;x=\\",
        "/open;x=%25",
        "/open;x=%00",
        "/open;x=%0d%0a",
        "/open;x=%c0%af",
        "/open;x=%",
        "/open;x=é",
        "/open;x= y"
      })
  @Tag("K01")
  @Tag("K12")
  void whatTwoReadersCouldReadDifferentlyIsRefusedAsEver(String path) {
    assertThat(gate.stop(FakeRequest.get(path)).status()).isEqualTo(400);
    assertThat(gate.lastReason()).isEqualTo(Reason.PATH_AMBIGUOUS);
  }

  @Test
  void aPathIsNoLongerThanOneWithout() {
    String path = "/open;x=" + "a".repeat(8 * 1024 - 8);
    assertThat(gate.decide(FakeRequest.get(path))).isInstanceOf(Decision.Proceed.class);
    assertThat(gate.stop(FakeRequest.get(path + "a")).status()).isEqualTo(400);
  }

  @Test
  @Tag("K18")
  void aContextPathHasNoParameters() {
    assertThat(gate.stop(FakeRequest.get("/shop;x=1/open").inContext("/shop;x=1")).status())
        .isEqualTo(400);
    assertThat(gate.decide(FakeRequest.get("/shop/open;x=1").inContext("/shop")))
        .isInstanceOf(Decision.Proceed.class);
    assertThat(gate.decide(FakeRequest.get("/shop/a;x=1/").inContext("/shop")))
        .isInstanceOf(Decision.Proceed.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/open;x=1", "/", "/open/", "/OPEN", "/open/x"})
  void aContainerThatReadsItInAnotherWayIsNotAsked(String read) {
    Decision.Stop stop = gate.stop(new ReadAs("/open;x=1", read, false));

    assertThat(stop.status()).isEqualTo(400);
    assertThat(gate.lastEvent().detail())
        .isEqualTo("the container reads its parameters in another way");
  }

  @Test
  @Tag("K12")
  void theSecondReadingHasNoParametersEither() {
    assertThat(gate.stop(new ReadAs("/admin;x=%20", "/admin", true)).status()).isEqualTo(401);
    assertThat(gate.stop(new ReadAs("/%61dmin;x=1", "/admin", true)).status()).isEqualTo(400);
  }

  @Test
  @Tag("I15")
  void whoWasOnAPageWithParametersComesBackToIt() {
    TestGate signing = TestGate.withParametersInPaths("login /**");
    Decision.Stop start = signing.stop(FakeRequest.page("/orders;x=1/a?b=c"));
    assertThat(TestGate.header(signing.callback(start, "ada"), "Location"))
        .isEqualTo("https://shop.example.com/orders;x=1/a?b=c");
    Decision.Stop loop = signing.stop(FakeRequest.page("/oidc/logout;x=1"));
    assertThat(loop.status()).as("served before the rules").isEqualTo(200);
  }

  /** A request that its container reads in a way of its own. */
  private record ReadAs(String requestTarget, String path, boolean dispatchesEncodedPath)
      implements GateRequest {

    @Override
    public String method() {
      return "GET";
    }

    @Override
    public String contextPath() {
      return "";
    }

    @Override
    public @Nullable String query() {
      return null;
    }

    @Override
    public List<String> headers(String name) {
      return List.of();
    }
  }
}
