package dev.latchkey.containers;

import dev.latchkey.Latchkey;
import dev.latchkey.servlet.OidcFilter;
import dev.latchkey.testkit.contract.PathDifferenceContract;
import dev.latchkey.testkit.contract.ServletServer;
import jakarta.servlet.Filter;
import java.util.Map;

/** Whatever Jetty makes of a path, the filter makes the same of it. */
class JettyPathDifferenceTest extends PathDifferenceContract {

  @Override
  protected Filter filter(Latchkey latchkey) {
    return new OidcFilter(latchkey);
  }

  @Override
  protected Map<String, ServletServer> servers() {
    return Map.of("Jetty", JettyServer.usual(), "Jetty, lenient", JettyServer.lenient());
  }
}
