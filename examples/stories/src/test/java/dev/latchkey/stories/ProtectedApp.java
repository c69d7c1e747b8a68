package dev.latchkey.stories;

import dev.latchkey.Latchkey;
import dev.latchkey.LatchkeyBuilder;
import dev.latchkey.event.Event;
import dev.latchkey.event.Reason;
import dev.latchkey.servlet.OidcFilter;
import jakarta.servlet.DispatcherType;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;

/**
 * A plain Java application on a free port: embedded Jetty, one servlet that tells who called, and
 * Latchkey's filter before it.
 */
final class ProtectedApp implements App {

  private static final Set<Event.Kind> TELLING =
      Set.of(Event.Kind.REFUSED, Event.Kind.UNDECIDED, Event.Kind.LOGIN_FAILED);

  private final AtomicReference<Event> lastRefusal =
      new AtomicReference<>(Event.of(Event.Kind.ALLOWED, "nothing was refused yet"));
  private final List<Event.Kind> told = new CopyOnWriteArrayList<>();
  private final List<String> served = new CopyOnWriteArrayList<>();
  private final RecordedCalls calls = new RecordedCalls();
  private final JettyOnAFreePort jetty;
  private final Latchkey latchkey;

  private final CorsAnswers cors;

  private ProtectedApp(
      JettyOnAFreePort jetty, Function<String, LatchkeyBuilder> settings, CorsAnswers cors) {
    this.jetty = jetty;
    this.cors = cors;
    this.latchkey = settings.apply(jetty.baseUrl()).listener(this::hear).transport(calls).build();
  }

  /** Starts an application that can tell Latchkey its own address. */
  static ProtectedApp start(Function<String, LatchkeyBuilder> settings) {
    return start(new JettyOnAFreePort(), settings, CorsAnswers.none());
  }

  /** The same, which lets pages of other origins read its answers. */
  static ProtectedApp start(Function<String, LatchkeyBuilder> settings, CorsAnswers cors) {
    return start(new JettyOnAFreePort(), settings, cors);
  }

  /** The same at an https address. */
  static ProtectedApp startWithTls(Function<String, LatchkeyBuilder> settings) {
    return start(JettyOnAFreePort.withTls(), settings, CorsAnswers.none());
  }

  /** The same below a context path. */
  static ProtectedApp startBelow(String contextPath, Function<String, LatchkeyBuilder> settings) {
    ProtectedApp app = new ProtectedApp(new JettyOnAFreePort(), settings, CorsAnswers.none());
    app.serve(contextPath);
    return app;
  }

  private static ProtectedApp start(
      JettyOnAFreePort jetty, Function<String, LatchkeyBuilder> settings, CorsAnswers cors) {
    ProtectedApp app = new ProtectedApp(jetty, settings, cors);
    app.serve("/");
    return app;
  }

  /** Starts an application that need not know its own address: nobody signs in there. */
  static ProtectedApp start(LatchkeyBuilder settings) {
    return start(baseUrl -> settings);
  }

  @Override
  public String url(String path) {
    return jetty.url(path);
  }

  /** Why the last request did not pass, which the log says and the client is not told. */
  Reason lastRefusal() {
    return lastRefusal.get().reason().orElseThrow();
  }

  /** What Latchkey has asked of the provider so far. */
  RecordedCalls calls() {
    return calls;
  }

  /** Every request that reached the application's own code, e.g. {@code GET /orders}. */
  List<String> served() {
    return List.copyOf(served);
  }

  /** How often a kind of thing has happened so far. */
  long count(Event.Kind kind) {
    return told.stream().filter(kind::equals).count();
  }

  private void hear(Event event) {
    told.add(event.kind());
    if (TELLING.contains(event.kind())) {
      lastRefusal.set(event);
    }
  }

  private void serve(String contextPath) {
    ServletContextHandler context = new ServletContextHandler();
    context.setContextPath(contextPath);
    context.addFilter(new OidcFilter(latchkey), "/*", EnumSet.of(DispatcherType.REQUEST));
    context.addFilter(cors, "/*", EnumSet.of(DispatcherType.REQUEST));
    context.addServlet(new ServletHolder(new CallerServlet(served::add)), "/*");
    jetty.serve(context);
  }

  @Override
  public void close() {
    try {
      jetty.close();
    } finally {
      latchkey.close();
      calls.close();
    }
  }
}
