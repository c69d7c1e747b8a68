package dev.latchkey.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.event.Event;
import dev.latchkey.testkit.TestProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A person signs in, on every way there is, and a stranger tries to. */
class SignInJourneyTest {

  private static final String RULES =
      """
      public   /open
      optional /maybe
      bearer   /api/**
      any      /both
      login    /staff role=admin
      login    /**
      """;

  private static TestProvider provider;
  private static App app;

  private final Browser browser = new Browser();

  @BeforeAll
  static void start() {
    provider = TestProvider.start();
    app =
        App.behind(
            provider,
            settings -> {
              settings.put("rules", RULES);
              settings.put("scopes", "openid profile orders:read");
              settings.put("session.cookie.name", "shop");
            });
  }

  @AfterAll
  static void stop() {
    app.close();
    provider.close();
  }

  @BeforeEach
  @AfterEach
  void forget() {
    provider.faults().clear();
    provider.forgetRequests();
    app.takeEvents();
  }

  @Test
  @Tag("G23")
  @Tag("G36")
  void isSentToTheProviderWithAFreshQuestion() {
    Reply first = browser.page(app.at("/orders"));
    Reply second = browser.page(app.at("/orders"));

    assertThat(first.status()).isEqualTo(302);
    assertThat(first.location()).startsWith(provider.issuer() + "/authorize?");
    Map<String, String> asked = first.sentOn();
    assertThat(asked)
        .containsEntry("response_type", "code")
        .containsEntry("client_id", provider.clientId())
        .containsEntry("redirect_uri", app.at("/oidc/callback"))
        .containsEntry("scope", "openid profile orders:read")
        .containsEntry("code_challenge_method", "S256");
    for (String unguessable : List.of("state", "nonce", "code_challenge")) {
      assertThat(asked.get(unguessable)).matches("[A-Za-z0-9_-]{43}");
      assertThat(asked.get(unguessable)).isNotEqualTo(second.sentOn().get(unguessable));
    }
    assertThat(first.header("Cache-Control")).isEqualTo("no-store");
    assertThat(first.header("Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(first.setCookies())
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .matches(
                        "shop-login-[\\w-]+=[\\w-]+; Max-Age=4200; Path=/; HttpOnly; SameSite=Lax"),
            line ->
                assertThat(line)
                    .matches("shop-round=1\\.[\\w-]+; Max-Age=3; Path=/; HttpOnly; SameSite=Lax"));
    assertThat(first.setCookies().toString()).doesNotContain(asked.get("nonce"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/orders?q=a%20b+c&d=%2F%C3%A9&e&f=",
        "/caf%C3%A9/a+b?x=1?y=2",
        "/orders/",
        "/orders?next=https://shop.example//x",
        "/orders?%252f"
      })
  @Tag("I15")
  void comesBackToTheDeepLinkByteForByte(String link) {
    Reply back = browser.follow(browser.signInAt(browser.page(app.at(link)), "alice"));

    assertThat(back.status()).isEqualTo(302);
    assertThat(back.location()).isEqualTo(app.at(link));
    Reply page = browser.follow(back);
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.says("subject")).isEqualTo("alice-id");
  }

  @Test
  @Tag("J01")
  @Tag("J30")
  @Tag("O13")
  void isKnownToTheApplicationByItsOwnWords() {
    Reply back = browser.follow(browser.signInAt(browser.page(app.at("/orders")), "alice"));
    Reply page = browser.follow(back);

    assertThat(back.header("Cache-Control")).isEqualTo("no-store");
    assertThat(back.setCookies())
        .anyMatch(line -> line.matches("shop=1\\.[A-Za-z0-9_-]+; Path=/; HttpOnly; SameSite=Lax"))
        .anyMatch(line -> line.matches("shop.idle=[\\w-]+; Path=/; HttpOnly; SameSite=Lax"))
        .anyMatch(line -> line.matches("shop-login-.*=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax"))
        .anyMatch(line -> line.startsWith("shop-round="))
        .hasSize(4);
    assertThat(browser.cookies().keySet()).noneMatch(name -> name.startsWith("shop-login-"));
    assertThat(page.says("remoteUser")).isEqualTo("alice");
    assertThat(page.says("authType")).isEqualTo("OIDC");
    assertThat(page.says("principal")).isEqualTo("Identity[" + provider.issuer() + " alice-id]");
    assertThat(page.says("user")).isEqualTo("true");
    assertThat(page.says("admin")).isEqualTo("false");
    assertThat(page.says("scopes")).contains("orders:read");
    assertThat(page.says("tokenClaims")).contains("\"sub\":\"alice-id\"");
    assertThat(page.says("hasIdToken")).isEqualTo("true");
    assertThat(page.setCookies()).isEmpty();
    assertThat(app.takeEvents().stream().map(Event::kind))
        .contains(Event.Kind.LOGIN_STARTED, Event.Kind.LOGGED_IN, Event.Kind.ALLOWED);
  }

  @Test
  void needsNoProviderTheSecondTime() {
    browser.visit(app.at("/orders"), "alice");
    provider.forgetRequests();

    assertThat(browser.page(app.at("/other")).says("subject")).isEqualTo("alice-id");
    assertThat(browser.get(app.at("/both")).says("subject")).isEqualTo("alice-id");
    assertThat(browser.get(app.at("/maybe")).says("subject")).isEqualTo("alice-id");
    assertThat(browser.get(app.at("/open")).says("subject")).isEmpty();
    assertThat(provider.requests()).isEmpty();
  }

  @Test
  void isRefusedWithoutTheRole() {
    browser.visit(app.at("/orders"), "alice");
    Reply staff = browser.page(app.at("/staff"));
    assertThat(staff.status()).isEqualTo(403);
    assertThat(staff.header("Content-Type")).startsWith("text/html");

    Browser bobs = new Browser();
    assertThat(bobs.visit(app.at("/staff"), "bob").says("admin")).isEqualTo("true");
  }

  @Test
  @Tag("G34")
  @Tag("G35")
  @Tag("F-65")
  void isSentAwayFromAFormByGetAndBackToThePageBefore() {
    Reply reply =
        browser.post(
            app.at("/orders"),
            Map.of("amount", "canary"),
            "Accept",
            "text/html",
            "Sec-Fetch-Mode",
            "navigate",
            "Referer",
            app.at("/orders/new?x=1"));

    assertThat(reply.status()).isEqualTo(303);
    assertThat(reply.location()).doesNotContain("canary");
    Reply back = browser.follow(browser.signInAt(reply, "alice"));
    assertThat(back.location()).isEqualTo(app.at("/orders/new?x=1"));
    Reply page = browser.follow(back);
    assertThat(page.says("method")).isEqualTo("GET");
    assertThat(page.says("body")).as("nothing is posted once more").isEmpty();
    assertThat(browser.cookies().toString()).doesNotContain("canary");
  }

  @Test
  @Tag("G33")
  void isNotRedirectedAsAScript() {
    Reply reply = browser.get(app.at("/orders"), "Accept", "application/json");

    assertThat(reply.status()).isEqualTo(401);
    assertThat(reply.header("WWW-Authenticate")).isEqualTo("OIDC realm=\"latchkey\"");
    assertThat(reply.body()).contains("\"login\":\"/oidc/login\"");
    assertThat(reply.setCookies()).isEmpty();
    assertThat(app.takeReasons()).containsExactly("credential_missing");
  }

  // the callback

  private void isRefused(Reply reply, int status, String reason) {
    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.header("Content-Type")).isEqualTo("text/html;charset=utf-8");
    assertThat(reply.header("Content-Security-Policy")).contains("frame-ancestors 'none'");
    assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
    assertThat(reply.header("Location")).isEmpty();
    assertThat(reply.body()).contains("Reference <code>", "Start again");
    assertThat(browser.cookies()).doesNotContainKey("shop");
    assertThat(app.takeReasons()).endsWith(reason);
  }

