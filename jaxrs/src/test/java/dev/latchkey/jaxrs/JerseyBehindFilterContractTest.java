package dev.latchkey.jaxrs;

import dev.latchkey.Latchkey;
import dev.latchkey.servlet.OidcFilter;
import jakarta.servlet.DispatcherType;
import jakarta.ws.rs.core.Feature;
import java.util.EnumSet;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The same where a servlet filter stands in front, which decides for both. */
@Tag("O14")
@EnabledIfSystemProperty(named = "latchkey.full", matches = "true")
class JerseyBehindFilterContractTest extends JerseyInJettyContractTest {

  private Latchkey latest;

  @Override
  protected Feature feature(Latchkey latchkey) {
    latest = latchkey;
    return OidcFeature.behindFilter(latchkey);
  }

  @Override
  void serve(ServletContextHandler context, ServletHolder jersey, String basePath) {
    FilterHolder filter = new FilterHolder(new OidcFilter(latest));
    filter.setAsyncSupported(true);
    context.setContextPath(basePath.isEmpty() ? "/" : basePath);
    context.addFilter(filter, "/*", EnumSet.allOf(DispatcherType.class));
    context.addServlet(jersey, "/*");
  }
}
