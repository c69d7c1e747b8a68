package dev.latchkey.servlet;

import dev.latchkey.Latchkey;
import dev.latchkey.LatchkeyBuilder;
import dev.latchkey.event.Event;
import dev.latchkey.testkit.TestProvider;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** An application in embedded Jetty behind an {@link OidcFilter}; every page says who asks. */
final class App implements AutoCloseable {

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final Server server = new Server();
  private final List<Event> events = new ArrayList<>();
  private final String address;
  private final Latchkey latchkey;

  private App(
      Map<String, String> settings, String scheme, String contextPath, boolean lenientJetty) {
    ServerConnector connector =
        scheme.equals("https") ? tlsConnector(server) : connector(server, lenientJetty);
    try {
      connector.open(); // so that base-url can name the port before anything is built
      address = scheme + "://127.0.0.1:" + connector.getLocalPort() + contextPath;
      latchkey = latchkey(settings);
      server.setHandler(context(contextPath, lenientJetty));
      server.start();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** An application with the settings of a provider, changed as the test likes. */
  static App behind(TestProvider provider, Consumer<Map<String, String>> changes) {
    return started(provider, changes, "http", "", false);
  }

  /** The same, over TLS. */
  static App overTls(TestProvider provider, Consumer<Map<String, String>> changes) {
    return started(provider, changes, "https", "", false);
  }

  /** The same, below a context path. */
  static App below(String contextPath, TestProvider provider, Consumer<Map<String, String>> more) {
    return started(provider, more, "http", contextPath, false);
  }

  /** The same, in a Jetty that lets every ambiguous path through to the filter. */
  static App inLenientJetty(TestProvider provider, Consumer<Map<String, String>> changes) {
    return started(provider, changes, "http", "", true);
  }

  private static App started(
      TestProvider provider,
      Consumer<Map<String, String>> changes,
      String scheme,
      String contextPath,
      boolean lenientJetty) {
    Map<String, String> settings = new LinkedHashMap<>(provider.settings());
    changes.accept(settings);
    App app = new App(settings, scheme, contextPath, lenientJetty);
    provider.allowRedirect(app.at("/oidc/callback"));
    provider.allowPostLogoutRedirect(app.at("/"));
    return app;
  }

  private static ServerConnector connector(Server server, boolean lenientJetty) {
    HttpConfiguration http = new HttpConfiguration();
    if (lenientJetty) {
      http.setUriCompliance(UriCompliance.UNSAFE);
    }
    ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    return connector;
  }

  private static ServerConnector tlsConnector(Server server) {
    SslContextFactory.Server tls = new SslContextFactory.Server();
    tls.setKeyStore(TlsKeys.store());
    tls.setKeyStorePassword(TlsKeys.PASSWORD);
    ServerConnector connector = new ServerConnector(server, tls);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    return connector;
  }

  private Latchkey latchkey(Map<String, String> settings) {
    LatchkeyBuilder builder = Latchkey.builder().listener(this::hear);
    if (settings.containsKey("client-id")) {
      builder.baseUrl(address);
    }
    return builder.settings(settings).build();
  }

  private ServletContextHandler context(String contextPath, boolean lenientJetty) {
    ServletContextHandler context = new ServletContextHandler();
    context.setContextPath(contextPath.isEmpty() ? "/" : contextPath);
    if (lenientJetty) {
      context.getServletHandler().setDecodeAmbiguousURIs(true);
    }
    FilterHolder filter = new FilterHolder(new OidcFilter(latchkey));
    filter.setAsyncSupported(true);
    context.addFilter(filter, "/*", EnumSet.allOf(DispatcherType.class));
    add(context, new WhoServlet(), "/*");
    return context;
  }

  private static void add(ServletContextHandler context, HttpServlet servlet, String path) {
    ServletHolder holder = new ServletHolder(servlet);
    holder.setAsyncSupported(true);
    context.addServlet(holder, path);
  }

  /** The address of a page. */
  String at(String path) {
    return address + path;
  }

  int port() {
    return ((ServerConnector) server.getConnectors()[0]).getLocalPort();
  }

  Latchkey latchkey() {
    return latchkey;
  }

  private void hear(Event event) {
    synchronized (events) {
      events.add(event);
      events.notifyAll();
    }
  }

  /** All that happened since the last time. */
  List<Event> takeEvents() {
    synchronized (events) {
      List<Event> taken = List.copyOf(events);
      events.clear();
      return taken;
    }
  }

  /** The codes of all that was refused or failed since the last time, in order. */
  List<String> takeReasons() {
    return takeEvents().stream()
        .flatMap(each -> each.reason().stream())
        .map(r -> r.code())
        .toList();
  }

  /** Waits until something has happened. */
  void await(Predicate<Event> expected) {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    synchronized (events) {
      while (events.stream().noneMatch(expected)) {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          throw new AssertionError("waited in vain; heard: " + events);
        }
        try {
          TimeUnit.NANOSECONDS.timedWait(events, left);
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
    }
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    } finally {
      latchkey.close();
    }
  }
}
