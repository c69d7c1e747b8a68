package dev.latchkey.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.net.http.WebSocketHandshakeException;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** A WebSocket: a decision about its handshake, after which the caller stays the same. */
interface SocketJourneys extends Journeys {

  /** Seen on 25; the handshake is answered as on 17, which the other journey shows. */
  String NOT_HANDED_OVER = "on a newer JDK, Jetty hands no frame to what a servlet has upgraded to";

  /** One on the servlet API's way to upgrade, and the container's own. */
  private List<String> sockets() {
    return has(Capability.OWN_SOCKETS)
        ? List.of("/mine/talk", ServletContract.OWN_SOCKET)
        : List.of("/mine/talk");
  }

  @Test
  @Tag("smoke")
  @Tag("K26")
  @DisabledForJreRange(min = JRE.JAVA_18, disabledReason = NOT_HANDED_OVER)
  default void aSocketTalksWithWhoeverIsSignedIn() {
    Browser alice = shop().browser();
    alice.visit(shop().at("/pages/orders"), "alice");

    String[] headers = {"Cookie", alice.cookieHeader(), "Origin", "http://localhost"};
    for (String page : sockets()) {
      try (Socket socket = Socket.open(shop(), page, headers)) {
        assertThat(socket.ask("hello")).as(page).isEqualTo("alice-id says hello");
        assertThat(socket.ask("still here")).as(page).isEqualTo("alice-id says still here");
      }
    }
  }

  @Test
  @Tag("K26")
  @DisabledForJreRange(min = JRE.JAVA_18, disabledReason = NOT_HANDED_OVER)
  default void aSocketTalksWithAProgramThatHasAToken() {
    String token = shop().provider().token().subject("grace").sign();

    for (String page : sockets()) {
      try (Socket socket = Socket.open(shop(), page, "Authorization", "Bearer " + token)) {
        assertThat(socket.ask("hello")).as(page).isEqualTo("grace says hello");
      }
    }
  }

  @Test
  @Tag("smoke")
  @Tag("K26")
  default void aSocketIsRefusedToStrangersAndToOtherSites() {
    Browser alice = shop().browser();
    alice.visit(shop().at("/pages/orders"), "alice");

    for (String page : sockets()) {
      refused(401, page, "Origin", "http://localhost");
      assertThat(shop().takeReasons()).containsExactly("credential_missing");
      refused(403, page, "Cookie", alice.cookieHeader(), "Origin", "https://evil.example");
      assertThat(shop().takeReasons()).containsExactly("origin_foreign");
      refused(401, page, "Authorization", "Bearer nonsense");
      shop().forget();
    }
  }

  private void refused(int status, String page, String... headers) {
    assertThatThrownBy(() -> Socket.open(shop(), page, headers).close())
        .isInstanceOf(CompletionException.class)
        .cause()
        .asInstanceOf(type(WebSocketHandshakeException.class))
        .satisfies(e -> assertThat(e.getResponse().statusCode()).isEqualTo(status));
  }
}
