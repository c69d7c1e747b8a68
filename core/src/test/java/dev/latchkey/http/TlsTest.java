package dev.latchkey.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.testing.Certificates;
import dev.latchkey.testing.ChildJvm;
import dev.latchkey.testing.TlsProvider;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which servers are believed, shown against real ones. */
@Tag("E21")
class TlsTest {

  private static final Certificates AUTHORITY = new Certificates();
  private static final AddressRules LOCAL =
      AddressRules.strict()
          .allowPrivateHosts(Set.of("localhost", "127.0.0.1", "b.example.com", "a.b.example.com"));

  @TempDir Path folder;
  private Path trusted;

  @BeforeEach
  void trustTheAuthority() throws IOException {
    trusted =
        Files.writeString(folder.resolve("authority.pem"), Certificates.pem(AUTHORITY.authority()));
  }

  private int statusFrom(Certificates.Shown certificate, String host) throws IOException {
    try (TlsProvider server = new TlsProvider(host, certificate)) {
      return status(server.port(), host);
    }
  }

  private int status(int port, String host) throws IOException {
    HttpSettings settings =
        HttpSettings.standard()
            .timeout(Duration.ofMinutes(1)) // the first handshake of a JVM on a busy machine
            .trust(Trust.inFile(trusted, null));
    try (JdkTransport transport = new JdkTransport(settings, LOCAL)) {
      return transport
          .send(HttpCall.get(URI.create("https://" + host + ":" + port + "/jwks")))
          .status();
    }
  }

  private void assertRefused(Certificates.Shown certificate, String why) {
    assertThatThrownBy(() -> statusFrom(certificate, "localhost"))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("GET https://localhost:")
        .hasMessageContaining(why);
  }

  @Test
  void believesACertificateForTheHostFromATrustedAuthority() throws IOException {
    assertThat(statusFrom(AUTHORITY.named("localhost"), "localhost")).isEqualTo(200);
    assertThat(statusFrom(AUTHORITY.named("other.example", "localhost"), "localhost"))
        .isEqualTo(200);
    assertThat(statusFrom(AUTHORITY.forLoopback(), "127.0.0.1")).isEqualTo(200);
  }

  @Test
  void refusesOneThatNobodyTrustedHasSigned() {
    String advice = "if the server is yours, name its certificate authority in http.trust-store";
    assertRefused(AUTHORITY.selfSigned("localhost"), advice);
    assertRefused(new Certificates().named("localhost"), "PKIX path");
  }

  @Test
  @Tag("F-10")
  void refusesOneThatHasExpiredAndSaysSo() {
    assertRefused(AUTHORITY.expired("localhost"), "(CertificateExpiredException: NotAfter");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "other.example",
        "localhost.example",
        "*.localhost",
        "*",
        "local*",
        "localhost\0.example",
        "example\0localhost",
        "localhost."
      })
  void refusesOneForAnotherHost(String name) {
    assertRefused(AUTHORITY.named(name), "SSLHandshakeException");
  }

  @Test
  void aWildcardStandsForOneLabel() throws Exception {
    Path hosts =
        Files.writeString(
            folder.resolve("hosts"), "127.0.0.1 localhost b.example.com a.b.example.com\n");
    try (TlsProvider server = new TlsProvider("any", AUTHORITY.named("*.example.com"))) {
      String said =
          ChildJvm.run(
              TlsTest.class,
              "-Djdk.net.hosts.file=" + hosts,
              "" + server.port(),
              trusted.toString(),
              "b.example.com",
              "a.b.example.com");
      assertThat(said.lines()).first().isEqualTo("200");
      assertThat(said).contains("No subject alternative DNS name matching a.b.example.com found");
      assertThat(server.headers).hasSize(1);
    }
  }

  @Test
  void refusesOneThatNamesItsHostInTheCommonNameAlone() {
    assertRefused(AUTHORITY.commonName("localhost"), "one with subjectAltName is needed");
  }

  @Test
  void refusesAnAddressWhereAnotherIsCalled() {
    assertThatThrownBy(() -> statusFrom(AUTHORITY.named("127.0.0.1"), "127.0.0.1"))
        .isInstanceOf(IOException.class);
    assertRefused(AUTHORITY.forLoopback(), "SSLHandshakeException");
  }

  /** As a server would that knows nothing newer: a ServerHello of TLS 1.0 (RFC 2246). */
  @ParameterizedTest
  @ValueSource(strings = {"0300", "0301", "0302"})
  void refusesAServerThatSpeaksAnOldVersion(String version) throws Exception {
    byte[] hello =
        HexFormat.of()
            .parseHex("16" + version + "002a02000026" + version + "00".repeat(32) + "00c01300");
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread thread = new Thread(() -> answerOnce(server, hello));
      thread.setDaemon(true);
      thread.start();
      assertThatThrownBy(() -> status(server.getLocalPort(), "localhost"))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("SSLHandshakeException")
          .hasMessageContaining("is not accepted by client preferences [TLS13, TLS12]");
    }
  }

  private static void answerOnce(ServerSocket server, byte[] hello) {
    try (Socket client = server.accept()) {
      DataInputStream in = new DataInputStream(client.getInputStream());
      in.readFully(new byte[3]);
      in.readFully(new byte[in.readUnsignedShort()]);
      client.getOutputStream().write(hello);
      in.read(); // the alert, or the end
    } catch (IOException hungUp) {
      // that is what is wanted
    }
  }

  @Test
  @Tag("E23")
  void verifiesHostNamesThoughTheJvmWasToldNotTo() throws Exception {
    try (TlsProvider server = new TlsProvider("localhost", AUTHORITY.named("other.example"))) {
      String said =
          ChildJvm.run(
              TlsTest.class,
              "-Djdk.internal.httpclient.disableHostnameVerification=true",
              "" + server.port(),
              trusted.toString(),
              "localhost");
      assertThat(said).contains("No subject alternative DNS name matching localhost found");
      assertThat(server.headers).isEmpty();
    }
  }

  /** Calls hosts at a port and says what came of it, in a JVM of its own. */
  public static void main(String... portTrustedAndHosts) {
    TlsTest test = new TlsTest();
    test.trusted = Path.of(portTrustedAndHosts[1]);
    for (String host : List.of(portTrustedAndHosts).subList(2, portTrustedAndHosts.length)) {
      try {
        System.out.println(test.status(Integer.parseInt(portTrustedAndHosts[0]), host));
      } catch (IOException e) {
        System.out.println(e.getMessage());
      }
    }
  }
}
