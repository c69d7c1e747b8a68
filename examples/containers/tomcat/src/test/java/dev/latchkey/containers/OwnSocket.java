package dev.latchkey.containers;

import dev.latchkey.testkit.contract.ServletContract;
import dev.latchkey.token.Identity;
import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;

/** Answers with the caller's name, by Jakarta WebSocket; for the container, which makes it. */
@ServerEndpoint(ServletContract.OWN_SOCKET)
public final class OwnSocket {

  /** For the container. */
  public OwnSocket() {}

  /** Answers. */
  @OnMessage
  public String answer(String text, Session session) {
    return Identity.of(session.getUserPrincipal()).subject().orElseThrow() + " says " + text;
  }
}
