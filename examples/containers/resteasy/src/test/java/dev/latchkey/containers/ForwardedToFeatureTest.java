package dev.latchkey.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.Latchkey;
import dev.latchkey.event.Event;
import dev.latchkey.jaxrs.OidcFeature;
import dev.latchkey.servlet.OidcFilter;
import dev.latchkey.testkit.TestProvider;
import dev.latchkey.testkit.TestProviderExtension;
import io.undertow.Undertow;
import io.undertow.server.handlers.PathHandler;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.util.ImmediateInstanceFactory;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.Principal;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jboss.resteasy.core.ResteasyDeploymentImpl;
import org.jboss.resteasy.plugins.server.servlet.HttpServlet30Dispatcher;
import org.jboss.resteasy.spi.ResteasyDeployment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A servlet that everybody may call hands requests to resources that not everybody may. Undertow
 * changes the request itself then, where others wrap it.
 */
@Tag("smoke")
@Tag("K19")
@ExtendWith(TestProviderExtension.class)
class ForwardedToFeatureTest {

  /** What is protected. */
  @Path("/api/orders")
  public static final class Orders {

    @GET
    @Path("{id}")
    public String order(@PathParam("id") String id, @Context SecurityContext caller) {
      Principal known = caller.getUserPrincipal();
      return id + " for " + (known == null ? "nobody" : known.getName());
    }
  }

  /** Leads to where the query says. */
  private static final class Leading extends HttpServlet {

    private static final long serialVersionUID = 1;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException, ServletException {
      String target = request.getQueryString();
      if (request.getPathInfo().equals("/forward")) {
        request.getRequestDispatcher(target).forward(request, response);
      } else {
        request.startAsync().dispatch(target);
      }
    }
  }

  private final List<Event> events = new CopyOnWriteArrayList<>();
  private Latchkey latchkey;
  private Undertow undertow;

  @BeforeEach
  void start(TestProvider provider) throws ServletException {
    latchkey =
        Latchkey.builder()
            .settings(provider.settings())
            .rules("public /leads/** /api/orders/sample\nbearer /api/**")
            .listener(events::add)
            .build();
    ResteasyDeployment resteasy = new ResteasyDeploymentImpl();
    resteasy.setApplication(new Shop(latchkey));
    DeploymentInfo shop =
        Servlets.deployment()
            .setDeploymentName("shop")
            .setClassLoader(Shop.class.getClassLoader())
            .setContextPath("/shop")
            .addFilter(
                Servlets.filter(
                        "oidc",
                        OidcFilter.class,
                        new ImmediateInstanceFactory<>(new OidcFilter(latchkey)))
                    .setAsyncSupported(true))
            .addFilterUrlMapping("oidc", "/*", DispatcherType.REQUEST)
            .addServletContextAttribute(ResteasyDeployment.class.getName(), resteasy)
            .addServlet(
                Servlets.servlet(
                        "leading", Leading.class, new ImmediateInstanceFactory<>(new Leading()))
                    .setAsyncSupported(true)
                    .addMapping("/leads/*"))
            .addServlet(
                Servlets.servlet("resteasy", HttpServlet30Dispatcher.class)
                    .setAsyncSupported(true)
                    .setLoadOnStartup(1)
                    .addMapping("/*"));
    DeploymentManager deployment = Servlets.newContainer().addDeployment(shop);
    deployment.deploy();
    undertow =
        Undertow.builder()
            .addHttpListener(
                0, "localhost", new PathHandler().addPrefixPath("/shop", deployment.start()))
            .build();
    undertow.start();
  }

  /** The application. */
  public static final class Shop extends Application {

    private final Latchkey latchkey;

    Shop(Latchkey latchkey) {
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

  @AfterEach
  void stop() {
    undertow.stop();
    latchkey.close();
  }

  @Test
  void whereAServletLeadsToIsJudgedByWhatItIs(TestProvider provider) throws Exception {
    String token = "Bearer " + provider.token().subject("ada").sign();
    for (String way : List.of("forward", "later")) {
      String lead = "/leads/" + way + "?/api/orders/";

      assertThat(get(lead + "7").statusCode()).as(way).isEqualTo(401);
      assertThat(get(lead + "7", "Authorization", token).body()).as(way).isEqualTo("7 for ada");
      assertThat(get(lead + "sample").body()).as(way).isEqualTo("sample for nobody");
    }
  }

  @Test
  @Tag("K12")
  void anEncodedLetterLeadsToNoOtherResource() throws Exception {
    assertThat(get("/api/orders/sample").body()).isEqualTo("sample for nobody");
    assertThat(get("/api/orders/%73ample").statusCode()).isEqualTo(400);
    assertThat(get("/api/orders/7").statusCode()).isEqualTo(401);
  }

  @Test
  @Tag("O14")
  void onePathIsDecidedOnce(TestProvider provider) throws Exception {
    String token = "Bearer " + provider.token().subject("ada").sign();

    for (String path : List.of("/api/orders/7", "/api/orders/7/", "/api/orders/a%20b")) {
      assertThat(get(path, "Authorization", token).statusCode()).as(path).isEqualTo(200);
      assertThat(events.stream().filter(each -> each.kind() == Event.Kind.ALLOWED))
          .as(path)
          .hasSize(1);
      events.clear();
    }
  }

  private HttpResponse<String> get(String path, String... headers) throws Exception {
    InetSocketAddress address = (InetSocketAddress) undertow.getListenerInfo().get(0).getAddress();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
            URI.create("http://localhost:" + address.getPort() + "/shop" + path));
    return HttpClient.newHttpClient()
        .send(
            headers.length == 0 ? request.build() : request.headers(headers).build(),
            BodyHandlers.ofString());
  }
}
