package dev.latchkey.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.Latchkey;
import dev.latchkey.jaxrs.OidcFeature;
import dev.latchkey.jaxrs.RequiresScope;
import dev.latchkey.testkit.TestProvider;
import dev.latchkey.testkit.TestProviderExtension;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Set;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Wrapper;
import org.apache.catalina.startup.Tomcat;
import org.apache.cxf.jaxrs.servlet.CXFNonSpringJaxrsServlet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A JAX-RS application on CXF, as the documentation shows it. */
@Tag("smoke")
@ExtendWith(TestProviderExtension.class)
class CxfShopTest {

  @TempDir java.nio.file.Path folder;
  private Latchkey latchkey;
  private Tomcat tomcat;

  // readme: protect a CXF application
  public static final class Shop extends Application {

    private final Latchkey latchkey;

    public Shop(Latchkey latchkey) {
      this.latchkey = latchkey;
    }

    @Override
    public Set<Class<?>> getClasses() {
      return Set.of(Orders.class);
    }

    @Override
    @SuppressWarnings("deprecation") // there is no other way to hand over an instance
    public Set<Object> getSingletons() {
      return Set.of(new OidcFeature(latchkey));
    }
  }

  @Path("/api/orders")
  @RequiresScope("orders:read")
  public static final class Orders {

    @GET
    public String list(@Context SecurityContext security) {
      return security.getUserPrincipal().getName();
    }
  }

  // end

  private static Tomcat cxf(Latchkey latchkey, int port, java.nio.file.Path folder) {
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(folder.toString());
    tomcat.setPort(port);
    tomcat.getConnector();
    // readme: run a CXF application
    org.apache.catalina.Context context = tomcat.addContext("", null);
    Wrapper cxf =
        Tomcat.addServlet(context, "cxf", new CXFNonSpringJaxrsServlet(new Shop(latchkey)));
    cxf.setAsyncSupported(true);
    cxf.addMapping("/*");
    // end
    return tomcat;
  }

  @BeforeEach
  void start(TestProvider provider) throws LifecycleException {
    latchkey = Latchkey.builder().settings(provider.settings()).rules("bearer /api/**").build();
    tomcat = cxf(latchkey, 0, folder);
    tomcat.start();
  }

  @AfterEach
  void stop() throws LifecycleException {
    tomcat.stop();
    tomcat.destroy();
    latchkey.close();
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
