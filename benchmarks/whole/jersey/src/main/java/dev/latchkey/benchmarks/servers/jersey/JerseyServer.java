package dev.latchkey.benchmarks.servers.jersey;

import dev.latchkey.Latchkey;
import dev.latchkey.benchmarks.servers.Given;
import dev.latchkey.benchmarks.servers.Served;
import dev.latchkey.jaxrs.OidcFeature;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.servlet.ServletContainer;

/** The application as a resource. */
public final class JerseyServer {

  private JerseyServer() {}

  /**
   * Takes what every server is given; the variant is {@code latchkey}, {@code smallrye} or empty.
   */
  public static void main(String[] arguments) throws Exception {
    Given given = Given.read(arguments);
    ResourceConfig config = new ResourceConfig(OrdersResource.class);
    switch (given.variant()) {
      case "latchkey" -> config.register(new OidcFeature(latchkey(given)));
      case "smallrye" -> config.register(SmallRyeFilter.of(given));
      default -> {} // unprotected
    }
    ServletContextHandler context = new ServletContextHandler();
    context.addServlet(new ServletHolder(new ServletContainer(config)), "/*");
    Served.untilInputEnds(context);
  }

  private static Latchkey latchkey(Given given) {
    return Latchkey.builder()
        .issuer(given.issuer())
        .audience(given.audience())
        .set("discovery", "off")
        .set("jwks", given.keys())
        .set("rules", "bearer /**")
        .build();
  }
}
