package dev.latchkey.benchmarks.servers.spring;

import dev.latchkey.benchmarks.servers.Given;
import dev.latchkey.benchmarks.servers.OrdersServlet;
import dev.latchkey.benchmarks.servers.Served;
import jakarta.servlet.DispatcherType;
import java.util.EnumSet;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.filter.DelegatingFilterProxy;

/** The application for who brings an access token. */
public final class SpringServer {

  private SpringServer() {}

  /** Takes what every server is given. */
  public static void main(String[] arguments) throws Exception {
    Given given = Given.read(arguments);
    ServletContextHandler context = OrdersServlet.alone();
    AnnotationConfigWebApplicationContext beans = new AnnotationConfigWebApplicationContext();
    beans.addBeanFactoryPostProcessor(factory -> factory.registerSingleton("given", given));
    beans.register(ResourceServer.class);
    beans.setServletContext(context.getServletContext());
    context.addFilter(
        new FilterHolder(new DelegatingFilterProxy("springSecurityFilterChain", beans)),
        "/*",
        EnumSet.of(DispatcherType.REQUEST));
    Served.untilInputEnds(context);
  }
}
