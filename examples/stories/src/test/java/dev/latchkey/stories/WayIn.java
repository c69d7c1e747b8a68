package dev.latchkey.stories;

import dev.latchkey.Latchkey;
import dev.latchkey.jaxrs.OidcFeature;
import dev.latchkey.servlet.OidcFilter;
import jakarta.servlet.DispatcherType;
import java.util.EnumSet;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.glassfish.jersey.server.ResourceConfig;

/** How Latchkey gets into an application. The settings are the same by every way. */
enum WayIn {
  /** The application is a program of its own and builds everything. */
  PROGRAM {
    @Override
    App start(UnaryOperator<Map<String, String>> settings) {
      return ProtectedApp.start(
          baseUrl -> Latchkey.builder().settings(settings.apply(Map.of("base-url", baseUrl))));
    }
  },
  /** A deployment descriptor names the filter and its init-params. */
  DESCRIPTOR {
    @Override
    App start(UnaryOperator<Map<String, String>> settings) {
      JettyOnAFreePort jetty = new JettyOnAFreePort();
      FilterHolder filter = new FilterHolder(OidcFilter.class);
      filter.setInitParameters(settings.apply(Map.of("base-url", jetty.baseUrl())));
      ServletContextHandler context = new ServletContextHandler();
      context.addFilter(filter, "/*", EnumSet.of(DispatcherType.REQUEST));
      context.addServlet(new ServletHolder(new CallerServlet()), "/*");
      jetty.serve(context);
      return jetty;
    }
  },
  /** A JAX-RS application registers the feature and has the settings among its properties. */
  JAX_RS {
    @Override
    App start(UnaryOperator<Map<String, String>> settings) {
      return new JerseyOnAFreePort(
          baseUrl -> {
            ResourceConfig application =
                new ResourceConfig(OidcFeature.class, CallerResource.class);
            settings.apply(Map.of("base-url", baseUrl)).forEach(application::property);
            return application;
          });
    }
  };

  /**
   * Starts an application.
   *
   * @param settings adds to the {@code base-url}, which is known only once there is a port
   */
  abstract App start(UnaryOperator<Map<String, String>> settings);
}
