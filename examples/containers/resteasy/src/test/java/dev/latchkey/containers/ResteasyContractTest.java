package dev.latchkey.containers;

import dev.latchkey.Latchkey;
import dev.latchkey.jaxrs.OidcFeature;
import dev.latchkey.jaxrs.RequiresScope;
import dev.latchkey.testkit.contract.Capability;
import dev.latchkey.testkit.contract.RestContract;
import dev.latchkey.testkit.contract.RunningServer;
import io.undertow.Undertow;
import io.undertow.server.handlers.PathHandler;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.Feature;
import java.net.InetSocketAddress;
import java.util.Map;
import org.jboss.resteasy.core.ResteasyDeploymentImpl;
import org.jboss.resteasy.plugins.server.servlet.HttpServlet30Dispatcher;
import org.jboss.resteasy.spi.ResteasyDeployment;

/** What every adapter does alike, on RESTEasy in Undertow. */
class ResteasyContractTest extends RestContract {

  @Override
  protected Feature feature(Latchkey latchkey) {
    return new OidcFeature(latchkey);
  }

  /** Asks in the feature's own words. */
  @Path("annotated/scoped")
  @RequiresScope("orders:read")
  public static final class Scoped {

    @GET
    public String scoped() {
      return "scoped";
    }
  }

  @Override
  protected Class<?> scopedResource() {
    return Scoped.class;
  }

  @Override
  protected Map<Capability, String> lacks() {
    return Map.of(
        Capability.DECODED_DISPATCH,
        "Jakarta REST matches paths as they were sent",
        Capability.ENCODED_CONTEXT_PATH,
        "RESTEasy takes the decoded context path for a part of an address, and gives up");
  }

  @Override
  protected RunningServer start(String basePath, Application application) throws Exception {
    String path = basePath.isEmpty() ? "/" : basePath;
    DeploymentManager deployment =
        Servlets.newContainer().addDeployment(inFront(deployment(path, application)));
    deployment.deploy();
    Undertow undertow =
        Undertow.builder()
            .addHttpListener(
                0, "127.0.0.1", new PathHandler().addPrefixPath(path, deployment.start()))
            .build();
    undertow.start();
    InetSocketAddress address = (InetSocketAddress) undertow.getListenerInfo().get(0).getAddress();
    return RunningServer.at(address.getPort(), undertow::stop);
  }

  /** Puts in front what stands there. */
  DeploymentInfo inFront(DeploymentInfo deployment) {
    return deployment;
  }

  private static DeploymentInfo deployment(String path, Application application) {
    ResteasyDeployment resteasy = new ResteasyDeploymentImpl();
    resteasy.setApplication(application);
    return Servlets.deployment()
        .setDeploymentName("contract")
        .setClassLoader(ResteasyContractTest.class.getClassLoader())
        .setContextPath(path)
        .addServletContextAttribute(ResteasyDeployment.class.getName(), resteasy)
        .addServlet(
            Servlets.servlet("resteasy", HttpServlet30Dispatcher.class)
                .setAsyncSupported(true)
                .setLoadOnStartup(1)
                .addMapping("/*"));
  }
}
