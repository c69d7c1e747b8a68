package dev.latchkey.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.Latchkey;
import dev.latchkey.servlet.OidcFilter;
import dev.latchkey.testkit.TestProvider;
import dev.latchkey.testkit.TestProviderExtension;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A program with a Tomcat in it, as the documentation shows it. */
@Tag("smoke")
@ExtendWith(TestProviderExtension.class)
class EmbeddedTomcatTest {

  @TempDir Path folder;
  private Latchkey latchkey;
  private Tomcat tomcat;

  private static final class OrdersServlet extends HttpServlet {

    private static final long serialVersionUID = 1;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.getWriter().write(request.getRemoteUser());
    }
  }

  private static Tomcat protectedTomcat(Latchkey latchkey, int port, Path folder) {
    // readme: protect an embedded Tomcat
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(folder.toString());
    tomcat.setPort(port);
    Context context = tomcat.addContext("", null);

    FilterDef filter = new FilterDef();
    filter.setFilterName("oidc");
    filter.setFilter(new OidcFilter(latchkey));
    filter.setAsyncSupported("true");
    context.addFilterDef(filter);
    FilterMap everything = new FilterMap();
    everything.setFilterName("oidc");
    everything.addURLPattern("/*");
    context.addFilterMapBefore(everything); // before all others, whoever adds them

    Tomcat.addServlet(context, "orders", new OrdersServlet()).addMapping("/api/orders");
    tomcat.getConnector(); // opens the port; without this line nobody listens
    // end
    return tomcat;
  }

  @BeforeEach
  void start(TestProvider provider) throws LifecycleException {
    latchkey =
        Latchkey.builder()
            .settings(provider.settings())
            .rules("bearer GET /api/orders scope=orders:read")
            .build();
    tomcat = protectedTomcat(latchkey, 0, folder);
    tomcat.start();
  }

  @AfterEach
  void stop() throws LifecycleException {
    // readme: stop an embedded Tomcat
    tomcat.stop();
    tomcat.destroy();
    latchkey.close();
    // end
  }

  @Test
  void answersWhoeverHasAGoodToken(TestProvider provider) throws Exception {
    assertThat(status(provider.token().scope("orders:read").sign())).isEqualTo(200);
    assertThat(status(provider.token().scope("orders:write").sign())).isEqualTo(403);
    assertThat(status("nonsense")).isEqualTo(401);
  }

  private int status(String token) throws Exception {
    int port = tomcat.getConnector().getLocalPort();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/orders"))
            .header("Authorization", "Bearer " + token)
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode();
  }
}
