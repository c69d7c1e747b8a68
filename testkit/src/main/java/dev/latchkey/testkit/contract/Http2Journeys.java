package dev.latchkey.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** HTTP/2, where a host is {@code :authority} and a browser's cookies come in pieces. */
interface Http2Journeys extends Journeys {

  @Test
  @Tag("smoke")
  @Tag("K26")
  default void aProgramIsKnownOverHttp2() {
    needs(Capability.HTTP_2);
    Http2Browser program = new Http2Browser(shop());
    String bearer = Shop.bearer(shop().provider().token().subject("grace").sign());

    Reply reply = program.get("/api/x?a=b%20c", bearer, "X-User: admin");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.says("subject")).isEqualTo("grace");
    assertThat(reply.says("page")).isEqualTo(shop().target("/api/x"));
    assertThat(reply.says("query")).isEqualTo("a=b%20c");
    assertThat(reply.says("header.x-user")).isEqualTo("grace");
    assertThat(program.get("/api/x").status()).isEqualTo(401);
    assertThat(program.get("/maybe").says("principal")).isEqualTo("null");
  }

  @Test
  @Tag("smoke")
  @Tag("K26")
  default void aPersonSignsInOverHttp2WithEachCookieInALineOfItsOwn() {
    needs(Capability.HTTP_2);
    Http2Browser alice = new Http2Browser(shop());
    alice.cookies().put("theme", "dark");
    alice.cookies().put("a", "b");

    Reply sent = alice.get("/pages/orders?a=b", "Accept: text/html", "Sec-Fetch-Mode: navigate");
    assertThat(sent.status()).isEqualTo(302);
    Browser atProvider = shop().browser();
    String callback = atProvider.signInAt(sent, "alice").location();
    Reply back = alice.get(callback.substring(shop().at("").length()), "Accept: text/html");

    assertThat(back.status()).isEqualTo(302);
    assertThat(back.location()).isEqualTo(shop().at("/pages/orders?a=b"));
    Reply page = alice.get("/pages/orders?a=b");
    assertThat(page.says("subject")).isEqualTo("alice-id");
    assertThat(page.says("cookies")).isEqualTo("a theme");
    assertThat(alice.cookies()).hasSizeGreaterThan(3); // the session is two of them
  }
}
