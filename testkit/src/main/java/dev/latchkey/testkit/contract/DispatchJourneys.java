package dev.latchkey.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.testkit.TestProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A request keeps its caller wherever a servlet container hands it to. */
interface DispatchJourneys extends Journeys {

  List<String> WAYS =
      List.of("forward", "include", "answer-later", "dispatch-later", "dispatch-wrapped");

  @Test
  @Tag("smoke")
  @Tag("F-68")
  @Tag("K19")
  @Tag("O09")
  @Tag("O13")
  default void everyDispatchKeepsItsCaller() {
    String token = shop().provider().token().subject("grace").role("user").sign();
    for (String way : WAYS) {
      Reply reply =
          shop().get("/does/" + way, Shop.bearer(token), "X-User: admin", "X-Other: stays");

      assertThat(reply.status()).as(way).isEqualTo(200);
      assertThat(reply.says("subject")).as(way).isEqualTo("grace");
      assertThat(reply.says("scheme")).as(way).isEqualTo("BEARER");
      assertThat(reply.says("user")).as(way).isEqualTo("true");
      assertThat(reply.says("header.x-user")).as(way).isEqualTo("grace");
      assertThat(reply.says("header.x-other")).as(way).isEqualTo("stays");
      assertThat(shop().takeReasons()).as(way).isEmpty();
    }
  }

  @Test
  @Tag("K19")
  @Tag("L01")
  default void aDispatchBringsNobodyAlong() {
    for (String way : WAYS) {
      Reply reply = shop().get("/does/" + way, "X-User: admin", "Cookie: shop=broken");

      assertThat(reply.says("principal")).as(way).isEqualTo("null");
      assertThat(reply.says("header.x-user")).as(way).isEmpty();
      assertThat(reply.setCookies()).as(way).filteredOn(FaultJourneys::removes).hasSize(1);
    }
    assertThat(shop().get("/never/elsewhere").status()).as("asked for itself").isEqualTo(403);
  }

  @Test
  @Tag("F-68")
  default void aBodyThatIsReadLaterComesAsItWasSent() {
    String token = shop().provider().token().subject("grace").sign();

    Reply reply =
        shop()
            .browser()
            .send("POST", shop().at("/does/read-later"), "x".repeat(50_000), Shop.bearer(token));

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.says("body")).hasSize(50_000);
    assertThat(reply.says("subject")).isEqualTo("grace");
  }

  @Test
  @Tag("K19")
  default void anErrorPageKnowsWhoCalls() {
    String token = shop().provider().token().subject("grace").sign();

    Reply reply = shop().get("/does/refuse-by-error", Shop.bearer(token), "X-User: admin");

    assertThat(reply.status()).isEqualTo(ServletContract.ERROR_STATUS);
    assertThat(reply.says("subject")).isEqualTo("grace");
    assertThat(reply.says("header.x-user")).isEqualTo("grace");
    Reply stranger = shop().get("/does/refuse-by-error", "X-User: admin");
    assertThat(stranger.says("principal")).isEqualTo("null");
    assertThat(stranger.says("header.x-user")).isEmpty();
  }

  @Test
  @Tag("P08")
  default void aFilterInItsPlaceHasNothingToSay() {
    try (Shop another = open(TestProvider.start(), "/placed", same -> {})) {
      assertThat(another.get("/open").status()).isEqualTo(200);

      assertThat(another.warnings()).noneMatch(each -> each.contains("filter"));
    }
  }

  /** Whoever signs in shows an application a session's cookie, and none gets to see it. */
  @Test
  @Tag("L17")
  default void noDispatchShowsOurCookies() {
    Browser browser = shop().browser();
    browser.visit(shop().at("/pages/orders"), "alice");
    List<String> all = new ArrayList<>(WAYS);
    all.add("refuse-by-error");
    for (String way : all) {
      String cookies = cookies(browser) + "; theirs=1";
      Reply reply = shop().get("/does/" + way, "Cookie: " + cookies, "X-User: admin");

      assertThat(reply.says("principal")).as(way).contains("alice");
      assertThat(reply.says("cookies")).as(way).isEqualTo("theirs");
      assertThat(reply.says("header.cookie")).as(way).isEqualTo("theirs=1");
      assertThat(reply.says("header.x-user")).as(way).isNotEqualTo("admin");
    }
  }

  private static String cookies(Browser browser) {
    return browser.cookies().entrySet().stream()
        .filter(each -> each.getKey().startsWith("shop"))
        .map(each -> each.getKey() + "=" + each.getValue())
        .collect(Collectors.joining("; "));
  }

  @Test
  @Tag("J25")
  default void aResponseThatIsResetKeepsOurHeaders() {
    Reply reply = shop().get("/does/reset", "Cookie: shop=broken");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.all("X-Own")).isEmpty();
    assertThat(reply.setCookies()).hasSize(2).anyMatch(FaultJourneys::removes).contains("own=1");
    assertThat(reply.all("Cache-Control")).containsExactly("private");
  }

  @Test
  @Tag("K18")
  default void rulesSeeWholePathsHoweverAServletIsMapped() {
    String token = shop().provider().token().sign();
    for (String path :
        List.of("/api/mapped", "/api/mapped/", "/api/mapped/x/y", "/api/exact", "/api/x.do")) {
      assertThat(shop().get(path).status()).as(path).isEqualTo(401);
      assertThat(shop().call(path, token).says("page")).as(path).isEqualTo(shop().target(path));
    }
    assertThat(shop().get("/x.do").status()).as("no rule").isEqualTo(403);
    assertThat(shop().get("/open/x.do").status()).isEqualTo(200);
    assertThat(shop().raw(shop().target("/open/x.do;/../api/x.do")).status()).isIn(400, 404);
  }

  /** Somebody may have planted the session that a browser has before its user signs in. */
  @Test
  @Tag("smoke")
  @Tag("G41")
  default void theContainersSessionGetsAnotherIdWhenItsUserSignsIn() {
    Browser browser = shop().browser();
    assertThat(browser.get(shop().at("/does/own-session")).says("cart")).isEqualTo("null");
    String planted = browser.cookies().get("JSESSIONID");

    browser.visit(shop().at("/pages/orders"), "alice");

    assertThat(planted).isNotNull();
    assertThat(browser.cookies().get("JSESSIONID")).isNotEqualTo(planted);
    assertThat(browser.get(shop().at("/does/own-session")).says("cart")).isEqualTo("full");
    Reply knowing = shop().get("/does/own-session", "Cookie: JSESSIONID=" + planted);
    assertThat(knowing.says("cart")).isEqualTo("null");
  }

  /** What the application has put there is no business of the next user of this browser. */
  @Test
  @Tag("G42")
  default void theContainersSessionEndsWithItsUser() {
    Browser browser = shop().browser();
    browser.visit(shop().at("/pages/orders"), "alice");
    browser.get(shop().at("/does/own-session"));
    assertThat(browser.get(shop().at("/does/own-session")).says("cart")).isEqualTo("full");

    browser.submit(shop().at("/oidc/logout"), Map.of(), "Sec-Fetch-Site: same-origin");

    assertThat(browser.get(shop().at("/does/own-session")).says("cart")).isEqualTo("null");
  }
}
