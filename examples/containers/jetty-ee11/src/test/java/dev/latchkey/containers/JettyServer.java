package dev.latchkey.containers;

import dev.latchkey.testkit.contract.RunningServer;
import dev.latchkey.testkit.contract.ServletContract;
import dev.latchkey.testkit.contract.ServletServer;
import jakarta.servlet.ServletContainerInitializer;
import java.util.function.Consumer;
import org.eclipse.jetty.ee11.servlet.ErrorPageErrorHandler;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** An embedded Jetty, strict or lenient. */
record JettyServer(boolean isLenient) implements ServletServer {

  /** As it comes. */
  static JettyServer usual() {
    return new JettyServer(false);
  }

  /** With every switch set that lets odd paths through. */
  static JettyServer lenient() {
    return new JettyServer(true);
  }

  @Override
  public RunningServer start(String contextPath, ServletContainerInitializer application)
      throws Exception {
    return start(contextPath, application, same -> {});
  }

  /** Starts it with changes to the application's context. */
  RunningServer start(
      String contextPath,
      ServletContainerInitializer application,
      Consumer<ServletContextHandler> changes)
      throws Exception {
    HttpConfiguration http = new HttpConfiguration();
    http.setUriCompliance(isLenient ? UriCompliance.UNSAFE : UriCompliance.DEFAULT);
    Server server = new Server();
    ServerConnector connector =
        new ServerConnector(
            server, new HttpConnectionFactory(http), new HTTP2CServerConnectionFactory(http));
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    ServletContextHandler context = context(contextPath, application);
    changes.accept(context);
    server.setHandler(context);
    server.start();
    return RunningServer.at(connector.getLocalPort(), server::stop);
  }

  private ServletContextHandler context(String path, ServletContainerInitializer application) {
    ServletContextHandler context = new ServletContextHandler(ServletContextHandler.SESSIONS);
    context.setContextPath(path.isEmpty() ? "/" : path);
    context.getServletHandler().setDecodeAmbiguousURIs(isLenient);
    ErrorPageErrorHandler errors = new ErrorPageErrorHandler();
    errors.addErrorPage(ServletContract.ERROR_STATUS, ServletContract.ERROR_PAGE);
    context.setErrorHandler(errors);
    context.addServletContainerInitializer(application);
    return context;
  }
}
