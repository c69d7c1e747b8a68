package dev.latchkey.examples.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.Latchkey;
import dev.latchkey.examples.shop.servlets.MeServlet;
import dev.latchkey.examples.shop.servlets.OrdersServlet;
import dev.latchkey.servlet.OidcFilter;
import dev.latchkey.testkit.TestProvider;
import dev.latchkey.testkit.TestProviderExtension;
import jakarta.servlet.DispatcherType;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.EnumSet;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

// readme: test a servlet
@ExtendWith(TestProviderExtension.class)
class OrdersServletTest {

  private final Server server = new Server(0);
  private Latchkey latchkey;

  @BeforeEach
  void start(TestProvider provider) throws Exception {
    latchkey =
        Latchkey.builder()
            .settings(provider.settings())
            .baseUrl("http://localhost")
            .rules(
                """
                bearer  GET /api/orders  scope=orders:read
                login   /**
                """)
            .build();
    ServletContextHandler context = new ServletContextHandler();
    context.addFilter(new OidcFilter(latchkey), "/*", EnumSet.of(DispatcherType.REQUEST));
    context.addServlet(new OrdersServlet(), "/api/orders");
    context.addServlet(new MeServlet(), "/me");
    server.setHandler(context);
    server.start();
  }

  @AfterEach
  void stop() throws Exception {
    server.stop();
    latchkey.close();
  }

  private HttpResponse<String> get(String path, String header, String value)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(server.getURI().resolve(path)).header(header, value).build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
  }

  @Test
  void showsOrdersToATokenWithTheScope(TestProvider provider) throws Exception {
    String reader = provider.token().subject("ada").scope("orders:read").sign();
    String writer = provider.token().subject("ada").scope("orders:write").sign();

    assertThat(get("/api/orders", "Authorization", "Bearer " + reader).statusCode()).isEqualTo(200);
    assertThat(get("/api/orders", "Authorization", "Bearer " + writer).statusCode()).isEqualTo(403);
  }

  @Test
  void showsUsersWhoTheyAre(TestProvider provider) throws Exception {
    String cookie = provider.sessionCookie(latchkey, "ada");

    assertThat(get("/me", "Cookie", cookie).body()).contains("ada");
  }

  @Test
  void isUnavailableWhileTheProviderIs(TestProvider provider) throws Exception {
    String token = provider.token().scope("orders:read").sign();
    provider.goDown();

    assertThat(get("/api/orders", "Authorization", "Bearer " + token).statusCode()).isEqualTo(503);
  }
}
// end