  @Test
  @Tag("G03")
  void isRefusedWithACodeThatAnotherBrowserAskedFor() {
    Browser attacker = new Browser();
    String stolen = attacker.signInAt(attacker.page(app.at("/orders")), "bob").location();
    browser.page(app.at("/orders")); // a login of one's own is under way
    provider.forgetRequests();

    Reply reply = browser.page(stolen);

    isRefused(reply, 400, "state_unknown");
    assertThat(provider.count("/token")).isZero();
  }

  @Test
  @Tag("G02")
  void isRefusedWithAForeignState() {
    Reply toProvider = browser.page(app.at("/orders"));
    String back = browser.signInAt(toProvider, "alice").location();
    provider.forgetRequests();

    Reply reply = browser.page(back.replaceAll("state=[^&]*", "state=" + "x".repeat(43)));

    isRefused(reply, 400, "state_unknown");
    assertThat(provider.count("/token")).isZero();
  }

  @Test
  @Tag("G04")
  @Tag("F-61")
  void endsOnThePageAfterTheBackButton() {
    String back = browser.signInAt(browser.page(app.at("/orders?a=b")), "alice").location();
    browser.page(back);
    assertThat(browser.cookies()).containsKey("shop");
    provider.forgetRequests();

    Reply again = browser.page(back);

    assertThat(again.status()).isEqualTo(302);
    assertThat(again.location()).isEqualTo(app.at("/orders?a=b"));
    assertThat(provider.count("/token")).isZero();
    assertThat(browser.follow(again).says("subject")).isEqualTo("alice-id");
  }

