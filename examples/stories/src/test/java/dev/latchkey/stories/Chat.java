package dev.latchkey.stories;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** A page's script that opens a WebSocket, with the cookies of its browser. */
final class Chat {

  private static final HttpClient HTTP =
      HttpClient.newBuilder().sslContext(TlsKeyStore.trusting()).build();

  private Chat() {}

  /** Says something and returns the answer. */
  static String say(String message, String address, String cookies) {
    CompletableFuture<String> answer = new CompletableFuture<>();
    WebSocket socket = open(address, cookies, answer).join();
    try {
      socket.sendText(message, true).join();
      return answer.orTimeout(20, TimeUnit.SECONDS).join();
    } finally {
      socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
    }
  }

  /** Opens one in vain and returns the status of the refusal. */
  static int refused(String address, String cookies, String... headers) {
    try {
      open(address, cookies, new CompletableFuture<>(), headers).join().abort();
      throw new AssertionError("the handshake was not refused");
    } catch (CompletionException e) {
      if (e.getCause() instanceof WebSocketHandshakeException refusal) {
        return refusal.getResponse().statusCode();
      }
      throw e;
    }
  }

  private static CompletableFuture<WebSocket> open(
      String address, String cookies, CompletableFuture<String> answer, String... headers) {
    WebSocket.Builder builder = HTTP.newWebSocketBuilder().header("Cookie", cookies);
    for (int i = 0; i < headers.length; i += 2) {
      builder.header(headers[i], headers[i + 1]);
    }
    URI socket = URI.create(address.replaceFirst("^http", "ws"));
    return builder.buildAsync(socket, new FirstWord(answer)).orTimeout(20, TimeUnit.SECONDS);
  }

  private record FirstWord(CompletableFuture<String> heard) implements WebSocket.Listener {

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      heard.complete(data.toString());
      return CompletableFuture.completedFuture(null);
    }
  }
}
