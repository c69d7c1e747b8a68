package dev.latchkey.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.testkit.TestProvider;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Paths as no browser would send them, and paths below other paths. */
interface PathJourneys extends Journeys {

  @Test
  @Tag("smoke")
  @Tag("K01")
  @Tag("K02")
  @Tag("K03")
  @Tag("K04")
  @Tag("K05")
  @Tag("K06")
  @Tag("K07")
  @Tag("K08")
  @Tag("K09")
  @Tag("K10")
  @Tag("K11")
  @Tag("K12")
  @Tag("K13")
  @Tag("K14")
  default void noSpellingReachesWhatIsProtected() {
    for (String path :
        List.of(
            "/open/..;/api/admin",
            "/open/..;x=y/api/admin",
            "/open;/../api/admin",
            "/open/%2e%2e/api/admin",
            "/open/.%2e/api/admin",
            "/open/../api/admin",
            "/open/..%2fapi/admin",
            "/open%2f..%2fapi/admin",
            "/open/..%5capi/admin",
            "/open/..\\api/admin",
            "/open/%252e%252e/api/admin/../../../api/admin",
            "/open//../api/admin",
            "//api/admin",
            "//open/../api/admin",
            "/./api/admin",
            "/open/x/../../api/admin",
            "/api/admin;x=1",
            "/api/admin%3bx",
            "/api/admin%00",
            "/api/admin%0a",
            "/api/admin%2f",
            "/%61pi/admin",
            "/API/admin",
            "/api/admin/",
            "/api/admin.",
            "/api/admin%20",
            "/api/admin%c0%af",
            "/api/admin%u002f",
            "/open/%2e%2e;/api/admin",
            "/;/api/admin")) {
      Reply reply = shop().raw(shop().target("") + path);

      assertThat(reply.status()).as(path).isIn(400, 401, 403, 404, 405);
      assertThat(reply.body()).as(path).doesNotContain("principal=");
    }
  }

  @Test
  @Tag("K01")
  default void whatReadsInTwoWaysIsRefusedEvenWhereBothArePublic() {
    for (String path :
        List.of(
            "/open;x=1",
            "/open/%2e%2e/open/x",
            "/open/./x",
            "/open//x",
            "/open/a%2Fb",
            "/open/a%5Cb",
            "/open/a%25b",
            "/open/%0d%0a",
            "/open/%c0%af")) {
      Reply reply = shop().raw(shop().target("") + path);
      assertThat(reply.status()).as(path).isIn(400, 404);
    }
    shop().forget();
    assertThat(shop().raw(shop().target("/open;x=1")).status()).isEqualTo(400);
    assertThat(shop().takeReasons())
        .as("by the filter, not by luck")
        .containsOnly("path_ambiguous");
  }

  @Test
  @Tag("K15")
  default void whatReadsInOneWayPasses() {
    for (String path :
        List.of(
            "/open/a?x=/../admin;y//%2f",
            "/open/caf%C3%A9", "/open/a%20b", "/open/a+b", "/open/a.b..c")) {
      assertThat(shop().raw(shop().target("") + path).status()).as(path).isEqualTo(200);
    }
    assertThat(shop().get("/api/admin?path=/open").status()).isEqualTo(401);
  }

  @Test
  @Tag("K12")
  default void anotherEncodingOfAPathIsTheSamePathOrNone() {
    Reply reply = shop().raw(shop().target("") + "/%6fpen");

    assertThat(reply.status()).isEqualTo(has(Capability.DECODED_DISPATCH) ? 200 : 400);
  }

  @Test
  @Tag("K17")
  default void aWholeAddressAsTargetIsReadAsTheContainerDoes() {
    String host = "http://other.example";
    assertThat(shop().raw(host + shop().target("/open")).status()).isIn(200, 400);
    for (String path : List.of("/api/admin", "/open/../api/admin", "/open/..;/api/admin")) {
      Reply reply = shop().raw(host + shop().target("") + path);
      assertThat(reply.status()).as(path).isIn(400, 401, 404);
      assertThat(reply.body()).doesNotContain("principal=");
    }
  }

  @Test
  @Tag("K18")
  default void theContextPathIsNoPartOfTheRules() {
    String first = shop().target("").substring(1);
    for (String target :
        List.of(
            "//" + first + "/api/admin",
            "/%" + Integer.toHexString(first.charAt(0)) + first.substring(1) + "/api/admin",
            "/" + first + ";x/api/admin",
            "/./" + first + "/api/admin",
            "/x/../" + first + "/api/admin",
            "/" + first + "%2fapi/admin")) {
      Reply reply = shop().raw(target);
      assertThat(reply.status()).as(target).isIn(400, 401, 403, 404);
      assertThat(reply.body()).as(target).doesNotContain("principal=");
    }
  }

  @Test
  @Tag("K18")
  default void anApplicationMayStandAtTheRootOfItsHost() {
    try (Shop root = open(TestProvider.start(), "", same -> {})) {
      worksBelow(root);
    }
  }

  @Test
  @Tag("K18")
  default void aContextPathMayHaveCharactersThatAreEncoded() {
    needs(Capability.ENCODED_CONTEXT_PATH);
    try (Shop cafe = open(TestProvider.start(), "/caf\u00e9 1", same -> {})) {
      assertThat(cafe.target("/open")).isEqualTo("/caf%C3%A9%201/open");
      worksBelow(cafe);
    }
  }

  private static void worksBelow(Shop shop) {
    assertThat(shop.get("/open").says("page")).isEqualTo(shop.target("/open"));
    assertThat(shop.get("/api/admin").status()).isEqualTo(401);
    String token = shop.provider().token().role("admin").sign();
    assertThat(shop.call("/api/admin", token).status()).isEqualTo(200);
    Browser browser = shop.browser();
    Reply page = browser.visit(shop.at("/pages/a?x=%20y"), "alice");
    assertThat(page.address()).isEqualTo(shop.at("/pages/a?x=%20y"));
    assertThat(page.says("subject")).isEqualTo("alice-id");
    assertThat(shop.get("/pages/a").body())
        .contains("\"login\":\"" + shop.target("/oidc/login") + "\"");
  }

  @Test
  @Tag("K28")
  default void aPathOfAThousandSegmentsIsAnswered() {
    String path = "/a".repeat(1_000);

    assertThat(shop().get("/open" + path).status()).isEqualTo(200);
    assertThat(shop().get("/api" + path).status()).isEqualTo(401);
    Reply tooLong = shop().raw(shop().target("/open/") + "a".repeat(9_000));
    assertThat(tooLong.status()).isIn(400, 414, 431);
  }

  @Test
  default void rulesMayBeForOneMethodOnly() {
    try (Shop shop =
        open(
            TestProvider.start(),
            AdapterContract.CONTEXT_PATH,
            latchkey -> latchkey.rules("public GET /open/x\nbearer POST /open/x"))) {
      assertThat(shop.get("/open/x").status()).isEqualTo(200);
      Reply post = shop.browser().submit(shop.at("/open/x"), Map.of("a", "b"));
      assertThat(post.status()).isEqualTo(401);
    }
  }
}