  @Test
  @Tag("G04")
  void isRefusedWithACodeThatWasUsedThoughTheCookieWasKept() {
    Reply sent = browser.signInAt(browser.page(app.at("/orders")), "alice");
    Map<String, String> before = Map.copyOf(browser.cookies());
    browser.follow(sent);
    browser.cookies().clear();
    browser.cookies().putAll(before);
    app.takeEvents();
    provider.forgetRequests();

    isRefused(browser.follow(sent), 400, "state_unknown");
    assertThat(provider.count("/token")).isZero();
  }

  @Test
  @Tag("G06")
  @Tag("G07")
  void isRefusedWithATamperedOrRenamedLoginCookie() {
    Reply sent = browser.signInAt(browser.page(app.at("/orders")), "alice");
    String name =
        browser.cookies().keySet().stream()
            .filter(each -> each.startsWith("shop-login-"))
            .findFirst()
            .orElseThrow();
    String value = browser.cookies().get(name);
    char last = value.charAt(value.length() - 2);
    browser.cookies().put(name, value.substring(0, value.length() - 2) + (last == 'A' ? "B" : "A"));

    isRefused(browser.follow(sent), 400, "state_unknown");
    assertThat(browser.cookies()).doesNotContainKey(name);

    browser.cookies().put("shop", "1." + value); // sealed by us, for another purpose
    assertThat(browser.page(app.at("/orders")).status()).isEqualTo(302);
    assertThat(browser.cookies()).doesNotContainKey("shop");
  }

  @ParameterizedTest
  @CsvSource({
    "access_denied, 403, login_refused",
    "login_required, 403, login_refused",
    "server_error, 403, login_refused"
  })
  @Tag("G10")
  void isToldThatTheProviderRefused(String error, int status, String reason) {
    provider.faults().authorizationError(error);

    Reply sent = browser.follow(browser.page(app.at("/orders")));
    isRefused(browser.follow(sent), status, reason);
    assertThat(browser.cookies().keySet()).noneMatch(name -> name.startsWith("shop-login-"));
    assertThat(provider.count("/token")).isZero();
  }

  @Test
  @Tag("G10")
  @Tag("L14")
  @Tag("E28")
  void showsNothingOfWhatTheProviderSays() {
    provider.faults().authorizationError("access_denied");
    provider
        .faults()
        .callback(sent -> sent.put("error_description", "<script>alert(1)</script>\r\nX: y"))
        .callback(sent -> sent.put("error", "<b>canary</b>"));

    Reply reply = browser.follow(browser.follow(browser.page(app.at("/orders"))));

    isRefused(reply, 403, "login_refused");
    assertThat(reply.body()).doesNotContain("alert", "canary");
  }

  @Test
  @Tag("G11")
  void believesTheErrorWhereACodeComesToo() {
    provider.faults().callback(sent -> sent.put("error", "access_denied"));
    Reply sent = browser.signInAt(browser.page(app.at("/orders")), "alice");
    provider.forgetRequests();

    isRefused(browser.follow(sent), 403, "login_refused");
    assertThat(provider.count("/token")).isZero();
  }

  @Test
  @Tag("G17")
  void usesNoTokenThatComesByTheBrowser() {
    provider.faults().callback(sent -> sent.put("id_token", "x.y.z"));
    provider.faults().callback(sent -> sent.put("access_token", "x.y.z"));

    assertThat(browser.visit(app.at("/orders"), "alice").says("tokenClaims")).contains("alice-id");
  }

