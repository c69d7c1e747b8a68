package dev.latchkey.containers;

import dev.latchkey.token.Identity;
import io.undertow.websockets.WebSocketConnectionCallback;
import io.undertow.websockets.core.AbstractReceiveListener;
import io.undertow.websockets.core.BufferedTextMessage;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSockets;
import io.undertow.websockets.spi.WebSocketHttpExchange;

/** Answers with the caller's name, by Undertow's own WebSockets. */
final class OwnSocket implements WebSocketConnectionCallback {

  @Override
  public void onConnect(WebSocketHttpExchange exchange, WebSocketChannel channel) {
    String caller = Identity.of(exchange.getUserPrincipal()).subject().orElseThrow();
    channel.getReceiveSetter().set(new Answering(caller));
    channel.resumeReceives();
  }

  private static final class Answering extends AbstractReceiveListener {

    private final String caller;

    Answering(String caller) {
      this.caller = caller;
    }

    @Override
    protected void onFullTextMessage(WebSocketChannel channel, BufferedTextMessage message) {
      WebSockets.sendText(caller + " says " + message.getData(), channel, null);
    }
  }
}
