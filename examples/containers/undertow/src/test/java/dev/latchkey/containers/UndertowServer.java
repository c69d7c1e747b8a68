package dev.latchkey.containers;

import dev.latchkey.testkit.contract.RunningServer;
import dev.latchkey.testkit.contract.ServletContract;
import dev.latchkey.testkit.contract.ServletServer;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.handlers.PathHandler;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.api.InstanceHandle;
import io.undertow.servlet.api.ServletContainerInitializerInfo;
import io.undertow.servlet.util.ImmediateInstanceFactory;
import io.undertow.servlet.util.ImmediateInstanceHandle;
import io.undertow.servlet.websockets.WebSocketServlet;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletException;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.function.Consumer;

/** An embedded Undertow, strict or lenient. */
record UndertowServer(boolean isLenient) implements ServletServer {

  /** It would make sixteen on a small machine; 64 may have to wait for the provider. */
  private static final int THREADS = 100;

  /** As it comes. */
  static UndertowServer usual() {
    return new UndertowServer(false);
  }

  /** With every switch set that lets odd paths through. */
  static UndertowServer lenient() {
    return new UndertowServer(true);
  }

  @Override
  public RunningServer start(String contextPath, ServletContainerInitializer application)
      throws Exception {
    return start(contextPath, application, same -> {});
  }

  /** Starts it with changes to the deployment. */
  RunningServer start(
      String contextPath, ServletContainerInitializer application, Consumer<DeploymentInfo> changes)
      throws Exception {
    DeploymentInfo info = deployment(contextPath, application);
    changes.accept(info);
    DeploymentManager deployment = Servlets.newContainer().addDeployment(info);
    deployment.deploy();
    PathHandler paths =
        new PathHandler()
            .addPrefixPath(contextPath.isEmpty() ? "/" : contextPath, deployment.start());
    Undertow undertow =
        Undertow.builder()
            .addHttpListener(0, "127.0.0.1", paths)
            .setWorkerThreads(THREADS)
            .setServerOption(UndertowOptions.ENABLE_HTTP2, true)
            .setServerOption(UndertowOptions.DECODE_SLASH, isLenient)
            .setServerOption(UndertowOptions.ALLOW_UNESCAPED_CHARACTERS_IN_URL, isLenient)
            .build();
    undertow.start();
    InetSocketAddress address = (InetSocketAddress) undertow.getListenerInfo().get(0).getAddress();
    return RunningServer.at(address.getPort(), () -> stop(undertow, deployment));
  }

  private static void stop(Undertow undertow, DeploymentManager deployment)
      throws ServletException {
    undertow.stop();
    deployment.stop();
    deployment.undeploy();
  }

  private static DeploymentInfo deployment(
      String contextPath, ServletContainerInitializer application) {
    return Servlets.deployment()
        .setDeploymentName("contract")
        .setClassLoader(UndertowServer.class.getClassLoader())
        .setContextPath(contextPath.isEmpty() ? "/" : contextPath)
        .addErrorPage(Servlets.errorPage(ServletContract.ERROR_PAGE, ServletContract.ERROR_STATUS))
        // without one Undertow forgets all headers when an exception reaches it
        .addErrorPage(Servlets.errorPage(ServletContract.ERROR_PAGE, Throwable.class))
        .addServlet(
            Servlets.servlet("own", WebSocketServlet.class, UndertowServer::socket)
                .setAsyncSupported(true)
                .addMapping(ServletContract.OWN_SOCKET))
        .addServletContainerInitializer(
            new ServletContainerInitializerInfo(
                application.getClass(), new ImmediateInstanceFactory<>(application), Set.of()));
  }

  private static InstanceHandle<Servlet> socket() {
    return new ImmediateInstanceHandle<>(new WebSocketServlet(new OwnSocket()));
  }
}
