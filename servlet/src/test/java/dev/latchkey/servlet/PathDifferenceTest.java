package dev.latchkey.servlet;

import dev.latchkey.Latchkey;
import dev.latchkey.testkit.contract.PathDifferenceContract;
import dev.latchkey.testkit.contract.ServletServer;
import jakarta.servlet.Filter;
import java.util.Map;
import org.eclipse.jetty.http.UriCompliance;

/** Whatever Jetty makes of a path, the filter makes the same of it. */
class PathDifferenceTest extends PathDifferenceContract {

  @Override
  protected Filter filter(Latchkey latchkey) {
    return new OidcFilter(latchkey);
  }

  @Override
  protected Map<String, ServletServer> servers() {
    return Map.of(
        "Jetty", JettyServer.usual(),
        "Jetty, LEGACY", new JettyServer(UriCompliance.LEGACY, false),
        "Jetty, UNSAFE", new JettyServer(UriCompliance.UNSAFE, false),
        "Jetty, UNSAFE, decoding", new JettyServer(UriCompliance.UNSAFE, true));
  }
}
