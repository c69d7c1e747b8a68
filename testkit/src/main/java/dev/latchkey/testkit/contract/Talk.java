package dev.latchkey.testkit.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpUpgradeHandler;
import jakarta.servlet.http.WebConnection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Answers each text of a WebSocket with it and the caller's name, and its end with an end. Knows
 * short frames only (RFC 6455 section 5.2). Public for containers, which make it.
 */
public final class Talk implements HttpUpgradeHandler, ReadListener {

  private static final int FINAL_TEXT = 0x81;
  private static final int FINAL_CLOSE = 0x88;
  private static final int HEAD_AND_MASK = 6;

  private final CompletableFuture<String> caller = new CompletableFuture<>();
  private final ByteArrayOutputStream read = new ByteArrayOutputStream();
  private @Nullable WebConnection connection;

  /** For containers. */
  public Talk() {}

  /** Some containers begin before it is said with whom. */
  void with(String name) {
    caller.complete(name);
  }

  @Override
  public void init(WebConnection opened) {
    connection = opened;
    try {
      opened.getInputStream().setReadListener(this);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private WebConnection connection() {
    return Objects.requireNonNull(connection, "not begun");
  }

  @Override
  public void onDataAvailable() throws IOException {
    ServletInputStream in = connection().getInputStream();
    while (in.isReady() && !in.isFinished()) {
      int next = in.read();
      if (next < 0) {
        return;
      }
      read.write(next);
      answerWholeFrame();
    }
  }

  private void answerWholeFrame() throws IOException {
    byte[] frame = read.toByteArray();
    if (frame.length < HEAD_AND_MASK || frame.length < HEAD_AND_MASK + (frame[1] & 0x7f)) {
      return;
    }
    read.reset();
    byte[] text = new byte[frame.length - HEAD_AND_MASK];
    for (int i = 0; i < text.length; i++) {
      text[i] = (byte) (frame[HEAD_AND_MASK + i] ^ frame[2 + i % 4]);
    }
    boolean ends = (frame[0] & 0xff) == FINAL_CLOSE;
    send(ends ? FINAL_CLOSE : FINAL_TEXT, ends ? text : named(text));
  }

  private byte[] named(byte[] text) {
    return (caller.join() + " says " + new String(text, UTF_8)).getBytes(UTF_8);
  }

  private void send(int head, byte[] content) throws IOException {
    byte[] frame = new byte[2 + content.length];
    frame[0] = (byte) head;
    frame[1] = (byte) content.length;
    System.arraycopy(content, 0, frame, 2, content.length);
    connection().getOutputStream().write(frame);
    connection().getOutputStream().flush();
  }

  @Override
  public void onAllDataRead() throws IOException {
    close();
  }

  @Override
  public void onError(Throwable failure) {
    // the client has gone
  }

  private void close() throws IOException {
    try {
      connection().close();
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  @Override
  public void destroy() {}
}
