package dev.latchkey.stories;

import com.sun.net.httpserver.HttpServer;
import java.net.URI;
import java.util.function.Function;
import org.glassfish.jersey.jdkhttp.JdkHttpServerFactory;
import org.glassfish.jersey.server.ResourceConfig;

/** A JAX-RS application on Jersey and the JDK's HTTP server, without servlets. */
final class JerseyOnAFreePort implements App {

  private final String baseUrl = "http://localhost:" + FreePort.any();
  private final HttpServer server;

  /** Starts the application that is made for a base URL. */
  JerseyOnAFreePort(Function<String, ResourceConfig> application) {
    server =
        JdkHttpServerFactory.createHttpServer(
            URI.create(baseUrl + "/"), application.apply(baseUrl));
  }

  @Override
  public String url(String path) {
    return baseUrl + path;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
