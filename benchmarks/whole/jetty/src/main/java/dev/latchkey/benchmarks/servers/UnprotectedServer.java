package dev.latchkey.benchmarks.servers;

/** The application as everybody may use it. */
public final class UnprotectedServer {

  private UnprotectedServer() {}

  /** Takes what every server is given, and needs nothing of it. */
  public static void main(String[] arguments) throws Exception {
    Served.untilInputEnds(OrdersServlet.alone());
  }
}
