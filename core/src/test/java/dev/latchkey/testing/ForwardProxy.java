package dev.latchkey.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A forward proxy that tunnels (RFC 9110 section 9.3.6) to one port, whatever the host asked for.
 */
public final class ForwardProxy implements AutoCloseable {

  /** The head of every request it was sent. */
  public final List<String> heads = new CopyOnWriteArrayList<>();

  private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final int target;

  /** Tunnels to this port of the loopback address. */
  public ForwardProxy(int target) throws IOException {
    this.target = target;
    daemon(this::accept);
  }

  public int port() {
    return socket.getLocalPort();
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket client = socket.accept();
        daemon(() -> tunnel(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void tunnel(Socket client) {
    try (client;
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target)) {
      heads.add(head(client.getInputStream()));
      client
          .getOutputStream()
          .write("HTTP/1.1 200 Connected\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      daemon(() -> copy(server, client));
      copy(client, server);
    } catch (IOException over) {
      // either side has hung up
    }
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        return head.toString();
      }
      head.append((char) next);
    }
    return head.toString();
  }

  private static void copy(Socket from, Socket to) {
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      in.transferTo(out);
      to.shutdownOutput();
    } catch (IOException over) {
      // either side has hung up
    }
  }

  private static void daemon(Runnable task) {
    Thread thread = new Thread(task, "forward-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
