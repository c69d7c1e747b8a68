package dev.latchkey.jaxrs;

import com.sun.net.httpserver.HttpServer;
import dev.latchkey.Latchkey;
import dev.latchkey.testkit.contract.Capability;
import dev.latchkey.testkit.contract.RestContract;
import dev.latchkey.testkit.contract.RunningServer;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.UriBuilder;
import java.net.URI;
import java.util.Map;
import org.glassfish.jersey.jdkhttp.JdkHttpServerFactory;
import org.glassfish.jersey.server.ResourceConfig;

/** What every adapter does alike, on Jersey and the JDK's HTTP server. */
class JerseyContractTest extends RestContract {

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
        "Jersey takes the decoded base path for an address, and gives up",
        Capability.ASYNC,
        "the JDK's server ends an exchange with the call of its handler",
        Capability.EVENTS,
        "the JDK's server ends an exchange with the call of its handler",
        Capability.HEADERS_OUTLIVE_EXCEPTIONS,
        "Jersey calls no response filter for an exception that no mapper maps,"
            + " and lets nobody reach the JDK's answer");
  }

  @Override
  protected RunningServer start(String basePath, Application application) {
    URI base = UriBuilder.fromUri("http://127.0.0.1:0").path(basePath + "/").build();
    HttpServer server =
        JdkHttpServerFactory.createHttpServer(base, ResourceConfig.forApplication(application));
    return RunningServer.at(server.getAddress().getPort(), () -> server.stop(0));
  }
}