  // return_to

  @ParameterizedTest
  @CsvSource({
    "/orders?a=b%20c, /orders?a=b%20c",
    "/, /",
    "//evil.example, /",
    "///evil.example, /",
    "/\\evil.example, /",
    "\\\\evil.example, /",
    "https://evil.example, /",
    "https:evil.example, /",
    "/%09/evil.example, /",
    "/%2fevil.example, /",
    "/./\\evil.example, /",
    "/../../evil.example, /",
    "javascript:alert(1), /",
    "/oidc/logout, /",
    "/oidc/login?return_to=/x, /",
    "/oidc/callback?code=x{, /"
  })
  @Tag("I01")
  @Tag("I02")
  @Tag("I03")
  @Tag("I04")
  @Tag("I05")
  @Tag("I10")
  @Tag("I13")
  void signsInFromALinkAndReturnsToThisApplicationOnly(String wanted, String end) {
    Reply toProvider = browser.page(app.at("/oidc/login?return_to=" + Browser.encode(wanted)));

    Reply back = browser.follow(browser.signInAt(toProvider, "alice"));

    assertThat(back.status()).isEqualTo(302);
    assertThat(back.location()).isEqualTo(app.at(end));
  }

  @Test
  @Tag("I12")
  void returnsToTheFrontPageWhereTheAddressIsTooLong() {
    Reply toProvider = browser.page(app.at("/orders?x=" + "y".repeat(1_100)));

    Reply back = browser.follow(browser.signInAt(toProvider, "alice"));

    assertThat(back.location()).isEqualTo(app.at("/"));
  }

  // several at once

  @Test
  void signsInFromSeveralTabsInAnyOrder() {
    List<Reply> sent = new ArrayList<>();
    List<Reply> started = new ArrayList<>();
    for (int tab = 0; tab < 4; tab++) {
      started.add(browser.page(app.at("/tab/" + tab)));
    }
    sent.add(browser.signInAt(started.get(0), "alice"));
    for (int tab = 1; tab < 4; tab++) {
      sent.add(browser.follow(started.get(tab))); // the provider knows alice by now
    }

    for (int tab : new int[] {2, 0, 3, 1}) {
      Reply back = browser.follow(sent.get(tab));
      assertThat(back.location()).isEqualTo(app.at("/tab/" + tab));
      assertThat(browser.follow(back).status()).isEqualTo(200);
    }
    assertThat(browser.cookies().keySet()).noneMatch(name -> name.startsWith("shop-login-"));
  }

  @Test
  @Tag("F-60")
  @Tag("G27")
  void remembersSevenTabsAndForgetsTheOldest() {
    List<Reply> started = new ArrayList<>();
    for (int tab = 0; tab < 10; tab++) {
      started.add(browser.page(app.at("/tab/" + tab)));
    }

    assertThat(browser.cookies().keySet())
        .filteredOn(name -> name.startsWith("shop-login-"))
        .hasSizeBetween(2, 7);
    assertThat(browser.cookies().toString().length()).isLessThan(4 * 1024);
    Reply newest = browser.signInAt(started.get(9), "alice");
    assertThat(browser.follow(newest).location()).isEqualTo(app.at("/tab/9"));
    Reply oldest = browser.follow(browser.follow(started.get(0)));
    assertThat(oldest.location()).as("this node remembers").isEqualTo(app.at("/tab/0"));
  }

  @Test
  @Tag("G42")
  void becomesAnotherUserAltogether() {
    browser.visit(app.at("/orders"), "bob");
    Browser atProvider = new Browser();
    Reply toProvider = browser.page(app.at("/oidc/login"));
    Map<String, String> appsCookies = Map.copyOf(browser.cookies());
    atProvider.cookies().putAll(appsCookies);
    atProvider.cookies().keySet().removeIf(name -> name.startsWith("test-provider"));

    atProvider.follow(atProvider.signInAt(toProvider, "alice"));

    Reply page = atProvider.page(app.at("/orders"));
    assertThat(page.says("subject")).isEqualTo("alice-id");
    assertThat(page.says("admin")).isEqualTo("false");
  }

  // the session cookie

