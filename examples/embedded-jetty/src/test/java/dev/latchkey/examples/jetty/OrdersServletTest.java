package dev.latchkey.examples.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.Latchkey;
import dev.latchkey.examples.shop.servlets.MeServlet;
import dev.latchkey.examples.shop.servlets.OrdersServlet;
import dev.latchkey.servlet.OidcFilter;
import dev.latchkey.testkit.TestProvider;
import dev.latchkey.testkit.TestProviderExtension;
import dev.latchkey.testkit.TestToken;
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

/** Also what the README shows as a user's test; another test holds the two together. */
@ExtendWith(TestProviderExtension.class)
class OrdersServletTest {

  private final Server server = new Server(0);
  private Latchkey latchkey;

  // readme: test a servlet
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

  @Test
  void showsOrdersToATokenWithTheScope(TestProvider provider) throws Exception {
    TestToken token = provider.token().subject("ada");

    assertThat(status("/api/orders", token.scope("orders:read").sign())).isEqualTo(200);
    assertThat(status("/api/orders", token.scope("orders:write").sign())).isEqualTo(403);
  }

  @Test
  void showsUsersWhoTheyAre(TestProvider provider) throws Exception {
    String cookie = provider.sessionCookie(latchkey, "ada");

    assertThat(get("/me", "Cookie", cookie).body()).contains("ada");
  }

  @Test
  void blamesNobodyForAnOutage(TestProvider provider) throws Exception {
    provider.rotateKeysKeepingOld();
    String token = provider.token().scope("orders:read").sign();
    provider.goDown(); // before anybody could fetch the new key

    assertThat(status("/api/orders", token)).isEqualTo(503);
  }

  // end

  @AfterEach
  void stop() throws Exception {
    server.stop();
    latchkey.close();
  }

  private int status(String path, String token) throws IOException, InterruptedException {
    return get(path, "Authorization", "Bearer " + token).statusCode();
  }

  private HttpResponse<String> get(String path, String header, String value)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(server.getURI().resolve(path)).header(header, value).build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
  }
}
