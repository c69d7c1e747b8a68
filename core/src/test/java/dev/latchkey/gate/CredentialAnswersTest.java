package dev.latchkey.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.event.Event;
import dev.latchkey.event.Reason;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which answer a bearer token gets: none, a bad one, one that is not enough. */
class CredentialAnswersTest extends AnswerCase {

  // no credential

  @Test
  @Tag("F01")
  @Tag("F13")
  void asksForABearerTokenWithoutAnErrorWhereNoneCame() {
    Decision.Stop stop = gate.stop(FakeRequest.get("/api/orders"));

    isProblem(stop, 401);
    isReferred(stop);
    assertThat(TestGate.headers(stop, "WWW-Authenticate")).containsExactly("Bearer realm=\"shop\"");
    assertThat(gate.lastReason()).isEqualTo(Reason.CREDENTIAL_MISSING);
    assertThat(gate.lastEvent().rule())
        .contains("line 3: bearer GET /api/orders scope=orders:read");
  }

  @Test
  @Tag("F09")
  void asksForABearerTokenWhereAnotherSchemeCame() {
    Decision.Stop stop =
        gate.stop(FakeRequest.get("/api/orders").header("Authorization", "Basic YTpi"));

    isProblem(stop, 401);
    assertThat(TestGate.headers(stop, "WWW-Authenticate")).containsExactly("Bearer realm=\"shop\"");
  }

  @Test
  void showsAPersonAPageWhereABearerTokenIsMissing() {
    Decision.Stop stop = gate.stop(FakeRequest.page("/api/orders"));

    isPage(stop, 401);
    assertThat(TestGate.headers(stop, "WWW-Authenticate")).containsExactly("Bearer realm=\"shop\"");
    assertThat(TestGate.body(stop)).contains(gate.lastEvent().reference().orElseThrow());
  }

  @Test
  @Tag("G33")
  void tellsAScriptWhereToSignIn() {
    Decision.Stop stop = gate.stop(FakeRequest.get("/pages/a").header("Sec-Fetch-Mode", "cors"));

    isProblem(stop, 401);
    assertThat(TestGate.headers(stop, "WWW-Authenticate")).containsExactly("OIDC realm=\"shop\"");
    assertThat(TestGate.json(stop)).containsEntry("login", "/oidc/login");
    assertThat(TestGate.headers(stop, "Set-Cookie")).isEmpty();
    assertThat(TestGate.headers(stop, "Location")).isEmpty();
  }

  @Test
  @Tag("F12")
  void offersBothWaysWhereBothCount() {
    Decision.Stop stop = gate.stop(FakeRequest.get("/both"));

    isProblem(stop, 401);
    assertThat(TestGate.headers(stop, "WWW-Authenticate"))
        .containsExactly("OIDC realm=\"shop\"", "Bearer realm=\"shop\"");
  }

