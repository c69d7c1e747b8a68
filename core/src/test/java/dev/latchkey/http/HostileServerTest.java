package dev.latchkey.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that no sound server gives, byte by byte over a socket. */
class HostileServerTest {

  private static final String OK = "HTTP/1.1 200 OK\r\n";

  private final JdkTransport transport =
      new JdkTransport(
          HttpSettings.standard().maxBodyBytes(1000),
          AddressRules.strict().allowInsecureHttpTo(Set.of("127.0.0.1")));

  @AfterEach
  void close() {
    transport.close();
  }

  private HttpAnswer ask(String answer) throws IOException {
    try (Server server = new Server(out -> out.write(ascii(answer)))) {
      return transport.send(HttpCall.get(server.uri()).timeout(Duration.ofSeconds(4)));
    }
  }

  private void assertFails(String answer) {
    assertThatThrownBy(() -> ask(answer)).isInstanceOf(IOException.class);
  }

  private void assertTimesOut(Script script) throws IOException {
    try (Server server = new Server(script)) {
      HttpCall call = HttpCall.get(server.uri()).timeout(Duration.ofMillis(300));
      assertThatThrownBy(() -> transport.send(call))
          .isInstanceOf(HttpTimeoutException.class)
          .hasMessageContaining("no whole answer after 300 ms");
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  @ParameterizedTest
  @Tag("C18")
  @ValueSource(strings = {"gzip", "GZIP", "x-gzip", "deflate", "br", "zstd", "identity, gzip", " "})
  void refusesWhatIsCompressedThoughNobodyAskedForIt(String encoding) {
    assertThatThrownBy(
            () -> ask(OK + "Content-Encoding: " + encoding + "\r\nContent-Length: 2\r\n\r\n{}"))
        .hasMessageContaining("answered with Content-Encoding " + encoding.strip())
        .hasMessageContaining("which was not asked for");
  }

  @Test
  @Tag("C18")
  void refusesCompressionInASecondHeaderAndTakesNone() throws IOException {
    String twice = "Content-Encoding: identity\r\nContent-Encoding: gzip\r\n";
    assertFails(OK + twice + "Content-Length: 2\r\n\r\n{}");
    assertThat(ask(OK + "Content-Encoding: Identity\r\nContent-Length: 2\r\n\r\n{}").json())
        .isEmpty();
  }

  @Test
  @Tag("E29")
  void takesSoManyHeadersAndNoMore() throws IOException {
    String length = "Content-Length: 2\r\n\r\n{}";
    assertThat(ask(OK + "X: y\r\n".repeat(199) + length).status()).isEqualTo(200);
    assertThatThrownBy(() -> ask(OK + "X: y\r\n".repeat(200) + length))
        .hasMessageContaining("answered with more than 200 headers");
    assertFails(OK + "X: y\r\n".repeat(10_000) + length);
  }

  @Test
  @Tag("E29")
  void refusesOneHeaderOfAMegabyte() {
    assertThatThrownBy(
            () -> ask(OK + "X: " + "y".repeat(1024 * 1024) + "\r\nContent-Length: 0\r\n\r\n"))
        .isInstanceOf(UnfitAnswerException.class);
  }

  @ParameterizedTest
  @Tag("E07")
  @Tag("F24")
  @CsvSource({
    "'Content-Length: 1001', true",
    "'Content-Encoding: gzip', true",
    "'Content-Length: 10', false"
  })
  void anAnswerThatWillNotDoIsToldFromNone(String header, boolean answered) {
    String body = header.contains("1001") ? "x".repeat(1001) : "{}";
    assertThatThrownBy(() -> ask(OK + header + "\r\n\r\n" + body))
        .isInstanceOf(IOException.class)
        .matches(thrown -> thrown instanceof UnfitAnswerException == answered);
  }

  @ParameterizedTest
  @Tag("E07")
  @ValueSource(
      strings = {
        "Content-Length: 10\r\n\r\n{}",
        "Content-Length: -1\r\n\r\n{}",
        "Content-Length: +2\r\n\r\n{}",
        "Content-Length: two\r\n\r\n{}",
        "Content-Length: 2\r\nContent-Length: 20\r\n\r\n{}",
        "Content-Length: 2, 2\r\n\r\n{}",
        "Content-Length: 99999999999999999999\r\n\r\n{}",
        "Transfer-Encoding: chunked\r\n\r\n5\r\n{}",
        "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n",
        "Transfer-Encoding: chunked\r\n\r\n-2\r\n{}\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n{}\r\n0\r\n\r\n"
      })
  void anAnswerThatIsCutOrHasAWrongLengthIsNone(String rest) {
    assertFails(OK + rest);
  }

  @Test
  @Tag("E07")
  void whatFollowsAnAnswerIsNotTheNextOne() throws IOException {
    String first = OK + "Content-Length: 5\r\n\r\nfirst";
    String forged = OK + "Content-Length: 6\r\n\r\nforged";
    AtomicInteger connections = new AtomicInteger();
    try (Server server =
        new Server(
            out -> {
              boolean once = connections.incrementAndGet() == 1;
              out.write(ascii(once ? first + forged : OK + "Content-Length: 4\r\n\r\nnext"));
            })) {
      assertThat(ask(server)).isEqualTo("first");
      assertThat(ask(server)).isEqualTo("next");
    }
  }

  private String ask(Server server) throws IOException {
    byte[] body = transport.send(HttpCall.get(server.uri())).body();
    return new String(body, StandardCharsets.US_ASCII);
  }

  @ParameterizedTest
  @Tag("E07")
  @ValueSource(strings = {"100 Continue", "102 Processing", "103 Early Hints"})
  void refusesAFloodOfInterimAnswers(String status) {
    assertFails(("HTTP/1.1 " + status + "\r\n\r\n").repeat(1000));
  }

  @ParameterizedTest
  @Tag("E30")
  @ValueSource(strings = {"407 Proxy Authentication Required", "403 Forbidden", "302 Found"})
  void aProxyThatMakesNoTunnelIsAFailureThatSaysSo(String status) throws IOException {
    String refusal =
        "HTTP/1.1 "
            + status
            + "\r\nProxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: 2\r\n\r\n{}";
    try (Server server = new Server(out -> out.write(ascii(refusal)));
        JdkTransport behind =
            new JdkTransport(
                HttpSettings.standard().proxy(HttpProxy.parse(server.uri().getAuthority())),
                AddressRules.strict())) {
      assertThatThrownBy(() -> behind.send(HttpCall.get(URI.create("https://id.example/jwks"))))
          .isInstanceOf(IOException.class)
          .isNotInstanceOf(UnfitAnswerException.class)
          .hasMessageContaining(status.substring(0, 3));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\r\n\r\n",
        "HTTP/9.9 200 OK\r\n\r\n",
        "<html>hello</html>",
        "HTTP/1.1 abc\r\n\r\n"
      })
  void whatIsNoHttpIsAFailure(String answer) {
    assertFails(answer);
  }

  @Test
  @Tag("F-04")
  void theDeadlineCoversASilentServer() throws IOException {
    assertTimesOut(out -> {});
  }

  @Test
  @Tag("F-04")
  void theDeadlineCoversHeadersThatDrip() throws IOException {
    assertTimesOut(
        out -> {
          out.write(ascii(OK));
          drip(out, "X");
        });
  }

  @Test
  @Tag("F-04")
  void theDeadlineCoversChunksThatDrip() throws IOException {
    assertTimesOut(
        out -> {
          out.write(ascii(OK + "Transfer-Encoding: chunked\r\n\r\n"));
          drip(out, "1\r\nx\r\n");
        });
  }

  private static void drip(OutputStream out, String drop) throws IOException {
    CountDownLatch never = new CountDownLatch(1);
    try {
      while (!never.await(20, TimeUnit.MILLISECONDS)) {
        out.write(ascii(drop));
        out.flush();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @FunctionalInterface
  private interface Script {
    void play(OutputStream out) throws IOException;
  }

  /** Reads a request's head, then plays a script; an empty one stays silent. */
  private static final class Server implements AutoCloseable {

    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Script script;

    Server(Script script) throws IOException {
      this.script = script;
      daemon(this::accept);
    }

    private void accept() {
      while (!socket.isClosed()) {
        try {
          Socket client = socket.accept();
          daemon(() -> serve(client));
        } catch (IOException closed) {
          return;
        }
      }
    }

    private void serve(Socket client) {
      try (client) {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
          head.append((char) client.getInputStream().read());
        }
        Counted out = new Counted(client.getOutputStream());
        script.play(out);
        out.flush();
        if (!out.written) {
          client.getInputStream().read(); // until the client hangs up
        }
      } catch (IOException hungUp) {
        // as it should
      }
    }

    private static void daemon(Runnable task) {
      Thread thread = new Thread(task, "hostile-server");
      thread.setDaemon(true);
      thread.start();
    }

    URI uri() {
      return URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/");
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  private static final class Counted extends java.io.FilterOutputStream {

    private boolean written;

    Counted(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes) throws IOException {
      written = true;
      out.write(bytes);
    }
  }
}
