package dev.latchkey.examples.cluster;

import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.proxy.ProxyHandler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;

/** What stands in front of the nodes and gives each request to the next one. */
final class Front implements AutoCloseable {

  private final Server server;
  private final List<URI> nodes;
  private final AtomicInteger turn = new AtomicInteger();

  private Front(int port, List<URI> nodes) {
    this.nodes = List.copyOf(nodes);
    server = new Server(port);
    server.setHandler(new ProxyHandler.Reverse(this::next));
    server.setStopAtShutdown(true);
  }

  static Front open(int port, List<URI> nodes) throws Exception {
    Front front = new Front(port, nodes);
    front.server.start();
    return front;
  }

  private HttpURI next(Request request) {
    URI node = nodes.get(Math.floorMod(turn.getAndIncrement(), nodes.size()));
    return HttpURI.build(request.getHttpURI())
        .scheme("http")
        .host(node.getHost())
        .port(node.getPort());
  }

  /** Returns when it is stopped. */
  void join() throws InterruptedException {
    server.join();
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) { // what Jetty declares
      throw new IllegalStateException("the front does not stop", e);
    }
  }
}
