package dev.latchkey.examples.jersey;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.latchkey.Latchkey;
import dev.latchkey.jaxrs.OidcFeature;
import dev.latchkey.testkit.ClaimFault;
import dev.latchkey.testkit.TestProvider;
import dev.latchkey.testkit.TestProviderExtension;
import dev.latchkey.testkit.TestToken;
import dev.latchkey.testkit.WireFault;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.glassfish.jersey.jdkhttp.JdkHttpServerFactory;
import org.glassfish.jersey.server.ResourceConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Also what the README shows as a user's test; another test holds the two together. */
@ExtendWith(TestProviderExtension.class)
class OrdersResourceTest {

  private URI address;
  private HttpServer server;
  private Latchkey latchkey;

  // readme: test a resource
  @BeforeEach
  void start(TestProvider provider) throws IOException {
    latchkey = Latchkey.builder().settings(provider.settings()).rules("bearer /api/**").build();
    ResourceConfig application = new ResourceConfig(OrdersResource.class);
    application.register(new OidcFeature(latchkey));
    address = freeAddress();
    server = JdkHttpServerFactory.createHttpServer(address, application);
  }

  @Test
  void showsOrdersToATokenWithTheScope(TestProvider provider) throws Exception {
    TestToken token = provider.token().scope("orders:read");

    assertThat(status(token.sign())).isEqualTo(200);
    assertThat(status(token.with(ClaimFault.SCOPE_LOOKALIKE).sign())).isEqualTo(403);
    assertThat(status(token.with(ClaimFault.EXPIRED).sign())).isEqualTo(401);
  }

  @Test
  void blamesNobodyForKeysThatCannotBeFetched(TestProvider provider) throws Exception {
    provider.rotateKeys();
    provider.faults().at("/jwks", WireFault.CUT);

    assertThat(status(provider.token().scope("orders:read").sign())).isEqualTo(503);
  }

  // end

  @AfterEach
  void stop() {
    server.stop(0);
    latchkey.close();
  }

  private int status(String token) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(address.resolve("/api/orders"))
            .header("Authorization", "Bearer " + token)
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).statusCode();
  }

  private static URI freeAddress() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return URI.create("http://localhost:" + socket.getLocalPort() + "/");
    }
  }
}
