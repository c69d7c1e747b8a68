package dev.latchkey.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Headers to the application: what clients send under their names never arrives. */
interface HeaderJourneys extends Journeys {

  /** Every spelling that some layer or other takes for the same header. */
  List<String> FORGED =
      List.of("X-User: a", "x-user: b", "X_User: c", "X.User: d", "X-USER: e", "X-Roles: admin");

  /** What proxies say of those they ask for, if it were true. */
  List<String> OF_PROXIES =
      List.of(
          "Forwarded: for=127.0.0.1;host=evil.example;proto=https",
          "X-Forwarded-For: 127.0.0.1",
          "X-Forwarded-Host: evil.example",
          "X-Forwarded-Proto: https",
          "X-Forwarded-Port: 8443",
          "X-Forwarded-Prefix: /open",
          "X-Forwarded-User: root",
          "X-Forwarded-Groups: admin",
          "X-Real-IP: 127.0.0.1",
          "X-SSL-Client-Cert: MIIB",
          "X-Client-Verify: SUCCESS",
          "X-Forwarded-Client-Cert: Subject=\"CN=root\"",
          "Client-Cert: :MIIB:",
          "Remote-User: root");

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
    List<String> lines = new ArrayList<>(FORGED);
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

  /** Whoever is behind a proxy that says all this is served as whoever is not. */
  @Test
  @Tag("L06")
  @Tag("L07")
  default void headersOfProxiesChangeNoAnswer() {
    String token = shop().provider().token().sign();
    for (String path : List.of("/open", "/api/x", "/api/admin", "/pages/orders", "/nowhere")) {
      List<String> lines = new ArrayList<>(List.of(Shop.bearer(token), "Accept: text/html"));
      Reply plain = shop().get(path, lines.toArray(String[]::new));
      lines.addAll(OF_PROXIES);
      Reply reply = shop().get(path, lines.toArray(String[]::new));

      assertThat(reply.status()).as(path).isEqualTo(plain.status());
      assertThat(reply.says("principal")).as(path).isEqualTo(plain.says("principal"));
      assertThat(reply.says("admin")).as(path).isEqualTo(plain.says("admin"));
      assertThat(reply.header("Location")).as(path).doesNotContain("evil");
      assertThat(attributes(reply)).as(path).isEqualTo(attributes(plain));
    }
  }

  /** What is said of cookies beside their values, {@code Secure} among it. */
  private static List<String> attributes(Reply reply) {
    return reply.setCookies().stream().map(each -> each.split(";", 2)[1]).sorted().toList();
  }

  @Test
  @Tag("L08")
  @Tag("L09")
  @Tag("L10")
  default void aClaimOfAnyTextIsOneHeaderThatCanBeReadBack() {
    List<String> roles =
        List.of("user", "a,admin", "b\r\nX-Other: forged\u0000\u007f", "爱 🔑 \u202e", "%2C", " c ");
    String token = shop().provider().token().roles(roles.toArray(String[]::new)).sign();

    Reply reply = shop().call("/api/x", token);

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.says("header.x-other")).isEmpty();
    assertThat(reply.says("header.x-roles")).matches("[!-~ ]+");
    assertThat(
            Arrays.stream(reply.says("header.x-roles").split(","))
                .map(each -> URLDecoder.decode(each, StandardCharsets.UTF_8)))
        .containsExactlyElementsOf(roles);
  }

  /** Nothing is cut, and the others arrive. */
  @Test
  @Tag("L12")
  default void aClaimThatIsTooLargeIsLeftOut() {
    String token = shop().provider().token().role("🔑".repeat(600)).sign();

    Reply reply = shop().get("/api/x", Shop.bearer(token), "X-Roles: admin");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.says("header.x-user")).isEqualTo("ada");
    assertThat(reply.body()).doesNotContain("header.x-roles");
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
