package dev.latchkey.containers;

import dev.latchkey.Latchkey;
import dev.latchkey.servlet.OidcFilter;
import dev.latchkey.testkit.contract.ServletContract;
import dev.latchkey.testkit.contract.ServletServer;
import jakarta.servlet.Filter;

/** What every adapter does alike, in Undertow. */
class UndertowContractTest extends ServletContract {

  @Override
  protected Filter filter(Latchkey latchkey) {
    return new OidcFilter(latchkey);
  }

  @Override
  protected ServletServer server() {
    return UndertowServer.usual();
  }
}
