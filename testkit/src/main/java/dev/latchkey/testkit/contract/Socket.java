package dev.latchkey.testkit.contract;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A WebSocket of the application, opened by the JDK's client. Not thread-safe. */
final class Socket implements AutoCloseable {

  private static final int PATIENCE_SECONDS = 30;

  private final WebSocket socket;
  private final BlockingQueue<String> heard;

  private Socket(WebSocket socket, BlockingQueue<String> heard) {
    this.socket = socket;
    this.heard = heard;
  }

  /** Opens it with these headers, names and values in turn. */
  static Socket open(Shop shop, String path, String... headers) {
    BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    WebSocket.Builder builder = HttpClient.newHttpClient().newWebSocketBuilder();
    for (int i = 0; i < headers.length; i += 2) {
      builder.header(headers[i], headers[i + 1]);
    }
    URI address = URI.create("ws://127.0.0.1:" + shop.port() + shop.target(path));
    return new Socket(builder.buildAsync(address, new Ear(heard)).join(), heard);
  }

  /** Says something, and waits for the answer. */
  @Nullable String ask(String text) {
    socket.sendText(text, true).join();
    return next();
  }

  private @Nullable String next() {
    try {
      return heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  @Override
  public void close() {
    socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
    String last = next();
    if (!Ear.END.equals(last)) {
      throw new AssertionError("the socket did not end, but says " + last);
    }
    socket.abort();
  }

  private static final class Ear implements WebSocket.Listener {

    static final String END = "(end)";

    private final BlockingQueue<String> heard;

    Ear(BlockingQueue<String> heard) {
      this.heard = heard;
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
      heard.add(text.toString());
      from.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
      heard.add(END);
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable failure) {
      heard.add("failed: " + failure);
    }
  }
}
