package dev.latchkey.benchmarks.servers.latchkey;

import dev.latchkey.Latchkey;
import dev.latchkey.LatchkeyBuilder;
import dev.latchkey.benchmarks.servers.Given;
import dev.latchkey.benchmarks.servers.OrdersServlet;
import dev.latchkey.benchmarks.servers.Served;
import dev.latchkey.servlet.OidcFilter;
import jakarta.servlet.DispatcherType;
import java.util.EnumSet;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;

/** The application for who brings an access token. */
public final class LatchkeyServer {

  private LatchkeyServer() {}

  /**
   * Takes what every server is given; the variant is further settings, as {@code key=value},
   * separated by blanks.
   */
  public static void main(String[] arguments) throws Exception {
    Served.untilInputEnds(protectedBy(latchkey(Given.read(arguments))));
  }

  private static Latchkey latchkey(Given given) {
    LatchkeyBuilder builder =
        Latchkey.builder()
            .issuer(given.issuer())
            .audience(given.audience())
            .set("discovery", "off")
            .set("jwks", given.keys())
            .set("rules", "bearer /**");
    for (String setting : given.variant().split(" ")) {
      if (!setting.isEmpty()) {
        String[] parts = setting.split("=", 2);
        builder.set(parts[0], parts[1]);
      }
    }
    return builder.build();
  }

  /** The application behind a filter that asks this instance. */
  public static ServletContextHandler protectedBy(Latchkey latchkey) {
    ServletContextHandler context = OrdersServlet.alone();
    context.addFilter(
        new FilterHolder(new OidcFilter(latchkey)), "/*", EnumSet.of(DispatcherType.REQUEST));
    return context;
  }
}
