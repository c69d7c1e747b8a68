package dev.latchkey.examples.cluster;

import dev.latchkey.Latchkey;
import dev.latchkey.examples.shop.servlets.MeServlet;
import dev.latchkey.servlet.OidcFilter;
import jakarta.servlet.DispatcherType;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.EnumSet;
import java.util.Map;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;

/** The shop in a Jetty and with a Latchkey of its own, on a free port of this machine. */
final class Node implements AutoCloseable {

  private final Latchkey latchkey;
  private final Server server = new Server(new InetSocketAddress("127.0.0.1", 0));

  private Node(String name, Map<String, String> settings) {
    latchkey = Latchkey.builder().fromEnvironment().settings(settings).build();
    ServletContextHandler context = new ServletContextHandler();
    context.setContextPath("/");
    context.addFilter(new OidcFilter(latchkey), "/*", EnumSet.of(DispatcherType.REQUEST));
    context.addServlet(new NodeServlet(name), "");
    context.addServlet(new MeServlet(), "/me");
    server.setHandler(context);
  }

  static Node start(String name, Map<String, String> settings) throws Exception {
    Node node = new Node(name, settings);
    node.server.start();
    return node;
  }

  /** Where the front finds it; nobody else needs to. */
  URI address() {
    return server.getURI();
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) { // what Jetty declares
      throw new IllegalStateException("a node does not stop", e);
    } finally {
      latchkey.close();
    }
  }
}
