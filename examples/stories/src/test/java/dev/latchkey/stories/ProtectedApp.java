package dev.latchkey.stories;

import dev.latchkey.Latchkey;
import dev.latchkey.LatchkeyBuilder;
import dev.latchkey.event.Event;
import dev.latchkey.event.Reason;
import dev.latchkey.servlet.OidcFilter;
import jakarta.servlet.DispatcherType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * A plain Java application on a free port: embedded Jetty, one servlet that tells who called, and
 * Latchkey's filter before it.
 */
final class ProtectedApp implements AutoCloseable {

  private final AtomicReference<Event> lastRefusal =
      new AtomicReference<>(Event.of(Event.Kind.ALLOWED, "nothing was refused yet"));
  private final RecordedCalls calls = new RecordedCalls();
  private final Server server = new Server();
  private final String baseUrl;
  private final Latchkey latchkey;

  private ProtectedApp(Function<String, LatchkeyBuilder> settings) {
    this.baseUrl = "http://localhost:" + openPort(server);
    this.latchkey = settings.apply(baseUrl).listener(this::hear).transport(calls).build();
  }

  /** Starts an application that can tell Latchkey its own address. */
  static ProtectedApp start(Function<String, LatchkeyBuilder> settings) {
    ProtectedApp app = new ProtectedApp(settings);
    app.serve();
    return app;
  }

  /** Starts an application that need not know its own address: nobody signs in there. */
  static ProtectedApp start(LatchkeyBuilder settings) {
    return start(baseUrl -> settings);
  }

  /** The address of a path of this application. */
  String url(String path) {
    return baseUrl + path;
  }

  /** Why the last request was refused, which the log says and the client is not told. */
  Reason lastRefusal() {
    return lastRefusal.get().reason().orElseThrow();
  }

  /** What Latchkey has asked of the provider so far. */
  RecordedCalls calls() {
    return calls;
  }

  private static int openPort(Server server) {
    ServerConnector connector = new ServerConnector(server, 1, 1);
    connector.setHost("localhost");
    server.addConnector(connector);
    try {
      connector.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return connector.getLocalPort();
  }

  private void hear(Event event) {
    if (event.kind() == Event.Kind.REFUSED || event.kind() == Event.Kind.LOGIN_FAILED) {
      lastRefusal.set(event);
    }
  }

  private void serve() {
    ServletContextHandler context = new ServletContextHandler();
    context.addFilter(new OidcFilter(latchkey), "/*", EnumSet.of(DispatcherType.REQUEST));
    context.addServlet(new ServletHolder(new CallerServlet()), "/*");
    server.setHandler(context);
    try {
      server.start();
    } catch (Exception e) { // what Jetty declares
      throw new IllegalStateException("Jetty did not start", e);
    }
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) { // what Jetty declares
      throw new IllegalStateException("Jetty did not stop", e);
    } finally {
      latchkey.close();
      calls.close();
    }
  }
}
