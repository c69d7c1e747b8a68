package dev.latchkey.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Bodies belong to the application. */
interface BodyJourneys extends Journeys {

  private String writer() {
    return Shop.bearer(shop().provider().token().scope("orders:write").role("user").sign());
  }

  @Test
  default void aBodyComesAsItWasSent() {
    String body = "a=%20\u00e9&" + "x".repeat(100_000) + "&access_token=y";

    Reply reply =
        shop()
            .browser()
            .send(
                "POST",
                shop().at("/api/orders"),
                body,
                writer(),
                "Content-Type: application/x-www-form-urlencoded; charset=utf-8");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.says("body")).isEqualTo(body);
  }

  @Test
  default void aBodyInPiecesComesAsItWasSent() throws IOException {
    try (Wire wire = Wire.to(shop().port())) {
      wire.send(
          "POST "
              + shop().target("/api/orders")
              + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\n"
              + writer()
              + "\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
      wire.send("5\r\ndefgh\r\n0\r\n\r\n");

      Reply reply = wire.read("POST", "/api/orders");

      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.says("body")).isEqualTo("abcdefgh");
    }
  }

  @Test
  @Tag("F-71")
  default void whoIsRefusedNeedNotSendTheBodyFirst() throws IOException {
    needs(Capability.ANSWERS_BEFORE_BODY);
    try (Wire wire = Wire.to(shop().port())) {
      wire.send(
          "POST "
              + shop().target("/api/orders")
              + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\nabc");

      Reply reply = wire.read("POST", "/api/orders");

      assertThat(reply.status()).isEqualTo(401);
    }
    assertThat(shop().takeReasons()).containsExactly("credential_missing");
  }

  @Test
  @Tag("F-71")
  default void whoIsRefusedIsNotAskedForTheBody() throws IOException {
    needs(Capability.ANSWERS_BEFORE_BODY);
    try (Wire wire = Wire.to(shop().port())) {
      wire.send(
          "POST "
              + shop().target("/api/orders")
              + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\nExpect: 100-continue\r\n"
              + "Connection: close\r\n\r\n");

      Reply reply = wire.read("POST", "/api/orders");

      assertThat(reply.status()).isEqualTo(401);
    }
  }

  @Test
  @Tag("F-70")
  default void whoHangsUpInTheMiddleDisturbsNobody() throws IOException {
    for (int i = 0; i < 20; i++) {
      try (Wire wire = Wire.to(shop().port())) {
        wire.send(
            "POST "
                + shop().target("/api/orders")
                + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\n"
                + writer()
                + "\r\nContent-Length: 1000\r\n\r\nabc");
      }
      assertThat(shop().get("/open").says("principal")).isEqualTo("null");
    }
    assertThat(shop().call("/api/x", shop().provider().token().sign()).says("subject"))
        .isEqualTo("ada");
  }
}
