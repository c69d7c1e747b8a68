package dev.latchkey.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.Latchkey;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An application that has the library and forgot the filter is warned. */
@Tag("P08")
class ForgottenFilterTest {

  private final Server server = new Server(0);
  private final ServletContextHandler context = new ServletContextHandler();

  @AfterEach
  void stop() throws Exception {
    server.stop();
  }

  private int status(String path) {
    int port = ((ServerConnector) server.getConnectors()[0]).getLocalPort();
    return new Browser().get("http://127.0.0.1:" + port + path).status();
  }

  /** What a container does with the jar's initializer, for an application of its own. */
  private void startWithInitializer() throws Exception {
    context.setClassLoader(ForgottenFilter.class.getClassLoader());
    context.addServletContainerInitializer(new ForgottenFilter());
    context.setContextPath("/shop");
    context.addServlet(new ServletHolder(new WhoServlet()), "/*");
    server.setHandler(context);
    server.start();
  }

  @Test
  void anApplicationWithoutTheFilterIsWarnedOnce() throws Exception {
    try (Lines log = new Lines()) {
      startWithInitializer();
      assertThat(status("/shop/a")).isEqualTo(200);
      assertThat(status("/shop/b")).isEqualTo(200);

      assertThat(log.next())
          .isEqualTo(
              "the application /shop has latchkey-servlet and no OidcFilter, so nothing protects"
                  + " it: map the filter to /*, or remove the library");
      server.stop();
      assertThat(log.rest()).isEmpty();
    }
  }

  @Test
  void anApplicationWithTheFilterIsNot() throws Exception {
    Latchkey latchkey =
        Latchkey.builder()
            .issuer("https://id.example.com")
            .audience("orders-api")
            .transport(
                call -> {
                  throw new IOException("no provider is needed");
                })
            .rules("public /**")
            .build();
    context.addFilter(
        new FilterHolder(new OidcFilter(latchkey)), "/*", EnumSet.of(DispatcherType.REQUEST));
    try (latchkey;
        Lines log = new Lines()) {
      startWithInitializer();
      assertThat(status("/shop/a")).isEqualTo(200);
      server.stop();

      assertThat(log.rest()).isEmpty();
    }
  }

  @Test
  void aLibraryThatTheContainerHasForEverybodySaysNothing() throws Exception {
    ServletContext other =
        (ServletContext)
            Proxy.newProxyInstance(
                ServletContext.class.getClassLoader(),
                new Class<?>[] {ServletContext.class},
                (proxy, method, arguments) -> {
                  assertThat(method.getName()).isEqualTo("getClassLoader");
                  return new ClassLoader() {};
                });

    new ForgottenFilter().onStartup(null, other);
  }

  @Test
  void containersFindTheInitializer() throws IOException {
    try (var list =
        Objects.requireNonNull(
            ForgottenFilter.class.getResourceAsStream(
                "/META-INF/services/jakarta.servlet.ServletContainerInitializer"))) {
      assertThat(new String(list.readAllBytes()).strip())
          .isEqualTo(ForgottenFilter.class.getName());
    }
  }

  /** What the log says of applications. */
  private static final class Lines extends Handler implements AutoCloseable {

    private static final Logger LOGGER = Logger.getLogger("dev.latchkey");

    private final SimpleFormatter formatter = new SimpleFormatter();
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    Lines() {
      LOGGER.addHandler(this);
    }

    @Override
    public void publish(LogRecord line) {
      String message = formatter.formatMessage(line);
      if (message.startsWith("the application")) {
        lines.add(message);
      }
    }

    String next() throws InterruptedException {
      return String.valueOf(lines.poll(30, TimeUnit.SECONDS));
    }

    List<String> rest() {
      return List.copyOf(lines);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
      LOGGER.removeHandler(this);
    }
  }
}
