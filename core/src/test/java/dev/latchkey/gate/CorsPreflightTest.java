package dev.latchkey.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.event.Event;
import dev.latchkey.event.Reason;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which preflights pass, and that they pass as nobody. */
class CorsPreflightTest {

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

  private static FakeRequest preflight(String method, String path) {
    return FakeRequest.of("OPTIONS", path)
        .header("Origin", APP)
        .header("Access-Control-Request-Method", method);
  }

  private static List<String> readers(Decision decision) {
    return TestGate.headers(decision, "Access-Control-Allow-Origin");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /open",
    "HEAD, /open",
    "GET, /api/orders",
    "PATCH, /api/orders",
    "POST, /both",
    "DELETE, /maybe",
    "PUT, /pages/a",
    "OPTIONS, /pages/a",
    "X-OWN, /pages/a"
  })
  @Tag("F14")
  void aPreflightPassesWithoutIdentityWhereTheMethodItAsksForHasARule(String method, String path) {
    String session = gate.signIn("ada", "clerk");
    gate.events.clear();

    Decision.Proceed passed =
        gate.proceed(
            preflight(method, path)
                .cookies(session)
                .bearer(gate.token())
                .header("X-User", "root")
                .header("Access-Control-Request-Private-Network", "true"));

    assertThat(passed.identity()).isEmpty();
    assertThat(passed.authenticationScheme()).isEmpty();
    assertThat(passed.requestHeaders().manages("x_user")).isTrue();
    assertThat(passed.requestHeaders().values()).isEmpty();
    assertThat(passed.ownCookies().contains(TestGate.COOKIE)).isTrue();
    assertThat(passed.headers()).as("the application answers").isEmpty();
    assertThat(gate.events).singleElement().extracting(Event::kind).isEqualTo(Event.Kind.ALLOWED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nonsense", "a b"})
  void aPreflightPassesWhateverCredentialsComeWithIt(String token) {
    assertThat(gate.decide(preflight("GET", "/api/orders").bearer(token).cookies("token=x")))
        .isInstanceOf(Decision.Proceed.class);
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /open, 405, METHOD_NOT_LISTED",
    "patch, /api/orders, 405, METHOD_NOT_LISTED",
    "get, /open, 405, METHOD_NOT_LISTED",
    "OPTIONS, /open, 405, METHOD_NOT_LISTED",
    "GET, /never, 403, DENIED",
    "GET, /nowhere, 403, NO_RULE",
    "GET, /maybe%2f, 400, PATH_AMBIGUOUS",
    "GET, /oidc/session, 405, METHOD_NOT_LISTED",
  })
  @Tag("F14")
  void aPreflightIsRefusedWhereTheMethodItAsksForIsAnyway(
      String method, String path, int status, Reason reason) {
    Decision.Stop stop = gate.stop(preflight(method, path));

    assertThat(stop.status()).isEqualTo(status);
    assertThat(gate.lastReason()).isEqualTo(reason);
    assertThat(TestGate.headers(stop, "Set-Cookie")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "*",
        "",
        "https://app.example.evil",
        "https://app.example.",
        "https://evil-app.example",
        "https://x.app.example",
        "https://APP.example",
        "HTTPS://app.example",
        "http://app.example",
        "https://app.example:443",
        "https://app.example:8443",
        "https://app.example/",
        "https://user@app.example",
        "https://app.example, https://app.example",
        "https://app.example https://evil.example",
        "https://аpp.example", // the first letter is Cyrillic
        "https://shop.example.com" // our own pages ask nobody
      })
  @Tag("F14")
  void whoeverElseAsksIsJudgedAsForOptionsAndReadsNothing(String origin) {
    FakeRequest asking =
        FakeRequest.of("OPTIONS", "/pages/a")
            .header("Origin", origin)
            .header("Access-Control-Request-Method", "GET");

    Decision.Stop stop = gate.stop(asking);

    assertThat(stop.status()).isEqualTo(401);
    assertThat(gate.lastReason()).isEqualTo(Reason.CREDENTIAL_MISSING);
    assertThat(readers(stop)).isEmpty();
    assertThat(TestGate.headers(stop, "Access-Control-Allow-Credentials")).isEmpty();
    assertThat(TestGate.headers(stop, "Vary")).containsExactly("Origin");
  }

  @Test
  @Tag("F14")
  void halfAPreflightIsNone() {
    FakeRequest bare = FakeRequest.of("OPTIONS", "/both").header("Origin", APP);
    String asks = "Access-Control-Request-Method";
    for (FakeRequest request :
        List.of(
            bare,
            preflight("", "/both"),
            preflight("GET, POST", "/both"),
            preflight("G T", "/both"),
            preflight("GÉT", "/both"),
            preflight("GET", "/both").header(asks, "GET"),
            preflight("GET", "/both").header("Origin", APP),
            preflight("GET", "/both").header("Origin", "https://evil.example"),
            FakeRequest.of("options", "/both").header("Origin", APP).header(asks, "GET"),
            FakeRequest.get("/both").header("Origin", APP).header(asks, "GET"),
            FakeRequest.of("OPTIONS", "/both").header(asks, "GET"))) {
      assertThat(gate.stop(request).status()).isEqualTo(401);
      assertThat(gate.lastReason()).isEqualTo(Reason.CREDENTIAL_MISSING);
    }
  }

  @Test
  @Tag("F14")
  void noPreflightPassesWhereNoOriginIsNamed() {
    TestGate closed = TestGate.calledFrom(LoginRedirect.NAVIGATIONS, RULES);

    Decision.Stop stop = closed.stop(preflight("GET", "/both"));

    assertThat(stop.status()).isEqualTo(401);
    assertThat(stop.headers())
        .extracting(Header::name)
        .doesNotContain("Vary")
        .noneMatch(name -> name.startsWith("Access-Control"));
  }

  @ParameterizedTest
  @EnumSource(LoginRedirect.class)
  @Tag("F14")
  void nobodyIsSentToSignInForAPreflight(LoginRedirect redirect) {
    TestGate sends = TestGate.calledFrom(redirect, RULES, APP);

    Decision.Stop stop =
        sends.stop(
            FakeRequest.of("OPTIONS", "/pages/a")
                .header("Accept", "text/html")
                .header("Sec-Fetch-Mode", "navigate")
                .header("Origin", "https://evil.example")
                .header("Access-Control-Request-Method", "GET"));
    assertThat(stop.status()).isEqualTo(401);
    assertThat(TestGate.headers(stop, "Set-Cookie")).isEmpty();

    Decision.Proceed passed = sends.proceed(preflight("GET", "/pages/a"));
    Decision.Stop asked =
        (Decision.Stop)
            sends.gate.check(
                preflight("GET", "/pages/a"),
                passed,
                Requirement.oneRoleOf(List.of("clerk"), "@RolesAllowed"));
    assertThat(asked.status()).as("by an annotation on what answers OPTIONS").isEqualTo(401);
    assertThat(TestGate.headers(asked, "Set-Cookie")).isEmpty();
  }
}
