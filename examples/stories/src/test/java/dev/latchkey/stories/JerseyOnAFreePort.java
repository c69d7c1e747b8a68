package dev.latchkey.stories;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.function.Function;
import org.glassfish.jersey.jdkhttp.JdkHttpServerFactory;
import org.glassfish.jersey.server.ResourceConfig;

/** A JAX-RS application on Jersey and the JDK's HTTP server, without servlets. */
final class JerseyOnAFreePort implements App {

  private final String baseUrl = "http://localhost:" + freePort();
  private final HttpServer server;

  /** Starts the application that is made for a base URL. */
  JerseyOnAFreePort(Function<String, ResourceConfig> application) {
    server =
        JdkHttpServerFactory.createHttpServer(
            URI.create(baseUrl + "/"), application.apply(baseUrl));
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
