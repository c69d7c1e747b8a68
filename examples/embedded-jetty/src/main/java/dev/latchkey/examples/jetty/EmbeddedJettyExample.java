package dev.latchkey.examples.jetty;

import dev.latchkey.Latchkey;
import dev.latchkey.examples.shop.ShopLog;
import dev.latchkey.examples.shop.ShopSettings;
import dev.latchkey.examples.shop.servlets.AdminServlet;
import dev.latchkey.examples.shop.servlets.HealthServlet;
import dev.latchkey.examples.shop.servlets.HomeServlet;
import dev.latchkey.examples.shop.servlets.MeServlet;
import dev.latchkey.examples.shop.servlets.OrdersServlet;
import dev.latchkey.servlet.OidcFilter;
import jakarta.servlet.DispatcherType;
import java.util.EnumSet;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;

/** Opens the shop. With {@code LATCHKEY_ISSUER} it uses that provider, else one of its own. */
public final class EmbeddedJettyExample {

  private EmbeddedJettyExample() {}

  /** Runs until it is stopped. */
  public static void main(String[] args) throws Exception {
    ShopLog.toTerminal();
    try (ShopSettings settings = ShopSettings.ofThisProcess();
        Latchkey latchkey = settings.latchkey()) {
      Server server = server(settings, latchkey);
      server.setStopAtShutdown(true);
      server.start();
      System.out.println(settings.welcome());
      server.join();
    } catch (IllegalArgumentException wrongSettings) {
      System.err.println(wrongSettings.getMessage());
      System.exit(2);
    }
  }

  private static Server server(ShopSettings settings, Latchkey latchkey) {
    String contextPath = settings.contextPath();
    ServletContextHandler context = new ServletContextHandler();
    context.setContextPath(contextPath.isEmpty() ? "/" : contextPath);
    context.addFilter(new OidcFilter(latchkey), "/*", EnumSet.of(DispatcherType.REQUEST));
    context.addServlet(new HomeServlet(), "");
    context.addServlet(new MeServlet(), "/me");
    context.addServlet(new OrdersServlet(), "/api/orders");
    context.addServlet(new AdminServlet(), "/api/admin");
    context.addServlet(new HealthServlet(), "/health");
    Server server = new Server(settings.port());
    server.setHandler(context);
    return server;
  }
}
