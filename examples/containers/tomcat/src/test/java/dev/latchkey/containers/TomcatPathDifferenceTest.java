package dev.latchkey.containers;

import dev.latchkey.Latchkey;
import dev.latchkey.servlet.OidcFilter;
import dev.latchkey.testkit.contract.PathDifferenceContract;
import dev.latchkey.testkit.contract.ServletServer;
import jakarta.servlet.Filter;
import java.util.Map;

/** Whatever Tomcat makes of a path, the filter makes the same of it. */
class TomcatPathDifferenceTest extends PathDifferenceContract {

  @Override
  protected Filter filter(Latchkey latchkey) {
    return new OidcFilter(latchkey);
  }

  @Override
  protected Map<String, ServletServer> servers() {
    return Map.of("Tomcat", TomcatServer.usual(), "Tomcat, lenient", TomcatServer.lenient());
  }
}
