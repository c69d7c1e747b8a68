package dev.latchkey.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.testing.Certificates;
import dev.latchkey.testing.ChildJvm;
import dev.latchkey.testing.TlsProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A name that has one address when it is checked and another when it is called. */
@Tag("E05")
class RebindingTest {

  private static final Certificates AUTHORITY = new Certificates();

  @TempDir Path folder;

  private HttpSettings trusting() throws IOException {
    Path trusted =
        Files.writeString(folder.resolve("pem"), Certificates.pem(AUTHORITY.authority()));
    return HttpSettings.standard().trust(Trust.inFile(trusted, null));
  }

  @Test
  void anAnswerFromAnAddressThatTurnsOutPrivateIsNotHandedOut() throws IOException {
    AtomicInteger lookups = new AtomicInteger();
    AddressRules rules =
        AddressRules.strict(
            name ->
                new InetAddress[] {
                  InetAddress.getByName(
                      lookups.incrementAndGet() == 1 ? "93.184.216.34" : "127.0.0.1")
                });
    try (TlsProvider inner = new TlsProvider("localhost", AUTHORITY.named("localhost"));
        JdkTransport transport = new JdkTransport(trusting(), rules)) {
      HttpCall call = HttpCall.get(URI.create(inner.issuer() + "/jwks"));
      assertThatThrownBy(() -> transport.send(call))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("is in a private network (127.0.0.1)");
      assertThat(lookups).hasValue(2);
    }
  }

  @Test
  void whoeverRebindsANameHasNoCertificateForItAndLearnsNothing() throws IOException {
    AddressRules rules =
        AddressRules.strict(name -> new InetAddress[] {InetAddress.getByName("93.184.216.34")});
    try (TlsProvider inner = new TlsProvider("inner", AUTHORITY.named("inner.example"));
        JdkTransport transport = new JdkTransport(trusting(), rules)) {
      HttpCall call = HttpCall.get(URI.create("https://localhost:" + inner.port() + "/jwks"));
      assertThatThrownBy(() -> transport.send(call)).hasMessageContaining("SSLHandshakeException");
      assertThat(inner.headers).as("no request was sent").isEmpty();
    }
  }

  @Test
  void aCheckAndAConnectionSeeTheSameAnswerOfTheJvm() throws Exception {
    Path hosts = Files.writeString(folder.resolve("hosts"), "93.184.216.34 rebind.example\n");
    assertThat(ChildJvm.run(RebindingTest.class, "-Djdk.net.hosts.file=" + hosts, hosts.toString()))
        .isEqualToIgnoringNewLines("null\nrebind.example/93.184.216.34\n127.0.0.1\n");
  }

  /** Checks a name, lets it change, and looks it up as the JDK's client does. */
  public static void main(String... hosts) throws IOException {
    URI uri = URI.create("https://rebind.example/");
    System.out.println(AddressRules.strict().refusal(uri));
    Files.writeString(Path.of(hosts[0]), "127.0.0.1 rebind.example fresh.example\n");
    System.out.println(InetAddress.getByName("rebind.example"));
    System.out.println(InetAddress.getByName("fresh.example").getHostAddress());
  }

  @Test
  @Tag("F-09")
  void theDeadlineCoversANameThatIsLookedUpForEver() throws IOException {
    CountDownLatch never = new CountDownLatch(1);
    AddressRules rules =
        AddressRules.strict(
            name -> {
              try {
                never.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              return new InetAddress[0];
            });
    try (JdkTransport transport = new JdkTransport(trusting(), rules)) {
      HttpCall call =
          HttpCall.get(URI.create("https://id.example/")).timeout(Duration.ofMillis(100));
      assertThatThrownBy(() -> transport.send(call)).isInstanceOf(HttpTimeoutException.class);
    }
  }
}
