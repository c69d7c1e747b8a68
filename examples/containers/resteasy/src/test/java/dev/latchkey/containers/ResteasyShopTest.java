package dev.latchkey.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.Latchkey;
import dev.latchkey.jaxrs.OidcFeature;
import dev.latchkey.jaxrs.RequiresScope;
import dev.latchkey.testkit.TestProvider;
import dev.latchkey.testkit.TestProviderExtension;
import io.undertow.Undertow;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import jakarta.servlet.ServletException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Set;
import org.jboss.resteasy.core.ResteasyDeploymentImpl;
import org.jboss.resteasy.plugins.server.servlet.HttpServlet30Dispatcher;
import org.jboss.resteasy.spi.ResteasyDeployment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A JAX-RS application on RESTEasy, as the documentation shows it. */
@Tag("smoke")
@ExtendWith(TestProviderExtension.class)
class ResteasyShopTest {

  private Latchkey latchkey;
  private Undertow undertow;

  // readme: protect a RESTEasy application
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

  private static Undertow resteasy(Latchkey latchkey, int port) throws ServletException {
    // readme: run a RESTEasy application
    ResteasyDeployment resteasy = new ResteasyDeploymentImpl();
    resteasy.setApplication(new Shop(latchkey));
    DeploymentInfo shop =
        Servlets.deployment()
            .setDeploymentName("shop")
            .setClassLoader(Shop.class.getClassLoader())
            .setContextPath("/")
            .addServletContextAttribute(ResteasyDeployment.class.getName(), resteasy)
            .addServlet(
                Servlets.servlet("resteasy", HttpServlet30Dispatcher.class)
                    .setAsyncSupported(true)
                    .setLoadOnStartup(1)
                    .addMapping("/*"));
    DeploymentManager deployment = Servlets.defaultContainer().addDeployment(shop);
    deployment.deploy();
    Undertow undertow =
        Undertow.builder().addHttpListener(port, "localhost", deployment.start()).build();
    // end
    return undertow;
  }

  @BeforeEach
  void start(TestProvider provider) throws ServletException {
    latchkey = Latchkey.builder().settings(provider.settings()).rules("bearer /api/**").build();
    undertow = resteasy(latchkey, 0);
    undertow.start();
  }

  @AfterEach
  void stop() {
    undertow.stop();
    latchkey.close();
  }

  @Test
  void answersWhoeverHasAGoodToken(TestProvider provider) throws Exception {
    assertThat(status(provider.token().scope("orders:read").sign())).isEqualTo(200);
    assertThat(status(provider.token().scope("orders:write").sign())).isEqualTo(403);
    assertThat(status("nonsense")).isEqualTo(401);
  }

  private int status(String token) throws Exception {
    InetSocketAddress address = (InetSocketAddress) undertow.getListenerInfo().get(0).getAddress();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + address.getPort() + "/api/orders"))
            .header("Authorization", "Bearer " + token)
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode();
  }
}
