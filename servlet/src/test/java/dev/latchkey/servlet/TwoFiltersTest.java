package dev.latchkey.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.Latchkey;
import dev.latchkey.testkit.TestProvider;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.EnumSet;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One application, two parts of it with a provider each: what one decides is not the other's. */
class TwoFiltersTest {

  private static TestProvider ours;
  private static TestProvider partners;
  private static Latchkey main;
  private static Latchkey partner;
  private static Server server;

  @BeforeAll
  static void start() throws Exception {
    ours = TestProvider.start();
    partners = TestProvider.start();
    main = bearerOnly(ours, "public /open/** /partner/**");
    partner = bearerOnly(partners, "bearer /**");
    server = new Server(0);
    ServletContextHandler context = new ServletContextHandler();
    protect(context, main, "/*");
    protect(context, partner, "/partner/*");
    add(context, new WhoServlet(), "/*");
    add(context, new Onward("/partner/who"), "/open/forward");
    server.setHandler(context);
    server.start();
  }

  private static Latchkey bearerOnly(TestProvider provider, String rules) {
    return Latchkey.builder()
        .issuer(provider.issuer())
        .audience(provider.audience())
        .set("insecure-http-hosts", "127.0.0.1")
        .rules(rules)
        .build();
  }

  private static void protect(ServletContextHandler context, Latchkey latchkey, String path) {
    FilterHolder filter = new FilterHolder(new OidcFilter(latchkey));
    filter.setAsyncSupported(true);
    context.addFilter(filter, path, EnumSet.allOf(DispatcherType.class));
  }

  private static void add(ServletContextHandler context, HttpServlet servlet, String path) {
    context.addServlet(new ServletHolder(servlet), path);
  }

  @AfterAll
  static void stop() throws Exception {
    server.stop();
    main.close();
    partner.close();
    ours.close();
    partners.close();
  }

  private static String at(String path) {
    return "http://127.0.0.1:"
        + ((ServerConnector) server.getConnectors()[0]).getLocalPort()
        + path;
  }

  @Test
  @Tag("K19")
  @Tag("O14")
  void aPublicPageOfOneDoesNotOpenTheOther() {
    assertThat(new Browser().get(at("/partner/who")).status()).isEqualTo(401);

    Reply stranger = new Browser().get(at("/open/forward"));
    assertThat(stranger.status()).isEqualTo(401);
    assertThat(stranger.body()).doesNotContain("page=");

    String token = partners.token().subject("grace").sign();
    Reply known = new Browser().get(at("/open/forward"), "Authorization", "Bearer " + token);
    assertThat(known.says("subject")).isEqualTo("grace");
  }

  private static final class Onward extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private final String target;

    Onward(String target) {
      this.target = target;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException, ServletException {
      request.getRequestDispatcher(target).forward(request, response);
    }
  }
}
