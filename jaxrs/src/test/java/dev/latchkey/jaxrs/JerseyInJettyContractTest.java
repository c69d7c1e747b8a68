package dev.latchkey.jaxrs;

import dev.latchkey.Latchkey;
import dev.latchkey.testkit.contract.Capability;
import dev.latchkey.testkit.contract.RestContract;
import dev.latchkey.testkit.contract.RunningServer;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.Feature;
import java.net.InetSocketAddress;
import java.util.Map;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.NetworkConnector;
import org.eclipse.jetty.server.Server;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.servlet.ServletContainer;

/** What every adapter does alike, on Jersey in Jetty, where a prefix leads to the servlet. */
class JerseyInJettyContractTest extends RestContract {

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
        Capability.RAW_QUERY,
        "Jersey encodes a question mark in a query");
  }

  @Override
  protected RunningServer start(String basePath, Application application) throws Exception {
    ServletHolder jersey =
        new ServletHolder(new ServletContainer(ResourceConfig.forApplication(application)));
    jersey.setAsyncSupported(true);
    ServletContextHandler context = new ServletContextHandler();
    serve(context, jersey, basePath);
    Server server = new Server(new InetSocketAddress("127.0.0.1", 0));
    server.setHandler(context);
    server.start();
    return RunningServer.at(
        ((NetworkConnector) server.getConnectors()[0]).getLocalPort(), server::stop);
  }

  void serve(ServletContextHandler context, ServletHolder jersey, String basePath) {
    context.addServlet(jersey, basePath + "/*");
  }
}
