package dev.latchkey.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.event.Event;
import dev.latchkey.event.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which answer a session gets, and a request to one of our own paths. */
class SessionAnswersTest extends AnswerCase {

  // sessions

  @Test
  @Tag("J01")
  void signsInAndSetsTheSessionCookie() {
    Decision.Stop start = gate.stop(FakeRequest.page("/pages/deep/link?a=b%20c&d=%2F+%C3%A9"));

    Decision.Stop end = gate.callback(start, "ada");

    assertThat(end.status()).isEqualTo(302);
    assertThat(TestGate.header(end, "Location"))
        .isEqualTo("https://shop.example.com/pages/deep/link?a=b%20c&d=%2F+%C3%A9");
    assertThat(TestGate.header(end, "Cache-Control")).isEqualTo("no-store");
    assertThat(TestGate.headers(end, "Set-Cookie"))
        .anyMatch(
            cookie ->
                cookie.startsWith(TestGate.COOKIE + "=1.")
                    && cookie.endsWith("; Path=/; Secure; HttpOnly; SameSite=Lax")
                    && !cookie.contains("Max-Age")
                    && !cookie.contains("Domain"))
        .anyMatch(
            cookie ->
                cookie.startsWith(TestGate.COOKIE + "-login-") && cookie.contains("Max-Age=0"))
        .anyMatch(
            cookie ->
                cookie.startsWith(TestGate.COOKIE + "-round=1.") && cookie.contains("Max-Age=120;"))
        .hasSize(3);
    assertThat(gate.lastEvent().kind()).isEqualTo(Event.Kind.LOGGED_IN);
  }

  @Test
  void endsASessionAtItsInstant() {
    String session = gate.signIn("ada");
    gate.clock.advance(Duration.ofHours(8).minusMillis(1));
    assertThat(gate.decide(FakeRequest.get("/pages/a").cookies(session)))
        .isInstanceOf(Decision.Proceed.class);

    gate.clock.advance(Duration.ofMillis(1));
    Decision.Stop stop = gate.stop(FakeRequest.get("/pages/a").cookies(session));
    isProblem(stop, 401);
    assertThat(TestGate.header(stop, "Set-Cookie")).startsWith(TestGate.COOKIE + "=; Max-Age=0");
  }

  @Test
  @Tag("J25")
  void keepsCachesFromKeepingACookieThatItRemoves() {
    Decision.Proceed proceed =
        gate.proceed(FakeRequest.get("/maybe").cookies(TestGate.COOKIE + "=1.broken"));

    assertThat(proceed.identity()).isEmpty();
    assertThat(TestGate.header(proceed, "Set-Cookie")).startsWith(TestGate.COOKIE + "=; Max-Age=0");
    assertThat(TestGate.header(proceed, "Cache-Control")).isEqualTo("private");
  }

  @Test
  void leavesTheHeadersOfTheApplicationAloneOtherwise() {
    String session = gate.signIn("ada");

    assertThat(gate.proceed(FakeRequest.get("/maybe").cookies(session)).headers()).isEmpty();
    assertThat(gate.proceed(FakeRequest.get("/maybe")).headers()).isEmpty();
  }

  // our own paths

