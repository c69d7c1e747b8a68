package dev.latchkey.stories;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** An embedded Jetty that knows its address before it serves anything. */
final class JettyOnAFreePort implements App {

  private final Server server = new Server();
  private final String baseUrl;

  JettyOnAFreePort() {
    this("http");
  }

  private JettyOnAFreePort(String scheme) {
    ServerConnector connector =
        scheme.equals("https")
            ? new ServerConnector(server, 1, 1, tls())
            : new ServerConnector(server, 1, 1);
    connector.setHost("localhost");
    server.addConnector(connector);
    try {
      connector.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    baseUrl = scheme + "://localhost:" + connector.getLocalPort();
  }

  /** With a certificate that no browser trusts unless it is told to. */
  static JettyOnAFreePort withTls() {
    return new JettyOnAFreePort("https");
  }

  private static SslContextFactory.Server tls() {
    SslContextFactory.Server tls = new SslContextFactory.Server();
    tls.setKeyStorePath(TlsKeyStore.forLocalhost().toAbsolutePath().toString());
    tls.setKeyStorePassword(TlsKeyStore.PASSWORD);
    return tls;
  }

  String baseUrl() {
    return baseUrl;
  }

  void serve(ServletContextHandler context) {
    server.setHandler(context);
    try {
      server.start();
    } catch (Exception e) { // what Jetty declares
      throw new IllegalStateException("Jetty did not start", e);
    }
  }

  @Override
  public String url(String path) {
    return baseUrl + path;
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) { // what Jetty declares
      throw new IllegalStateException("Jetty did not stop", e);
    }
  }
}
