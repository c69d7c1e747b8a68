package dev.latchkey.servlet;

import dev.latchkey.Latchkey;
import dev.latchkey.testkit.contract.Capability;
import dev.latchkey.testkit.contract.ServletContract;
import dev.latchkey.testkit.contract.ServletServer;
import jakarta.servlet.Filter;
import java.util.Map;

/** What every adapter does alike, in Jetty. */
class JettyContractTest extends ServletContract {

  @Override
  protected Filter filter(Latchkey latchkey) {
    return new OidcFilter(latchkey);
  }

  @Override
  protected ServletServer server() {
    return JettyServer.usual();
  }

  @Override
  protected Map<Capability, String> lacks() {
    return Map.of(
        Capability.OWN_SOCKETS, "Maven Central has no WebSocket module for this version of Jetty");
  }
}
