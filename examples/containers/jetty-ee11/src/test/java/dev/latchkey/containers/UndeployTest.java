package dev.latchkey.containers;

import dev.latchkey.servlet.OidcFilter;
import dev.latchkey.testkit.contract.RunningServer;
import dev.latchkey.testkit.contract.UndeployContract;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletContainerInitializer;

/** What is left of an application in Jetty: nothing. */
class UndeployTest extends UndeployContract {

  @Override
  protected Class<? extends Filter> filter() {
    return OidcFilter.class;
  }

  @Override
  protected RunningServer start(ClassLoader classes, ServletContainerInitializer application)
      throws Exception {
    return JettyServer.usual().start("", application, context -> context.setClassLoader(classes));
  }
}
