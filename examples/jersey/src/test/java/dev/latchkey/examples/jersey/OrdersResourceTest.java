package dev.latchkey.examples.jersey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.Latchkey;
import dev.latchkey.jaxrs.OidcFeature;
import dev.latchkey.testkit.ClaimFault;
import dev.latchkey.testkit.TestProvider;
import dev.latchkey.testkit.TestProviderExtension;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import com.sun.net.httpserver.HttpServer;
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
  void readingNeedsAScope(TestProvider provider) throws Exception {
    assertThat(orders(provider.token().scope("orders:read").sign()).statusCode()).isEqualTo(200);
    assertThat(orders(provider.token().scope("orders:write").sign()).statusCode()).isEqualTo(403);
  }

  @Test
  void tokensOfOthersAreRefused(TestProvider provider) throws Exception {
    String expired = provider.token().scope("orders:read").with(ClaimFault.EXPIRED).sign();
    String foreign = provider.token().scope("orders:read").with(ClaimFault.OTHER_AUDIENCE).sign();

    assertThat(orders(expired).statusCode()).isEqualTo(401);
    assertThat(orders(foreign).statusCode()).isEqualTo(401);
  }
  // end

  @AfterEach
  void stop() {
    server.stop(0);
    latchkey.close();
  }

  private HttpResponse<String> orders(String token) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(address.resolve("/api/orders"))
            .header("Authorization", "Bearer " + token)
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
  }

  private static URI freeAddress() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return URI.create("http://localhost:" + socket.getLocalPort() + "/");
    }
  }
}
