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
          .isInstanceOf(IOException.class)
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
}
