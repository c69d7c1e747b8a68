package dev.latchkey.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Headers to the application: what clients send under their names never arrives. */
interface HeaderJourneys extends Journeys {

  /** Every spelling that some layer or other takes for the same header. */
  List<String> FORGED =
      List.of("X-User: a", "x-user: b", "X_User: c", "X.User: d", "X-USER: e", "X-Roles: admin");

  private static void nothingForged(Reply reply) {
    assertThat(reply.body().lines())
        .noneMatch(line -> line.matches("header\\.x[_.~]user=.*"))
        .noneMatch(line -> line.matches("header\\.x-(user|roles)=(.*,)?([a-e]|admin)(,.*)?"));
  }

  @Test
  @Tag("smoke")
  @Tag("L01")
  @Tag("L02")
  @Tag("L04")
  default void aKnownCallersHeadersReplaceThoseThatWereSent() {
    String token = shop().provider().token().roles("user", "a,b").sign();
    List<String> lines = new java.util.ArrayList<>(FORGED);
    lines.add(Shop.bearer(token));
    lines.add("X-Other: stays");

    Reply reply = shop().get("/api/x", lines.toArray(String[]::new));

    assertThat(reply.status()).isEqualTo(200);
    nothingForged(reply);
    assertThat(reply.says("header.x-user")).isEqualTo("ada");
    assertThat(reply.says("header.x-roles")).isEqualTo("user,a%2Cb");
    assertThat(reply.says("header.x-other")).isEqualTo("stays");
    assertThat(reply.says("header.authorization")).isEqualTo("Bearer " + token);
  }

  @Test
  @Tag("L01")
  @Tag("L02")
  default void anAnonymousCallerBringsNoneAlong() {
    for (String path : List.of("/open", "/maybe")) {
      Reply reply = shop().get(path, FORGED.toArray(String[]::new));

      assertThat(reply.status()).isEqualTo(200);
      nothingForged(reply);
      assertThat(reply.says("header.x-user")).isEmpty();
      assertThat(reply.says("header.host")).isEqualTo("localhost");
    }
  }

  @Test
  @Tag("L03")
  default void ourHeadersOutliveAConnectionHeaderThatNamesThem() {
    String token = shop().provider().token().sign();

    Reply reply =
        shop().raw(shop().target("/api/x"), Shop.bearer(token), "Connection: X-User, X-Roles");

    assertThat(reply.says("header.x-user")).isEqualTo("ada");
  }

  /** A blank before the colon is refused or no part of the name (RFC 9112 section 5.1). */
  @Test
  @Tag("L02")
  default void aNameWithABlankBehindItForgesNothing() {
    Reply reply = shop().raw(shop().target("/open"), "X-User : admin");

    assertThat(reply.status()).isIn(200, 400);
    assertThat(reply.body().lines())
        .noneMatch(line -> line.startsWith("header.x-user") && line.endsWith("=admin"));
  }

  @Test
  @Tag("L05")
  default void headersOfProxiesChooseNeitherCallerNorRule() {
    Reply reply =
        shop()
            .get(
                "/open",
                "X-Forwarded-User: root",
                "X-Original-URL: /api/admin",
                "X-Rewrite-URL: /api/admin",
                "X-Forwarded-Uri: /api/admin",
                "X-Forwarded-Prefix: /api");
    assertThat(reply.says("principal")).isEqualTo("null");
    assertThat(reply.says("page")).isEqualTo(shop().target("/open"));

    Reply admin = shop().get("/api/admin", "X-Original-URL: /open", "X-Forwarded-Uri: /open");
    assertThat(admin.status()).isEqualTo(401);
  }

  @Test
  @Tag("G29")
  @Tag("K17")
  default void headersOfProxiesDoNotChooseTheHostThatALoginReturnsTo() {
    Reply reply =
        shop()
            .get(
                "/pages/orders",
                "Accept: text/html",
                "X-Forwarded-Host: evil.example",
                "X-Forwarded-Proto: https",
                "Forwarded: host=evil.example;proto=https");

    assertThat(reply.location())
        .contains(Browser.encode(shop().at("/oidc/callback")))
        .doesNotContain("evil");
  }
}
