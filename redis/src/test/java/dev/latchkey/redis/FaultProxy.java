package dev.latchkey.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A network between Latchkey and Redis that is slow, cuts connections, or swallows what it carries
 * without a word.
 */
final class FaultProxy implements AutoCloseable {
  private static final int BUFFER_BYTES = 64 * 1024;

  private final ServerSocket server;
  private volatile int target;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final AtomicInteger connections = new AtomicInteger();
  private volatile Duration delay = Duration.ZERO;
  private volatile boolean swallows;
  private volatile boolean refuses;

  FaultProxy(int target) {
    this.target = target;
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start(this::accept);
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "fault-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  String uri() {
    return "redis://127.0.0.1:" + port();
  }

  int port() {
    return server.getLocalPort();
  }

  /** How many connections there have been. */
  int connections() {
    return connections.get();
  }

  /** Has new connections lead elsewhere. */
  void lead(int newTarget) {
    target = newTarget;
  }

  /** What comes from now on arrives so much later. */
  void delay(Duration newDelay) {
    delay = newDelay;
  }

  /** From now on nothing arrives, in no direction, and nobody is told; new connections neither. */
  void swallow() {
    swallows = true;
  }

  /** Closes all connections, and each new one at once. */
  void cut() {
    refuses = true;
    sockets.forEach(FaultProxy::close);
  }

  /**
   * Carries again. Connections from whose stream something was swallowed are as dead as they would
   * be in a network that forgot them: they stay, and swallow on.
   */
  void heal() {
    delay = Duration.ZERO;
    refuses = false;
    if (swallows) {
      swallows = false;
      sockets.clear();
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        if (refuses) {
          client.close();
          continue;
        }
        connections.incrementAndGet();
        join(client);
      } catch (IOException closed) {
        // the next one, or the end
      }
    }
  }

  private void join(Socket client) throws IOException {
    sockets.add(client);
    if (swallows) {
      return;
    }
    Socket redis = new Socket(InetAddress.getLoopbackAddress(), target);
    sockets.add(redis);
    start(() -> carry(client, redis));
    start(() -> carry(redis, client));
  }

  private void carry(Socket from, Socket to) {
    byte[] buffer = new byte[BUFFER_BYTES];
    try (InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        LockSupport.parkNanos(delay.toNanos());
        if (swallows || !sockets.contains(from)) {
          sockets.remove(from);
          sockets.remove(to);
          continue;
        }
        out.write(buffer, 0, read);
        out.flush();
      }
    } catch (IOException hungUp) {
      // then so does the other side
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    cut();
  }
}