  @Test
  @Tag("J03")
  @Tag("J04")
  @Tag("J17")
  void isAskedToSignInAgainWithABrokenSessionCookie() {
    browser.visit(app.at("/orders"), "alice");
    String good = browser.cookies().get("shop");
    String use = browser.cookies().get("shop.idle");
    List<String> broken =
        new ArrayList<>(List.of("", "x", "null", "0.x", "9.x", "2." + good, "-1"));
    broken.add(good.substring(0, good.length() - 1));
    broken.add(good + "A");
    for (int at = 2; at < good.length(); at += 97) {
      char other = good.charAt(at) == 'A' ? 'B' : 'A';
      broken.add(good.substring(0, at) + other + good.substring(at + 1));
    }

    for (String value : broken) {
      browser.cookies().put("shop", value);
      Reply reply = browser.page(app.at("/orders"));
      assertThat(reply.status()).as(value).isEqualTo(302);
      assertThat(browser.cookies()).as(value).doesNotContainKey("shop");
      browser.cookies().keySet().removeIf(name -> name.matches("shop-(login-.*|round)"));
    }
    browser.cookies().put("shop", good);
    browser.cookies().put("shop.idle", use);
    assertThat(browser.page(app.at("/orders")).status()).isEqualTo(200);
  }

  @Test
  @Tag("J14")
  void isAskedToSignInAgainWhereANeighbourPlantedASecondCookie() {
    browser.visit(app.at("/orders"), "alice");
    String good = browser.cookies().get("shop");
    browser.cookies().clear();

    Reply reply = browser.get(app.at("/orders"), "Cookie", "shop=" + good + "; shop=" + good);

    assertThat(reply.status()).isEqualTo(401);
    assertThat(reply.setCookies()).anyMatch(line -> line.startsWith("shop=; Max-Age=0"));
  }

  @Test
  @Tag("J05")
  void doesNotTakeTheSessionOfAnotherApplication() {
    String secret = "MTIzNDU2Nzg5MGFiY2RlZmdoaWprbG1ub3BxcnN0dXY=";
    try (App one = sharing(secret);
        App other = sharing(secret)) {
      browser.visit(one.at("/orders"), "alice");

      assertThat(browser.get(one.at("/orders")).status()).isEqualTo(200);
      assertThat(browser.get(other.at("/orders")).status()).isEqualTo(401);
    }
  }

  private static App sharing(String secret) {
    return App.behind(
        provider,
        settings -> {
          settings.put("rules", "login /**");
          settings.put("session.cookie.name", "same");
          settings.put("session.secret", secret);
        });
  }

  // settings of the redirect

  @Test
  void redirectsScriptsTooWhenToldSo() {
    try (App always =
        App.behind(
            provider,
            settings -> {
              settings.put("rules", "login /**");
              settings.put("login.redirect", "always");
            })) {
      assertThat(browser.get(always.at("/orders")).status()).isEqualTo(302);
      assertThat(browser.post(always.at("/orders"), Map.of()).status()).isEqualTo(303);
    }
  }

  @Test
  void redirectsNobodyWhenToldSoButFromTheLoginPath() {
    try (App never =
        App.behind(
            provider,
            settings -> {
              settings.put("rules", "login /**");
              settings.put("login.redirect", "never");
            })) {
      Reply reply = browser.page(never.at("/orders"));
      assertThat(reply.status()).isEqualTo(401);
      assertThat(reply.header("Content-Type")).startsWith("text/html");
      Reply toProvider = browser.page(never.at("/oidc/login?return_to=/orders"));
      Reply back = browser.follow(browser.signInAt(toProvider, "alice"));
      assertThat(browser.follow(back).says("page")).isEqualTo("/orders");
    }
  }

  @Test
  @Tag("K18")
  void worksBelowAContextPath() {
    try (App below =
        App.below(
            "/shop", provider, settings -> settings.put("rules", "public /open\nlogin /**"))) {
      assertThat(browser.page(below.at("/open")).status()).isEqualTo(200);
      Reply page = browser.visit(below.at("/orders?x=%20y"), "alice");
      assertThat(page.address()).hasToString(below.at("/orders?x=%20y"));
      assertThat(page.says("page")).isEqualTo("/shop/orders");
      Reply script = new Browser().get(below.at("/orders"));
      assertThat(script.body()).contains("\"login\":\"/shop/oidc/login\"");
    }
  }
}
