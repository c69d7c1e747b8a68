package dev.latchkey.http;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.temporaryRedirect;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JdkTransportTest {

  @RegisterExtension
  static final WireMockExtension SERVER =
      WireMockExtension.newInstance().options(options().dynamicPort()).build();

  private final JdkTransport transport =
      new JdkTransport(
          HttpSettings.standard().maxBodyBytes(1000),
          AddressRules.strict().allowInsecureHttpTo(Set.of("localhost", "127.0.0.1")));

  @AfterEach
  void close() {
    transport.close();
  }

  private static URI at(String path) {
    return URI.create(SERVER.baseUrl() + path);
  }

  @Test
  void readsAnAnswerOfAnyStatus() throws IOException {
    SERVER.stubFor(
        get("/x").willReturn(aResponse().withStatus(404).withHeader("X-A", "1").withBody("no")));
    HttpAnswer answer = transport.send(HttpCall.get(at("/x")));
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.header("x-a")).contains("1");
    assertThat(answer.body()).asString(StandardCharsets.UTF_8).isEqualTo("no");
    SERVER.verify(
        getRequestedFor(urlEqualTo("/x"))
            .withHeader("Accept", equalTo("application/json"))
            .withHeader("Accept-Encoding", equalTo("identity"))
            .withoutHeader("Upgrade")
            .withoutHeader("Cookie"));
  }

  @Test
  void postsAForm() throws IOException {
    SERVER.stubFor(post("/token").willReturn(ok("{}")));
    transport.send(HttpCall.postForm(at("/token"), Map.of("code", "a b")));
    SERVER.verify(
        postRequestedFor(urlEqualTo("/token"))
            .withHeader("Content-Type", equalTo("application/x-www-form-urlencoded"))
            .withRequestBody(equalTo("code=a+b")));
  }

  @Test
  @Tag("E02")
  @Tag("E25")
  void followsNoRedirect() throws IOException {
    SERVER.stubFor(post("/from").willReturn(temporaryRedirect("/to")));
    assertThat(transport.send(HttpCall.postForm(at("/from"), Map.of("a", "b"))).status())
        .isEqualTo(302);
    SERVER.verify(0, postRequestedFor(urlEqualTo("/to")));
    SERVER.verify(0, getRequestedFor(urlEqualTo("/to")));
  }

  /** No redirect is followed, so a credential goes to the host that it was meant for alone. */
  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  @Tag("L17")
  void sendsNoCredentialToAHostThatAnAnswerNames(int status) throws IOException {
    WireMockServer other = new WireMockServer(options().dynamicPort());
    other.start();
    try {
      String there = other.baseUrl() + "/there";
      SERVER.stubFor(
          get("/moved").willReturn(aResponse().withStatus(status).withHeader("Location", there)));

      HttpCall call = HttpCall.get(at("/moved")).withHeader("Authorization", "Bearer canary");
      assertThat(transport.send(call).status()).isEqualTo(status);
      assertThat(other.getAllServeEvents()).isEmpty();
    } finally {
      other.stop();
    }
  }

  @Test
  void keepsNoCookies() throws IOException {
    SERVER.stubFor(get(anyUrl()).willReturn(ok().withHeader("Set-Cookie", "a=b; Path=/")));
    transport.send(HttpCall.get(at("/one")));
    transport.send(HttpCall.get(at("/two")));
    SERVER.verify(getRequestedFor(urlEqualTo("/two")).withoutHeader("Cookie"));
  }

  @Test
  @Tag("E07")
  @Tag("F-05")
  void hangsUpWhenTheBodyGrowsTooLong() throws IOException {
    SERVER.stubFor(get("/exact").willReturn(ok("x".repeat(1000))));
    SERVER.stubFor(get("/long").willReturn(ok("x".repeat(1001))));
    assertThat(transport.send(HttpCall.get(at("/exact"))).body()).hasSize(1000);
    assertThatThrownBy(() -> transport.send(HttpCall.get(at("/long"))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("longer than 1000 bytes");
  }

  @Test
  @Tag("E07")
  @Tag("F-05")
  void hangsUpOnABodyWithoutEnd() throws Exception {
    try (RawServer endless = new RawServer(Long.MAX_VALUE, new byte[500], Duration.ZERO)) {
      assertThatThrownBy(() -> transport.send(HttpCall.get(endless.uri())))
          .hasMessageContaining("longer than 1000 bytes");
      assertThat(endless.hungUp()).isTrue();
    }
  }

  @Test
  @Tag("E07")
  @Tag("F-04")
  void theDeadlineCoversABodyThatDrips() throws Exception {
    try (RawServer drip = new RawServer(999, new byte[] {'x'}, Duration.ofMillis(50))) {
      HttpCall call = HttpCall.get(drip.uri()).timeout(Duration.ofMillis(300));
      long start = System.nanoTime();
      assertThatThrownBy(() -> transport.send(call))
          .isInstanceOf(HttpTimeoutException.class)
          .hasMessageContaining("no whole answer after 300 ms");
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
      assertThat(drip.hungUp()).isTrue();
    }
  }

  @Test
  void aRefusedConnectionIsAFailure() throws Exception {
    int port;
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = closed.getLocalPort();
    }
    HttpCall call = HttpCall.get(URI.create("http://127.0.0.1:" + port + "/x?q=CANARY"));
    assertThatThrownBy(() -> transport.send(call))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("GET http://127.0.0.1:" + port + "/x failed: ConnectException")
        .hasMessageNotContaining("CANARY");
  }

  @Test
  void aBrokenAnswerIsAFailure() {
    SERVER.stubFor(get("/b").willReturn(aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK)));
    assertThatThrownBy(() -> transport.send(HttpCall.get(at("/b"))))
        .isInstanceOf(IOException.class);
    SERVER.stubFor(get("/r").willReturn(aResponse().withFault(Fault.RANDOM_DATA_THEN_CLOSE)));
    assertThatThrownBy(() -> transport.send(HttpCall.get(at("/r"))))
        .isInstanceOf(IOException.class);
  }

  @Test
  @Tag("E29")
  void endlessHeadersAreAFailure() throws Exception {
    byte[] header = ("X-Long: " + "x".repeat(4000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
    try (RawServer headers = new RawServer("HTTP/1.1 200 OK\r\n", 500, header, Duration.ZERO)) {
      assertThatThrownBy(() -> transport.send(HttpCall.get(headers.uri())))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  @Tag("P04")
  void aHeaderThatCannotBeSentIsNotQuoted() {
    HttpCall call = HttpCall.get(at("/")).withHeader("Authorization", "CANARY\r\nX: y");
    assertThatThrownBy(() -> transport.send(call))
        .isInstanceOf(IOException.class)
        .hasMessageNotContaining("CANARY")
        .hasNoCause();
  }

  @Test
  @Tag("F-42")
  void anInterruptEndsTheCallAndKeepsTheFlag() throws Exception {
    try (RawServer silent = new RawServer(1, new byte[0], Duration.ofSeconds(30))) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> transport.send(HttpCall.get(silent.uri())))
          .isInstanceOf(InterruptedIOException.class);
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void aClosedTransportSendsNothing() {
    transport.close();
    assertThatThrownBy(() -> transport.send(HttpCall.get(at("/"))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("closed");
  }

  /** Answers one connection byte by byte, as no well-behaved server would. */
  private static final class RawServer implements AutoCloseable {

    private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n";

    private final ServerSocket socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    private final CountDownLatch hungUp = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);

    RawServer(long times, byte[] part, Duration pause) throws IOException {
      this(HEAD, times, part, pause);
    }

    RawServer(String head, long times, byte[] part, Duration pause) throws IOException {
      Thread thread = new Thread(() -> serve(head, times, part, pause));
      thread.setDaemon(true);
      thread.start();
    }

    private void serve(String head, long times, byte[] part, Duration pause) {
      try (Socket client = socket.accept()) {
        OutputStream out = client.getOutputStream();
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        for (long i = 0; i < times; i++) {
          out.write(part);
          out.flush();
          if (closed.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
            return;
          }
        }
      } catch (IOException e) {
        hungUp.countDown();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    URI uri() {
      return URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/");
    }

    boolean hungUp() throws InterruptedException {
      return hungUp.await(5, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws IOException {
      closed.countDown();
      socket.close();
    }
  }
}
