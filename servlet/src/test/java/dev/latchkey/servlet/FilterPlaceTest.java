package dev.latchkey.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.Latchkey;
import dev.latchkey.event.Event;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A filter that stands where requests go past it says so, once. */
@Tag("P08")
class FilterPlaceTest {

  /** As an application's own, which answers some requests and changes others. */
  public static final class EarlyFilter implements Filter {
    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
        throws IOException, ServletException {
      chain.doFilter(request, response);
    }
  }

  private final List<String> warnings = new CopyOnWriteArrayList<>();
  private final Latchkey latchkey =
      Latchkey.builder()
          .issuer("https://id.example.com")
          .audience("orders-api")
          .transport(
              call -> {
                throw new IOException("no provider is needed");
              })
          .rules("public /**")
          .listener(this::hear)
          .build();
  private final Server server = new Server(0);
  private final ServletContextHandler context = new ServletContextHandler();

  private void hear(Event event) {
    if (event.kind() == Event.Kind.WARNING && event.detail().contains("ilter")) {
      warnings.add(event.detail());
    }
  }

  @AfterEach
  void stop() throws Exception {
    server.stop();
    latchkey.close();
  }

  private void filter(String name, Filter filter, String... paths) {
    FilterHolder holder = new FilterHolder(filter);
    holder.setName(name);
    holder.setAsyncSupported(true);
    for (String path : paths) {
      context.addFilter(holder, path, EnumSet.of(DispatcherType.REQUEST));
    }
  }

  private void start() throws Exception {
    context.addServlet(new ServletHolder(new WhoServlet()), "/*");
    server.setHandler(context);
    server.start();
  }

  private int status(String path) {
    int port = ((ServerConnector) server.getConnectors()[0]).getLocalPort();
    return new Browser().get("http://127.0.0.1:" + port + path).status();
  }

  @Test
  void beforeEverythingThereIsNothingToSay() throws Exception {
    filter("oidc", new OidcFilter(latchkey), "/*");
    filter("late", new EarlyFilter(), "/*");
    start();

    assertThat(status("/a")).isEqualTo(200);
    assertThat(warnings).isEmpty();
  }

  @Test
  void pathsThatAreNotMappedAreToldOfAtTheStart() throws Exception {
    filter("oidc", new OidcFilter(latchkey), "/api/*", "*.do");
    start();

    assertThat(warnings)
        .singleElement()
        .asString()
        .startsWith("the filter oidc is mapped to the paths [")
        .contains("/api/*", "*.do", "nothing else is protected", "map it to /*");
  }

  @Test
  void aSecondFilterForAPartIsFineWhereTheFirstOneSeesEverything() throws Exception {
    filter("oidc", new OidcFilter(latchkey), "/*");
    filter("partner", new OidcFilter(latchkey), "/partner/*");
    start();

    assertThat(status("/partner/a")).isEqualTo(200);
    assertThat(warnings).isEmpty();
  }

  @Test
  void filtersThatAreCalledBeforeAreToldOfOnce() throws Exception {
    filter("early", new EarlyFilter(), "/*");
    filter("oidc", new OidcFilter(latchkey), "/*");
    start();
    assertThat(warnings).isEmpty();

    assertThat(status("/a")).isEqualTo(200);
    assertThat(status("/b")).isEqualTo(200);

    assertThat(warnings)
        .singleElement()
        .asString()
        .startsWith("other filters are called before OidcFilter: [" + EarlyFilter.class.getName())
        .endsWith("put OidcFilter first");
  }

  @Test
  void aContextThatTellsNothingStopsNoStart() throws Exception {
    for (RuntimeException fault :
        new RuntimeException[] {
          new UnsupportedOperationException(),
          new IllegalStateException(),
          new NullPointerException()
        }) {
      ServletContext silent =
          (ServletContext)
              Proxy.newProxyInstance(
                  ServletContext.class.getClassLoader(),
                  new Class<?>[] {ServletContext.class},
                  (proxy, method, arguments) -> {
                    throw fault;
                  });
      FilterConfig config =
          (FilterConfig)
              Proxy.newProxyInstance(
                  FilterConfig.class.getClassLoader(),
                  new Class<?>[] {FilterConfig.class},
                  (proxy, method, arguments) ->
                      method.getName().equals("getServletContext") ? silent : "oidc");

      new OidcFilter(latchkey).init(config);
    }
    assertThat(warnings).isEmpty();
  }

  @Test
  void aRequestThatTellsNothingGoesOn() {
    ServletRequest silent =
        (ServletRequest)
            Proxy.newProxyInstance(
                ServletRequest.class.getClassLoader(),
                new Class<?>[] {ServletRequest.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("getDispatcherType")) {
                    return DispatcherType.REQUEST;
                  }
                  throw new UnsupportedOperationException();
                });

    new FilterPlace().check(silent, latchkey);

    assertThat(warnings).isEmpty();
  }
}