  @Test
  @Tag("G36")
  void sendsAPageLoadToTheProvider() {
    Decision.Stop stop = gate.stop(FakeRequest.page("/pages/a?b=c"));

    assertThat(stop.status()).isEqualTo(302);
    assertThat(stop.body()).isEmpty();
    assertThat(TestGate.header(stop, "Location")).startsWith(TestGate.ISSUER + "/authorize?");
    assertThat(TestGate.header(stop, "Cache-Control")).isEqualTo("no-store");
    assertThat(TestGate.header(stop, "Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(TestGate.headers(stop, "Set-Cookie"))
        .satisfiesExactly(
            cookie ->
                assertThat(cookie)
                    .startsWith(TestGate.COOKIE + "-login-")
                    .endsWith("; Max-Age=4200; Path=/; Secure; HttpOnly; SameSite=Lax"),
            cookie ->
                assertThat(cookie)
                    .startsWith(TestGate.COOKIE + "-round=1.")
                    .endsWith("; Max-Age=3; Path=/; Secure; HttpOnly; SameSite=Lax"));
    assertThat(gate.lastEvent().kind()).isEqualTo(Event.Kind.LOGIN_STARTED);
  }

  @ParameterizedTest
  @CsvSource({"GET, 302", "HEAD, 302", "POST, 303", "PUT, 303", "DELETE, 303"})
  @Tag("G34")
  @Tag("G35")
  void makesABrowserComeBackByGet(String method, int status) {
    FakeRequest request =
        FakeRequest.of(method, "/pages/form")
            .header("Accept", "text/html")
            .header("Referer", "https://shop.example.com/pages/before?x=1");

    assertThat(gate.stop(request).status()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({
    "https://shop.example.com/pages/before?x=1, https://shop.example.com/pages/before?x=1",
    "https://evil.example/x, https://shop.example.com/",
    "https://shop.example.com.evil.example/x, https://shop.example.com/",
    "https://shop.example.com//evil.example, https://shop.example.com/",
    "https://shop.example.com@evil.example/, https://shop.example.com/",
    "https://shop.example.com:8443/x, https://shop.example.com/",
    "http://shop.example.com/x, https://shop.example.com/",
    "https://shop.example.com/\\evil.example, https://shop.example.com/",
    "https://shop.example.com/%2fevil.example, https://shop.example.com/",
    "https://shop.example.com/oidc/logout, https://shop.example.com/",
    "'', https://shop.example.com/"
  })
  @Tag("G34")
  @Tag("F-65")
  @Tag("I06")
  @Tag("I07")
  @Tag("I09")
  void returnsAfterAPostToThePageBeforeIt(String referer, String end) {
    FakeRequest post =
        FakeRequest.of("POST", "/pages/form")
            .header("Accept", "text/html")
            .header("Referer", referer)
            .form("amount=canary");

    assertThat(TestGate.header(gate.callback(gate.stop(post), "ada"), "Location")).isEqualTo(end);
    assertThat(post.bodyRead()).as("the form is lost, and nobody keeps it").isFalse();
  }

  @Test
  void redirectsEverybodyOrNobodyWhenToldSo() {
    TestGate always = TestGate.redirecting(LoginRedirect.ALWAYS, RULES);
    TestGate never = TestGate.redirecting(LoginRedirect.NEVER, RULES);

    assertThat(always.stop(FakeRequest.get("/pages/a")).status()).isEqualTo(302);
    Decision.Stop stop = never.stop(FakeRequest.page("/pages/a"));
    isPage(stop, 401);
    assertThat(TestGate.headers(stop, "WWW-Authenticate")).containsExactly("OIDC realm=\"shop\"");
  }

  // a bad credential

  @Test
  @Tag("F11")
  @Tag("F13")
  @Tag("A60")
  void saysNothingOfABadTokenButThatItIsBad() {
    String expired = gate.token(claims("exp", gate.clock.instant().getEpochSecond() - 61));
    String good = gate.token();
    String forged = good.substring(0, good.length() - 8) + "AAAAAAAA";
    String challenge =
        "Bearer realm=\"shop\", error=\"invalid_token\","
            + " error_description=\"The access token is invalid or has expired\"";

    Decision.Stop first = gate.stop(FakeRequest.get("/api/orders").bearer(expired));
    assertThat(gate.lastReason()).isEqualTo(Reason.EXPIRED);
    isReferred(first);
    Decision.Stop second = gate.stop(FakeRequest.get("/api/orders").bearer(forged));
    assertThat(gate.lastReason()).isEqualTo(Reason.SIGNATURE_INVALID);

    for (Decision.Stop stop : List.of(first, second)) {
      isProblem(stop, 401);
      assertThat(TestGate.headers(stop, "WWW-Authenticate")).containsExactly(challenge);
    }
    Map<String, @Nullable Object> one = new HashMap<>(TestGate.json(first));
    Map<String, @Nullable Object> other = new HashMap<>(TestGate.json(second));
    one.remove("reference");
    other.remove("reference");
    assertThat(one).isEqualTo(other);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/orders", "/both", "/maybe", "/pages/a"})
  @Tag("F02")
  void refusesAMalformedCredentialWhereverCredentialsAreRead(String path) {
    Decision.Stop stop = gate.stop(FakeRequest.get(path).header("Authorization", "Bearer a b"));

    isProblem(stop, 400);
    assertThat(TestGate.headers(stop, "WWW-Authenticate"))
        .containsExactly("Bearer realm=\"shop\", error=\"invalid_request\"");
    assertThat(gate.lastReason()).isEqualTo(Reason.CREDENTIAL_MALFORMED);
  }

  @Test
  @Tag("F04")
  void refusesTwoTokens() {
    Decision.Stop stop = gate.stop(FakeRequest.get("/api/orders").bearer("a").bearer("b"));

    isProblem(stop, 400);
    assertThat(gate.lastReason()).isEqualTo(Reason.CREDENTIAL_REPEATED);
  }

  @Test
  @Tag("F06")
  void doesNotReadATokenInTheQuery() {
    Decision.Stop stop = gate.stop(FakeRequest.get("/api/orders?access_token=" + gate.token()));

    isProblem(stop, 401);
    assertThat(gate.lastReason()).isEqualTo(Reason.CREDENTIAL_MISSING);
    assertThat(gate.events.toString()).doesNotContain("access_token");
  }

  @Test
  void readsNothingOnAPublicPath() {
    Decision.Proceed proceed =
        gate.proceed(FakeRequest.get("/open").header("Authorization", "Bearer a b"));

    assertThat(proceed.identity()).isEmpty();
    assertThat(proceed.authenticationScheme()).isEmpty();
    assertThat(proceed.headers()).isEmpty();
  }

  @Test
  @Tag("F30")
  void refusesABadTokenBesideAGoodSession() {
    String session = gate.signIn("ada");

    for (String path : List.of("/both", "/maybe")) {
      Decision.Stop stop = gate.stop(FakeRequest.get(path).cookies(session).bearer("a.b.c"));
      isProblem(stop, 401);
      assertThat(gate.lastReason()).isEqualTo(Reason.TOKEN_MALFORMED);
    }
  }

  @Test
  @Tag("F30")
  void countsTheTokenAloneWhereBothAreGood() {
    String session = gate.signIn("ada", "clerk");
    String token = gate.token(claims("sub", "bob"));

    Decision.Proceed proceed =
        gate.proceed(FakeRequest.get("/both").cookies(session).bearer(token));

    assertThat(proceed.identity().orElseThrow().subject()).contains("bob");
    assertThat(proceed.identity().orElseThrow().roles()).isEmpty();
    assertThat(proceed.authenticationScheme()).contains("BEARER");
  }

  @Test
  @Tag("F29")
  void doesNotCountATokenOnALoginRule() {
    Decision.Stop stop = gate.stop(FakeRequest.page("/pages/a").bearer(gate.token()));

    isPage(stop, 401);
    assertThat(TestGate.headers(stop, "WWW-Authenticate")).containsExactly("OIDC realm=\"shop\"");
    assertThat(gate.lastReason()).isEqualTo(Reason.CREDENTIAL_MISSING);
  }

  @Test
  void doesNotCountASessionOnABearerRule() {
    Decision.Stop stop = gate.stop(FakeRequest.get("/api/orders").cookies(gate.signIn("ada")));

    isProblem(stop, 401);
    assertThat(TestGate.headers(stop, "WWW-Authenticate")).containsExactly("Bearer realm=\"shop\"");
  }

  // genuine, but not enough

  @Test
  @Tag("F10")
  void namesTheScopeThatIsMissing() {
    String token = gate.token(claims("scope", "orders:write"));

    Decision.Stop stop = gate.stop(FakeRequest.get("/api/orders").bearer(token));

    isProblem(stop, 403);
    assertThat(TestGate.headers(stop, "WWW-Authenticate"))
        .containsExactly(
            "Bearer realm=\"shop\", error=\"insufficient_scope\", scope=\"orders:read\"");
    assertThat(gate.lastReason()).isEqualTo(Reason.SCOPE_MISSING);
  }

  @Test
  void namesNoScopeWhereARoleIsMissing() {
    Decision.Stop stop = gate.stop(FakeRequest.get("/admin").bearer(gate.token()));

    isProblem(stop, 403);
    assertThat(TestGate.headers(stop, "WWW-Authenticate")).isEmpty();
    assertThat(gate.lastReason()).isEqualTo(Reason.ROLE_MISSING);
    assertThat(TestGate.body(stop)).doesNotContain("admin");
  }

  @Test
  void refusesASessionWithoutTheRoleAndTakesOneWithIt() {
    isPage(gate.stop(FakeRequest.page("/staff").cookies(gate.signIn("ada"))), 403);
    assertThat(gate.lastReason()).isEqualTo(Reason.ROLE_MISSING);

    Decision.Proceed proceed =
        gate.proceed(FakeRequest.page("/staff").cookies(gate.signIn("ada", "clerk")));
    assertThat(proceed.authenticationScheme()).contains("OIDC");
    assertThat(proceed.identity().orElseThrow().roles()).containsExactly("clerk");
  }

  @Test
  @Tag("F21")
  void judgesAKnownTokenAnewForEachRule() {
    String token = gate.token(claims("scope", "orders:read"));

    assertThat(gate.decide(FakeRequest.get("/api/orders").bearer(token)))
        .isInstanceOf(Decision.Proceed.class);
    isProblem(gate.stop(FakeRequest.get("/admin").bearer(token)), 403);
  }
}
