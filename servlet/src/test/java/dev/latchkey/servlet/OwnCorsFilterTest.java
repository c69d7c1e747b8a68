package dev.latchkey.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.Latchkey;
import dev.latchkey.testkit.TestProvider;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.Test;

/** An application's own filter for other origins stands before ours: two answers would be none. */
class OwnCorsFilterTest {

  private static final String ORIGIN = "https://app.example";

  @Test
  void ofTwoAnswersToAScriptOursCountsOnOurs() throws Exception {
    try (TestProvider provider = TestProvider.start();
        Latchkey latchkey =
            Latchkey.builder()
                .issuer(provider.issuer())
                .audience(provider.audience())
                .set("insecure-http-hosts", "127.0.0.1")
                .set("cors.origins", ORIGIN)
                .rules("public /open\nbearer /**")
                .build()) {
      for (String own : List.of("*", ORIGIN)) {
        Server server = start(new Cors(own), new OidcFilter(latchkey));
        int port = ((ServerConnector) server.getConnectors()[0]).getLocalPort();
        String base = "http://127.0.0.1:" + port;

        Reply refused = new Browser().get(base + "/api", "Origin", ORIGIN);
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.headers().allValues("Access-Control-Allow-Origin"))
            .containsExactly(ORIGIN);
        assertThat(refused.headers().allValues("Access-Control-Allow-Credentials"))
            .containsExactly("true");
        Reply served = new Browser().get(base + "/open", "Origin", ORIGIN);
        assertThat(served.headers().allValues("Access-Control-Allow-Origin")).containsExactly(own);
        server.stop();
      }
    }
  }

  private static Server start(Cors cors, OidcFilter filter) throws Exception {
    Server server = new Server(0);
    ServletContextHandler context = new ServletContextHandler();
    context.addFilter(new FilterHolder(cors), "/*", EnumSet.of(DispatcherType.REQUEST));
    context.addFilter(new FilterHolder(filter), "/*", EnumSet.of(DispatcherType.REQUEST));
    context.addServlet(new ServletHolder(new WhoServlet()), "/*");
    server.setHandler(context);
    server.start();
    return server;
  }

  private static final class Cors extends HttpFilter {

    private static final long serialVersionUID = 1L;

    private final String origin;

    Cors(String origin) {
      this.origin = origin;
    }

    @Override
    protected void doFilter(
        HttpServletRequest request, HttpServletResponse response, FilterChain chain)
        throws IOException, ServletException {
      response.addHeader("Access-Control-Allow-Origin", origin);
      response.addHeader("Access-Control-Allow-Credentials", "true");
      chain.doFilter(request, response);
    }
  }
}
