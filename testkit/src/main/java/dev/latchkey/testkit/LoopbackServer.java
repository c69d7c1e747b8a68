package dev.latchkey.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** An HTTP server on 127.0.0.1 that can go away and come back on the same port. */
final class LoopbackServer implements AutoCloseable {
  private static final int THREADS = 16;
  private static final int MOST_WAITING = 10_000;
  private static final int MAX_BODY_BYTES = 64 * 1024;
  private static final int MOST_CONNECTING = 1_000;
  private static final int MOST_IDLE = 10_000;

  static {
    // The JDK's server reads its properties once, and there is no other way to tell it.
    // It sends headers and body apart; with Nagle's algorithm each answer on a kept connection
    // then takes 40 ms.
    unlessSet("sun.net.httpserver.nodelay", "true");
    // It keeps 200 idle connections and closes what is more, often under a client's next request.
    unlessSet("sun.net.httpserver.maxIdleConnections", Integer.toString(MOST_IDLE));
  }

  private final RequestLog log = new RequestLog();
  private final PathFaults faults;
  private final ThreadPoolExecutor threads;
  private final int port;
  private volatile Map<String, Endpoint> endpoints = Map.of();
  private @Nullable HttpServer server;
  private @Nullable SocketChannel placeholder;
  private boolean closed;

  /** Takes the port (0: any free one) and answers 404 until {@link #serve} is called. */
  LoopbackServer(int port, PathFaults faults) {
    this.faults = faults;
    this.server = listen(port);
    this.port = server.getAddress().getPort();
    this.threads = threads(this.port);
    begin(server);
  }

  private static void unlessSet(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  void serve(Map<String, Endpoint> endpoints) {
    this.endpoints = Map.copyOf(endpoints);
  }

  String address() {
    return "http://127.0.0.1:" + port;
  }

  int port() {
    return port;
  }

  RequestLog log() {
    return log;
  }

  /** Refuses connections from now on; open ones are cut. */
  synchronized void goDown() {
    if (server != null) {
      server.stop(0);
      server = null;
      placeholder = keepPort();
    }
  }

  synchronized void comeBack() {
    if (closed) {
      throw new IllegalStateException("this provider is closed");
    }
    if (server == null) {
      releasePort();
      server = listen(port);
      begin(server);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    goDown();
    releasePort();
    threads.shutdownNow();
  }

  /** Binds without listening: connections are refused, and nobody else is given the port. */
  private @Nullable SocketChannel keepPort() {
    try {
      SocketChannel channel = SocketChannel.open();
      channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      return channel.bind(loopback(port));
    } catch (IOException e) {
      return null; // a courtesy only: without it the port is most likely still free later
    }
  }

  private void releasePort() {
    SocketChannel kept = placeholder;
    placeholder = null;
    try {
      if (kept != null) {
        kept.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot release port " + port, e);
    }
  }

  private static HttpServer listen(int port) {
    try {
      return HttpServer.create(loopback(port), MOST_CONNECTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen on port " + port + " of 127.0.0.1", e);
    }
  }

  private static InetSocketAddress loopback(int port) {
    try {
      return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
    } catch (IOException e) {
      throw new IllegalStateException("four bytes are an address", e);
    }
  }

  private static ThreadPoolExecutor threads(int port) {
    AtomicInteger number = new AtomicInteger();
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(MOST_WAITING),
            task -> daemon(task, "test-provider-" + port + "-" + number.incrementAndGet()));
    threads.allowCoreThreadTimeOut(true);
    return threads;
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  private void begin(HttpServer server) {
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    // The JDK's dispatcher is a daemon only if the thread that starts it is one.
    Thread starter = daemon(server::start, "test-provider-start");
    starter.start();
    try {
      starter.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void handle(HttpExchange exchange) {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      Answer answer = answer(exchange, path);
      WireFault fault = faults.wire(path);
      if (fault == null) {
        send(exchange, answer);
      } else {
        fault.send(new WireAnswer(exchange, answer, () -> faults.wire(path) == fault));
      }
    } catch (IOException e) {
      // The caller has gone, or the server has: nobody is left to be told.
    }
  }

  private Answer answer(HttpExchange exchange, String path) throws IOException {
    log.add(path);
    byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES + 1);
    if (body.length > MAX_BODY_BYTES) {
      return Answer.of(413, "text/plain", "no more than " + MAX_BODY_BYTES + " bytes, please");
    }
    faults.await(path);
    Answer prepared = faults.take(path);
    return prepared != null ? prepared : honest(exchange, path, body);
  }

  private Answer honest(HttpExchange exchange, String path, byte[] body) {
    Endpoint endpoint = endpoints.get(path);
    if (endpoint == null) {
      return Answer.of(404, "text/plain", "nothing here");
    }
    Call call;
    try {
      call = call(exchange, body);
    } catch (IllegalArgumentException e) {
      return Answer.error(400, "invalid_request", "query or form is not well encoded");
    }
    return asked(endpoint, call);
  }

  private static Answer asked(Endpoint endpoint, Call call) {
    try {
      return endpoint.answer(call);
    } catch (RuntimeException e) {
      // A consumer given to Faults has failed, or the provider has a bug: say where, and no value.
      return Answer.of(500, "text/plain", e.getClass().getName() + " at " + e.getStackTrace()[0]);
    }
  }

  private static Call call(HttpExchange exchange, byte[] body) {
    String type = exchange.getRequestHeaders().getFirst("Content-Type");
    boolean form = type != null && type.startsWith("application/x-www-form-urlencoded");
    return new Call(
        exchange.getRequestMethod(),
        Parameters.parse(exchange.getRequestURI().getRawQuery()),
        Parameters.parse(form ? new String(body, UTF_8) : null),
        exchange.getRequestHeaders());
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    answer.headers().forEach(exchange.getResponseHeaders()::set);
    byte[] body = answer.bytes();
    boolean bodiless = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(answer.status(), bodiless ? -1 : body.length);
    if (!bodiless) {
      exchange.getResponseBody().write(body);
    }
  }
}
