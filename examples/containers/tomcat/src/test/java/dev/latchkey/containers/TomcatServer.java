package dev.latchkey.containers;

import dev.latchkey.testkit.contract.RunningServer;
import dev.latchkey.testkit.contract.ServletContract;
import dev.latchkey.testkit.contract.ServletServer;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.coyote.http2.Http2Protocol;
import org.apache.tomcat.util.descriptor.web.ErrorPage;
import org.apache.tomcat.websocket.server.WsSci;

/** An embedded Tomcat, strict or lenient. */
record TomcatServer(boolean isLenient) implements ServletServer {

  /** As it comes. */
  static TomcatServer usual() {
    return new TomcatServer(false);
  }

  /** With every switch set that lets odd paths through. */
  static TomcatServer lenient() {
    return new TomcatServer(true);
  }

  @Override
  public RunningServer start(String contextPath, ServletContainerInitializer application)
      throws Exception {
    return start(contextPath, application, same -> {});
  }

  /** Starts it with changes to the application's context. */
  RunningServer start(
      String contextPath, ServletContainerInitializer application, Consumer<Context> changes)
      throws Exception {
    Path folder = Files.createTempDirectory("tomcat");
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(folder.toString());
    tomcat.setHostname("127.0.0.1");
    tomcat.setConnector(connector());
    Context context = tomcat.addContext(contextPath, null);
    ErrorPage page = new ErrorPage();
    page.setErrorCode(ServletContract.ERROR_STATUS);
    page.setLocation(ServletContract.ERROR_PAGE);
    context.addErrorPage(page);
    context.addServletContainerInitializer(new WsSci(), Set.of());
    context.addServletContainerInitializer(TomcatServer::addSocket, Set.of());
    context.addServletContainerInitializer(application, Set.of());
    changes.accept(context);
    tomcat.start();
    return RunningServer.at(tomcat.getConnector().getLocalPort(), () -> stop(tomcat));
  }

  private Connector connector() {
    Connector connector = new Connector();
    connector.setPort(0);
    connector.setProperty("address", "127.0.0.1");
    connector.addUpgradeProtocol(new Http2Protocol());
    if (isLenient) {
      connector.setEncodedSolidusHandling("decode");
      connector.setProperty("allowBackslash", "true");
      connector.setProperty("relaxedPathChars", "\"<>[\\]^`{|}");
      connector.setProperty("relaxedQueryChars", "\"<>[\\]^`{|}");
      connector.setProperty("rejectIllegalHeader", "false");
    }
    return connector;
  }

  private static void addSocket(Set<Class<?>> classes, ServletContext context)
      throws ServletException {
    Object sockets = context.getAttribute(ServerContainer.class.getName());
    try {
      ((ServerContainer) sockets).addEndpoint(OwnSocket.class);
    } catch (DeploymentException e) {
      throw new ServletException(e);
    }
  }

  private static void stop(Tomcat tomcat) throws LifecycleException {
    tomcat.stop();
    tomcat.destroy();
  }
}
