package dev.latchkey.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.event.Event;
import dev.latchkey.event.Reason;
import dev.latchkey.provider.MetadataLookup;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which answer a situation gets: the table "Answers" of the design, row by row. */
class GateTest {

  private static final String RULES =
      """
      public  /open
      deny    /never
      bearer  GET /api/orders scope=orders:read
      bearer  /admin role=admin
      any     /both
      optional /maybe
      login   /staff role=clerk
      login   /pages/**
      """;

  private final TestGate gate = TestGate.with(RULES);

  private static void isProblem(Decision.Stop stop, int status) {
    assertThat(stop.status()).isEqualTo(status);
    assertThat(TestGate.header(stop, "Content-Type")).isEqualTo("application/problem+json");
    assertThat(TestGate.header(stop, "Cache-Control")).isEqualTo("no-store");
    assertThat(TestGate.header(stop, "X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(TestGate.json(stop))
        .containsEntry("status", (long) status)
        .containsKeys("title", "detail", "reference");
  }

  private static void isPage(Decision.Stop stop, int status) {
    assertThat(stop.status()).isEqualTo(status);
    assertThat(TestGate.header(stop, "Content-Type")).isEqualTo("text/html; charset=utf-8");
    assertThat(TestGate.header(stop, "Cache-Control")).isEqualTo("no-store");
    assertThat(TestGate.header(stop, "X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(TestGate.header(stop, "Content-Security-Policy"))
        .contains("default-src 'none'", "frame-ancestors 'none'");
    assertThat(TestGate.body(stop)).startsWith("<!doctype html>").doesNotContain("<script");
  }

  /** Log and answer carry the same word. */
  private void isReferred(Decision.Stop stop) {
    assertThat(gate.lastEvent().reference())
        .contains((String) TestGate.json(stop).get("reference"));
  }

  private static Map<String, @Nullable Object> claims(String name, @Nullable Object value) {
    Map<String, @Nullable Object> claims = new HashMap<>();
    claims.put(name, value);
    return claims;
  }

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
    "'', https://shop.example.com/"
  })
  @Tag("G34")
  void returnsAfterAPostToThePageBeforeIt(String referer, String end) {
    FakeRequest post =
        FakeRequest.of("POST", "/pages/form")
            .header("Accept", "text/html")
            .header("Referer", referer);

    assertThat(TestGate.header(gate.callback(gate.stop(post), "ada"), "Location")).isEqualTo(end);
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

  // rules

  @Test
  void refusesWhatNoRuleMatchesAndWhatOneDenies() {
    isProblem(gate.stop(FakeRequest.get("/elsewhere").bearer(gate.token())), 403);
    assertThat(gate.lastReason()).isEqualTo(Reason.NO_RULE);
    isProblem(gate.stop(FakeRequest.get("/never").bearer(gate.token())), 403);
    assertThat(gate.lastReason()).isEqualTo(Reason.DENIED);
  }

  @Test
  @Tag("F15")
  @Tag("K22")
  void namesTheMethodsWhereOneIsNotListed() {
    for (String method : List.of("POST", "DELETE", "get", "TRACE", "CONNECT", "X")) {
      Decision.Stop stop =
          gate.stop(
              FakeRequest.of(method, "/api/orders")
                  .header("X-HTTP-Method-Override", "GET")
                  .bearer(gate.token(claims("scope", "orders:read"))));
      isProblem(stop, 405);
      assertThat(TestGate.header(stop, "Allow")).isEqualTo("GET, HEAD");
      assertThat(gate.lastReason()).isEqualTo(Reason.METHOD_NOT_LISTED);
    }
    isProblem(gate.stop(FakeRequest.of("HEAD", "/api/orders")), 401);
  }

  // could not find out

  @Test
  @Tag("F13")
  void cannotJudgeWithoutKeysAndSaysWhenToComeBack() {
    gate.keys.unavailable = true;

    Decision.Stop stop = gate.stop(FakeRequest.get("/api/orders").bearer(gate.token()));

    isProblem(stop, 503);
    assertThat(TestGate.header(stop, "Retry-After")).isEqualTo("5");
    assertThat(TestGate.headers(stop, "WWW-Authenticate")).isEmpty();
    assertThat(gate.lastEvent().kind()).isEqualTo(Event.Kind.UNDECIDED);
    assertThat(gate.lastReason()).isEqualTo(Reason.KEYS_UNAVAILABLE);
    isReferred(stop);
    assertThat(gate.decide(FakeRequest.get("/open"))).isInstanceOf(Decision.Proceed.class);
    assertThat(gate.decide(FakeRequest.get("/maybe"))).isInstanceOf(Decision.Proceed.class);
  }

  @Test
  void cannotBeginALoginWithoutTheProvider() {
    gate.metadata.answer = new MetadataLookup.Unavailable("refused to connect");
    isPage(gate.stop(FakeRequest.page("/pages/a")), 503);
    assertThat(gate.lastReason()).isEqualTo(Reason.PROVIDER_UNREACHABLE);

    gate.metadata.answer = new MetadataLookup.Misconfigured("another issuer");
    Decision.Stop stop = gate.stop(FakeRequest.page("/oidc/login"));
    isPage(stop, 503);
    assertThat(TestGate.header(stop, "Retry-After")).isEqualTo("5");
    assertThat(gate.lastReason()).isEqualTo(Reason.PROVIDER_MISCONFIGURED);
  }

  @Test
  void answersEverythingWith503OnceItIsClosed() {
    String session = gate.signIn("ada");
    gate.gate.close();

    for (String path : List.of("/open", "/api/orders", "/pages/a", "/oidc/login", "//")) {
      isProblem(gate.stop(FakeRequest.get(path).cookies(session)), 503);
      assertThat(gate.lastReason()).isEqualTo(Reason.CLOSED);
    }
  }

  // faults

  @Test
  @Tag("L16")
  void decidesTheSameThoughTheListenerThrows() {
    TestGate deaf =
        TestGate.heardBy(
            event -> {
              throw new IllegalStateException("the listener's own fault");
            },
            RULES);

    assertThat(deaf.decide(FakeRequest.get("/open"))).isInstanceOf(Decision.Proceed.class);
    isProblem(deaf.stop(FakeRequest.get("/api/orders")), 401);
    assertThat(deaf.stop(FakeRequest.page("/pages/a")).status()).isEqualTo(302);
    assertThat(deaf.signIn("ada")).startsWith(TestGate.COOKIE + "=");
  }

  @Test
  void turnsAFaultOfOursInto500AndNeverIntoAPass() {
    gate.keys.broken = true;

    Decision.Stop stop = gate.stop(FakeRequest.get("/both").bearer(gate.token()));

    isProblem(stop, 500);
    isReferred(stop);
    assertThat(gate.lastReason()).isEqualTo(Reason.INTERNAL_ERROR);
    assertThat(TestGate.body(stop)).doesNotContain("IllegalState", "a fault of ours");
  }

  @Test
  void turnsARequestThatCannotBeReadInto500() {
    GateRequest broken =
        new GateRequest() {
          @Override
          public String method() {
            throw new IllegalStateException("recycled");
          }

          @Override
          public String requestTarget() {
            throw new IllegalStateException("recycled");
          }

          @Override
          public String contextPath() {
            return "";
          }

          @Override
          public String path() {
            return "/open";
          }

          @Override
          public String query() {
            return "";
          }

          @Override
          public List<String> headers(String name) {
            throw new IllegalStateException("recycled");
          }
        };

    Decision.Stop stop = gate.stop(broken);

    assertThat(stop.status()).isEqualTo(500);
    assertThat(TestGate.header(stop, "Cache-Control")).isEqualTo("no-store");
  }

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