  @ParameterizedTest
  @CsvSource({
    "POST, /oidc/login, GET",
    "POST, /oidc/callback?code=x&state=y, GET",
    "DELETE, /oidc/logout, 'GET, POST'"
  })
  @Tag("G14")
  void namesTheMethodsOfItsOwnPaths(String method, String target, String allowed) {
    Decision.Stop stop = gate.stop(FakeRequest.of(method, target));

    isProblem(stop, 405);
    assertThat(List.of(TestGate.header(stop, "Allow").split(", ")))
        .containsExactlyInAnyOrder(allowed.split(", "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "code=abc&state=unknown",
        "state=unknown&error=%3Cscript%3E",
        "code=abc",
        "code=a&code=b&state=c",
        "error=x&state=y&state=z",
        "code=%zz&state=x",
        "state=",
        "code",
        "error=access_denied"
      })
  @Tag("G01")
  @Tag("G02")
  @Tag("G12")
  @Tag("G13")
  @Tag("C20")
  void refusesACallbackThatNobodyBegan(String query) {
    Decision.Stop stop = gate.stop(FakeRequest.page("/oidc/callback?" + query));

    isPage(stop, 400);
    assertThat(TestGate.body(stop))
        .contains("<a class=\"button\" href=\"/oidc/login\">Start again</a>")
        .doesNotContain("unknown", "access_denied", "script");
    assertThat(TestGate.headers(stop, "Set-Cookie")).isEmpty();
    assertThat(gate.transport.calls).isEmpty();
    assertThat(gate.lastEvent().kind()).isEqualTo(Event.Kind.LOGIN_FAILED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/oidc/callback/?code=a&state=b",
        "/OIDC/callback?code=a&state=b",
        "/oidc/callback"
      })
  @Tag("G37")
  void takesNothingElseForACallback(String target) {
    gate.stop(FakeRequest.get(target));

    assertThat(gate.lastReason()).isEqualTo(Reason.NO_RULE);
  }

  @ParameterizedTest
  @CsvSource({
    "/pages/a?x=1, /pages/a?x=1",
    "/pages/%C3%A9?x=%2F, /pages/%C3%A9?x=%2F",
    "//evil.example, /",
    "https://evil.example/, /",
    "/\\evil.example, /",
    "/%09/evil.example, /",
    "/%0d%0aSet-Cookie:x=1, /",
    "javascript:alert(1), /",
    "https://shop.example.com@evil.example, /",
    "https://evil.example#@shop.example.com, /",
    "https://shop.example.com.evil.example/, /",
    "https://evilshop.example.com/, /",
    "https://shop\u3002example\u3002com/, /",
    "https://%73hop.example.com/, /",
    "https://shop.example.com:8443/me, /",
    "http://shop.example.com/me, /",
    "https://shop.example.com/me, /",
    "@evil.example, /",
    ".evil.example, /",
    ":8443/me, /",
    "pages, /",
    "'', /",
    "/oidc/login?return_to=/x, /",
    "/oidc/logout, /",
    "/oidc/callback?code=a&state=b, /",
    "/oidc/callback?x={|}, /oidc/callback?x={|}",
    "/oidc/callback, /oidc/callback"
  })
  @Tag("I02")
  @Tag("I03")
  @Tag("I05")
  @Tag("I06")
  @Tag("I07")
  @Tag("I08")
  @Tag("I09")
  @Tag("I11")
  @Tag("I13")
  @Tag("I15")
  void returnsToPagesOfThisApplicationOnly(String wanted, String end) {
    String query = "return_to=" + dev.latchkey.http.FormEncoding.encode(wanted);

    Decision.Stop start = gate.stop(FakeRequest.get("/oidc/login?" + query));

    assertThat(TestGate.header(gate.callback(start, "ada"), "Location"))
        .isEqualTo("https://shop.example.com" + end);
  }

  @Test
  @Tag("G31")
  void takesNothingElseFromARequestToSignIn() {
    Decision.Stop start =
        gate.stop(
            FakeRequest.get(
                    "/oidc/login?scope=admin&prompt=none&client_id=evil&nonce=n&state=s"
                        + "&redirect_uri=https://evil.example&return_to=/a&return_to=/b")
                .header("Host", "evil.example")
                .header("X-Forwarded-Host", "evil.example")
                .header("X-Forwarded-Proto", "http"));

    Map<String, List<String>> asked = TestGate.asked(start);
    assertThat(asked)
        .containsEntry("client_id", List.of("shop"))
        .containsEntry("scope", List.of("openid"))
        .containsEntry("redirect_uri", List.of("https://shop.example.com/oidc/callback"))
        .containsEntry("code_challenge_method", List.of("S256"))
        .doesNotContainKey("prompt");
    assertThat(asked.get("state").get(0)).hasSize(43);
    assertThat(TestGate.header(gate.callback(start, "ada"), "Location"))
        .isEqualTo("https://shop.example.com/");
  }

  @Test
  @Tag("L14")
  void escapesWhatIsNotItsOwnOnItsPages() {
    assertThat(Pages.escape("<a href=\"x\" onclick='y'>&")).doesNotContain("<", ">", "\"", "'");
    assertThat(
            new String(
                new Pages(null).write(Page.confirmLogout("/\"><script>alert(1)</script>")),
                java.nio.charset.StandardCharsets.UTF_8))
        .doesNotContain("<script>");
  }

  @Test
  void mindsAContextPath() {
    TestGate prefixed = TestGate.at("https://shop.example.com/app", "login /**");

    Decision.Stop start = prefixed.stop(FakeRequest.page("/app/a?b").inContext("/app"));
    assertThat(TestGate.asked(start).get("redirect_uri"))
        .containsExactly("https://shop.example.com/app/oidc/callback");
    assertThat(TestGate.header(prefixed.callback(start, "ada"), "Location"))
        .isEqualTo("https://shop.example.com/app/a?b");
    Decision.Stop script = prefixed.stop(FakeRequest.get("/app/a").inContext("/app"));
    assertThat(TestGate.json(script)).containsEntry("login", "/app/oidc/login");
  }
}
