package dev.latchkey.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("F-03")
class ConnectingTest {

  private static final Duration CONNECT = Duration.ofMillis(200);
  private static final AddressRules LOCAL =
      AddressRules.strict().allowInsecureHttpTo(Set.of("127.0.0.1"));

  /** A listener that accepts nobody, and whose queue is full: the kernel drops what comes. */
  @Test
  void aConnectionThatNobodyTakesIsTriedTwiceWithinTheDeadline() throws IOException {
    List<SocketChannel> queue = new ArrayList<>();
    try (ServerSocket hole = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        JdkTransport transport =
            new JdkTransport(HttpSettings.standard().connectTimeout(CONNECT), LOCAL)) {
      for (int i = 0; i < 8; i++) {
        SocketChannel waiting = SocketChannel.open();
        queue.add(waiting);
        waiting.configureBlocking(false);
        waiting.connect(new InetSocketAddress("127.0.0.1", hole.getLocalPort()));
      }
      HttpCall call = HttpCall.get(URI.create("http://127.0.0.1:" + hole.getLocalPort() + "/"));
      long start = System.nanoTime();
      assertThatThrownBy(() -> transport.send(call))
          .isInstanceOf(NotSentException.class)
          .hasCauseInstanceOf(HttpConnectTimeoutException.class);
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .as("at least twice the limit for connecting")
          .isGreaterThanOrEqualTo(CONNECT.multipliedBy(2));
    } finally {
      for (SocketChannel waiting : queue) {
        waiting.close();
      }
    }
  }

  @Test
  @Tag("F-31")
  void wherePlainlyNobodyListensNothingWasSent() throws IOException {
    int port;
    try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = gone.getLocalPort();
    }
    for (String address :
        List.of(
            "http://127.0.0.1:" + port + "/", // refused
            "https://nowhere.invalid/", // no such name
            "https://10.0.0.1/")) { // may not be called
      try (JdkTransport transport = new JdkTransport(HttpSettings.standard(), LOCAL)) {
        assertThatThrownBy(() -> transport.send(HttpCall.get(URI.create(address))))
            .as(address)
            .isInstanceOf(NotSentException.class);
      }
    }
  }

  @Test
  @Tag("F-31")
  void whoTookTheConnectionMayHaveReadTheCall() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        JdkTransport transport = new JdkTransport(HttpSettings.standard(), LOCAL)) {
      HttpCall call =
          HttpCall.get(URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/"))
              .timeout(CONNECT);
      assertThatThrownBy(() -> transport.send(call))
          .isInstanceOf(IOException.class)
          .isNotInstanceOf(NotSentException.class);

      Thread hangsUp = new Thread(() -> hangUp(silent));
      hangsUp.start();
      assertThatThrownBy(() -> transport.send(call.timeout(Duration.ofSeconds(30))))
          .isInstanceOf(IOException.class)
          .isNotInstanceOf(NotSentException.class);
      hangsUp.join();
    }
  }

  /** Takes the connection that was left, and the new one, and closes both. */
  private static void hangUp(ServerSocket server) {
    try {
      server.accept().close();
      server.accept().close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
