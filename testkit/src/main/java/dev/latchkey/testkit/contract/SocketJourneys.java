package dev.latchkey.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.net.http.WebSocketHandshakeException;
import java.util.concurrent.CompletionException;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A WebSocket: a decision about its handshake, after which the caller stays the same. */
interface SocketJourneys extends Journeys {

  @Test
  @Tag("smoke")
  @Tag("K26")
  default void aSocketTalksWithWhoeverIsSignedIn() {
    Browser alice = shop().browser();
    alice.visit(shop().at("/pages/orders"), "alice");

    try (Socket socket =
        Socket.open(
            shop(), "/mine/talk", "Cookie", alice.cookieHeader(), "Origin", "http://localhost")) {
      assertThat(socket.ask("hello")).isEqualTo("alice-id says hello");
      assertThat(socket.ask("still here")).isEqualTo("alice-id says still here");
    }
  }

  @Test
  @Tag("K26")
  default void aSocketTalksWithAProgramThatHasAToken() {
    String token = shop().provider().token().subject("grace").sign();

    try (Socket socket = Socket.open(shop(), "/mine/talk", "Authorization", "Bearer " + token)) {
      assertThat(socket.ask("hello")).isEqualTo("grace says hello");
    }
  }

  @Test
  @Tag("smoke")
  @Tag("K26")
  default void aSocketIsRefusedToStrangersAndToOtherSites() {
    Browser alice = shop().browser();
    alice.visit(shop().at("/pages/orders"), "alice");

    refused(401, "Origin", "http://localhost");
    assertThat(shop().takeReasons()).containsExactly("credential_missing");
    refused(403, "Cookie", alice.cookieHeader(), "Origin", "https://evil.example");
    assertThat(shop().takeReasons()).containsExactly("origin_foreign");
    refused(401, "Authorization", "Bearer nonsense");
  }

  private void refused(int status, String... headers) {
    Assertions.assertThatThrownBy(() -> Socket.open(shop(), "/mine/talk", headers).close())
        .isInstanceOf(CompletionException.class)
        .cause()
        .asInstanceOf(type(WebSocketHandshakeException.class))
        .satisfies(e -> assertThat(e.getResponse().statusCode()).isEqualTo(status));
  }
}
