package dev.latchkey.containers;

import dev.latchkey.Latchkey;
import dev.latchkey.jaxrs.OidcFeature;
import dev.latchkey.jaxrs.RequiresScope;
import dev.latchkey.testkit.contract.Capability;
import dev.latchkey.testkit.contract.RestContract;
import dev.latchkey.testkit.contract.RunningServer;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.Feature;
import java.nio.file.Files;
import java.util.Map;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Wrapper;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.cxf.jaxrs.servlet.CXFNonSpringJaxrsServlet;

/** What every adapter does alike, on CXF in Tomcat. */
class CxfContractTest extends RestContract {

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
        Capability.EVENTS,
        "CXF has a module of its own for events, and Maven Central not its newest one",
        Capability.ANSWERS_BEFORE_BODY,
        "CXF reads a body to its end before it answers");
  }

  @Override
  protected RunningServer start(String basePath, Application application) throws Exception {
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(Files.createTempDirectory("tomcat").toString());
    Connector connector = new Connector();
    connector.setPort(0);
    connector.setProperty("address", "127.0.0.1");
    tomcat.setConnector(connector);
    Context context = tomcat.addContext(basePath, null);
    Wrapper cxf = Tomcat.addServlet(context, "cxf", new CXFNonSpringJaxrsServlet(application));
    cxf.setAsyncSupported(true);
    cxf.addMapping("/*");
    putInFront(context);
    tomcat.start();
    return RunningServer.at(connector.getLocalPort(), () -> stop(tomcat));
  }

  /** Puts in front what stands there. */
  void putInFront(Context context) {}

  private static void stop(Tomcat tomcat) throws LifecycleException {
    tomcat.stop();
    tomcat.destroy();
  }
}
