package dev.latchkey.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.testkit.TestProvider;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Scripts of other origins call, and browsers ask beforehand whether they may. */
interface CorsJourneys extends Journeys {

  /** One that is named in the settings. */
  String APP = "https://app.example";

  /** One that is not, and looks like it. */
  String STRANGER = "https://app.example.evil";

  private Shop openToOthers() {
    return open(
        TestProvider.start(),
        AdapterContract.CONTEXT_PATH,
        latchkey -> latchkey.set("cors.origins", APP));
  }

  private static Reply preflight(Shop shop, String origin, String method, String path) {
    return shop.browser()
        .send(
            "OPTIONS",
            shop.at(path),
            "",
            "Origin: " + origin,
            "Access-Control-Request-Method: " + method,
            "Access-Control-Request-Headers: authorization",
            "X-User: root",
            "x_roles: admin");
  }

  private static void isReadBy(Reply reply, String origin) {
    assertThat(reply.all("Access-Control-Allow-Origin")).containsExactly(origin);
    assertThat(reply.all("Access-Control-Allow-Credentials")).containsExactly("true");
    assertThat(String.join(", ", reply.all("Access-Control-Expose-Headers")))
        .contains("WWW-Authenticate");
    assertThat(reply.all("Vary")).contains("Origin");
  }

  @Test
  @Tag("smoke")
  @Tag("F14")
  default void aPreflightReachesTheApplicationAsNobody() {
    try (Shop shop = openToOthers()) {
      Browser browser = shop.browser();
      browser.visit(shop.at("/pages/a"), "alice");
      for (String path : List.of("/pages/a", "/mine/a", "/api/x", "/api/orders", "/maybe")) {
        Reply reply = preflight(shop, APP, "GET", path);

        assertThat(reply.status()).as(path).isEqualTo(200);
        assertThat(reply.says("method")).isEqualTo("OPTIONS");
        assertThat(reply.says("principal")).isEqualTo("null");
        assertThat(reply.says("scheme")).isEqualTo("null");
        assertThat(reply.body())
            .contains("header.origin=" + APP)
            .doesNotContain("header.x-user", "header.x_roles", "root");
        assertThat(reply.setCookies()).isEmpty();
      }
      String[] asking = {"Origin: " + APP, "Access-Control-Request-Method: POST"};
      Reply known = browser.send("OPTIONS", shop.at("/pages/a"), "", asking);
      assertThat(known.says("principal")).as("though a session is sent").isEqualTo("null");
      assertThat(known.says("cookies")).isEmpty();
      assertThat(shop.takeReasons()).isEmpty();
    }
  }

  @Test
  @Tag("F14")
  default void aPreflightIsRefusedWhereWhatItAsksForIs() {
    try (Shop shop = openToOthers()) {
      assertThat(preflight(shop, APP, "DELETE", "/api/orders").status()).isEqualTo(405);
      assertThat(preflight(shop, APP, "GET", "/never").status()).isEqualTo(403);
      assertThat(preflight(shop, APP, "GET", "/elsewhere").status()).isEqualTo(403);
      for (String stranger : List.of(STRANGER, "null", "https://APP.example", APP + ":443")) {
        Reply reply = preflight(shop, stranger, "GET", "/pages/a");
        assertThat(reply.status()).as(stranger).isEqualTo(401);
        assertThat(reply.all("Access-Control-Allow-Origin")).isEmpty();
        assertThat(reply.setCookies()).isEmpty();
      }
      assertThat(shop.takeReasons())
          .startsWith("method_not_listed", "denied", "no_rule", "credential_missing");
    }
  }

  @Test
  @Tag("smoke")
  default void aScriptReadsWhyItIsRefused() {
    try (Shop shop = openToOthers()) {
      Reply refused = shop.get("/api/x", "Origin: " + APP);
      assertThat(refused.status()).isEqualTo(401);
      isReadBy(refused, APP);
      Reply scope =
          shop.get("/api/orders", "Origin: " + APP, Shop.bearer(shop.provider().token().sign()));
      assertThat(scope.status()).isEqualTo(403);
      isReadBy(scope, APP);
      isReadBy(shop.get("/oidc/session", "Origin: " + APP), APP);
      for (String[] lines : new String[][] {{}, {"Origin: " + STRANGER}, {"Origin: null"}}) {
        Reply stranger = shop.get("/api/x", lines);
        assertThat(stranger.all("Access-Control-Allow-Origin")).isEmpty();
        assertThat(stranger.all("Vary")).contains("Origin");
      }
      Reply served = shop.get("/open", "Origin: " + APP);
      assertThat(served.all("Access-Control-Allow-Origin")).as("the application's own").isEmpty();
    }
  }

  @Test
  default void aScriptOfANamedOriginChangesThingsWithTheUsersSession() {
    try (Shop shop = openToOthers()) {
      Browser browser = shop.browser();
      browser.visit(shop.at("/pages/a"), "alice");

      Reply change = browser.send("POST", shop.at("/pages/a"), "x", "Origin: " + APP);
      assertThat(change.says("subject")).isEqualTo("alice-id");
      Reply foreign = browser.send("POST", shop.at("/pages/a"), "x", "Origin: " + STRANGER);
      assertThat(foreign.status()).isEqualTo(403);
      assertThat(shop.takeReasons()).containsExactly("origin_foreign");
    }
  }

  @Test
  @Tag("K01")
  @Tag("K21")
  default void segmentsMayHaveParametersWhereThatIsSet() {
    try (Shop shop =
        open(
            TestProvider.start(),
            AdapterContract.CONTEXT_PATH,
            latchkey -> latchkey.set("paths", "matrix"))) {
      assertThat(shop.raw(shop.target("/open;x=1")).status()).isEqualTo(200);
      assertThat(shop.raw(shop.target("/api/admin;x=1")).status()).isEqualTo(401);
      assertThat(shop.raw(shop.target("/api;x=1/admin;y=2;z=")).status()).isEqualTo(401);
      assertThat(shop.raw(shop.target("/never;x=/a")).status()).isEqualTo(403);
      String token = Shop.bearer(shop.provider().token().role("admin").sign());
      assertThat(shop.raw(shop.target("/api/admin;x=1"), token).says("page"))
          .isEqualTo(shop.target("/api/admin;x=1"));
      for (String path :
          List.of(
              "/open/..;x=1/api/admin",
              "/open/.;x=1",
              "/open%3bx=1",
              "/open;x",
              "/;x=1/open",
              "/open;x=1/../api/admin",
              "/open;x=%2fapi")) {
        assertThat(shop.raw(shop.target("") + path).status()).as(path).isIn(400, 404);
      }
    }
  }
}
