package dev.latchkey.benchmarks.servers;

import com.sun.management.ThreadMXBean;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.stream.LongStream;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * A server on a free port of the loopback address that says where it listens and answers each line
 * on its standard input with figures. It ends with its input, so that none outlives who started it.
 */
public final class Served {

  /** Begins the line that says where it listens: the port follows. */
  public static final String LISTENING = "listening ";

  /** Begins the answers: bytes allocated, classes loaded and milliseconds of compiling follow. */
  public static final String FIGURES = "figures ";

  private Served() {}

  /** Starts it; comes back never. */
  public static void untilInputEnds(ServletContextHandler context) throws Exception {
    Server server = new Server();
    ServerConnector connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(context);
    server.start();
    System.out.println(LISTENING + connector.getLocalPort());
    BufferedReader asked =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    while (asked.readLine() != null) {
      System.out.println(FIGURES + allocated() + " " + classes() + " " + compiling());
    }
    System.exit(0); // some libraries keep threads
  }

  /** By the threads that are alive, which those of Jetty are from one window to the next. */
  private static long allocated() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    return LongStream.of(threads.getThreadAllocatedBytes(threads.getAllThreadIds()))
        .filter(bytes -> bytes > 0)
        .sum();
  }

  private static long classes() {
    return ManagementFactory.getClassLoadingMXBean().getTotalLoadedClassCount();
  }

  private static long compiling() {
    return ManagementFactory.getCompilationMXBean().getTotalCompilationTime();
  }
}
