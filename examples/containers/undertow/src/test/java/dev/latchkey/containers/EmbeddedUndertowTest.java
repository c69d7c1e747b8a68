package dev.latchkey.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.Latchkey;
import dev.latchkey.servlet.OidcFilter;
import dev.latchkey.testkit.TestProvider;
import dev.latchkey.testkit.TestProviderExtension;
import io.undertow.Undertow;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.util.ImmediateInstanceFactory;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A program with an Undertow in it, as the documentation shows it. */
@Tag("smoke")
@ExtendWith(TestProviderExtension.class)
class EmbeddedUndertowTest {

  private Latchkey latchkey;
  private Undertow undertow;

  /** What is protected. */
  public static final class OrdersServlet extends HttpServlet {

    private static final long serialVersionUID = 1;

    /** For the container. */
    public OrdersServlet() {}

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.getWriter().write(request.getRemoteUser());
    }
  }

  private static Undertow protectedUndertow(Latchkey latchkey, int port) throws ServletException {
    // readme: protect an Undertow
    DeploymentInfo shop =
        Servlets.deployment()
            .setDeploymentName("shop")
            .setClassLoader(EmbeddedUndertowTest.class.getClassLoader())
            .setContextPath("/")
            .addFilter(
                Servlets.filter(
                        "oidc",
                        OidcFilter.class,
                        new ImmediateInstanceFactory<>(new OidcFilter(latchkey)))
                    .setAsyncSupported(true))
            .addFilterUrlMapping("oidc", "/*", DispatcherType.REQUEST)
            .addFilterUrlMapping("oidc", "/*", DispatcherType.ERROR)
            .addErrorPage(Servlets.errorPage("/sorry", Throwable.class))
            .addServlet(Servlets.servlet("orders", OrdersServlet.class).addMapping("/api/orders"));
    DeploymentManager deployment = Servlets.defaultContainer().addDeployment(shop);
    deployment.deploy();
    Undertow undertow =
        Undertow.builder().addHttpListener(port, "localhost", deployment.start()).build();
    // end
    return undertow;
  }

  @BeforeEach
  void start(TestProvider provider) throws ServletException {
    latchkey =
        Latchkey.builder()
            .settings(provider.settings())
            .rules("bearer GET /api/orders scope=orders:read")
            .build();
    undertow = protectedUndertow(latchkey, 0);
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
