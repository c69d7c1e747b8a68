package dev.latchkey.servlet;

import dev.latchkey.Latchkey;
import dev.latchkey.testkit.contract.RunningServer;
import dev.latchkey.testkit.contract.ServletContract;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletContainerInitializer;
import org.eclipse.jetty.ee10.servlet.ErrorPageErrorHandler;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** What every adapter does alike, in Jetty. */
class JettyContractTest extends ServletContract {

  @Override
  protected Filter filter(Latchkey latchkey) {
    return new OidcFilter(latchkey);
  }

  @Override
  protected RunningServer start(String contextPath, ServletContainerInitializer application)
      throws Exception {
    Server server = new Server();
    ServerConnector connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    ServletContextHandler context = new ServletContextHandler();
    context.setContextPath(contextPath.isEmpty() ? "/" : contextPath);
    ErrorPageErrorHandler errors = new ErrorPageErrorHandler();
    errors.addErrorPage(ERROR_STATUS, ERROR_PAGE);
    context.setErrorHandler(errors);
    context.addServletContainerInitializer(application);
    server.setHandler(context);
    server.start();
    return RunningServer.at(connector.getLocalPort(), server::stop);
  }
}
