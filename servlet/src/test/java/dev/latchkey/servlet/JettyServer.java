package dev.latchkey.servlet;

import dev.latchkey.testkit.contract.RunningServer;
import dev.latchkey.testkit.contract.ServletContract;
import dev.latchkey.testkit.contract.ServletServer;
import jakarta.servlet.ServletContainerInitializer;
import org.eclipse.jetty.ee10.servlet.ErrorPageErrorHandler;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * Jetty, strict or lenient.
 *
 * @param decode whether servlets may be told of paths that are ambiguous
 */
record JettyServer(UriCompliance compliance, boolean decode) implements ServletServer {

  /** As it comes. */
  static JettyServer usual() {
    return new JettyServer(UriCompliance.DEFAULT, false);
  }

  @Override
  public RunningServer start(String contextPath, ServletContainerInitializer application)
      throws Exception {
    HttpConfiguration http = new HttpConfiguration();
    http.setUriCompliance(compliance);
    Server server = new Server();
    ServerConnector connector =
        new ServerConnector(
            server, new HttpConnectionFactory(http), new HTTP2CServerConnectionFactory(http));
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(context(contextPath, application));
    server.start();
    return RunningServer.at(connector.getLocalPort(), server::stop);
  }

  private ServletContextHandler context(String path, ServletContainerInitializer application) {
    ServletContextHandler context = new ServletContextHandler(ServletContextHandler.SESSIONS);
    context.setContextPath(path.isEmpty() ? "/" : path);
    context.getServletHandler().setDecodeAmbiguousURIs(decode);
    ErrorPageErrorHandler errors = new ErrorPageErrorHandler();
    errors.addErrorPage(ServletContract.ERROR_STATUS, ServletContract.ERROR_PAGE);
    context.setErrorHandler(errors);
    context.addServletContainerInitializer(application);
    return context;
  }
}
