package dev.latchkey.testkit.contract;

import java.util.Objects;

/** A server that a contract has asked for: where it listens, and how it ends. */
public final class RunningServer implements AutoCloseable {

  private final int port;
  private final AutoCloseable end;

  private RunningServer(int port, AutoCloseable end) {
    this.port = port;
    this.end = Objects.requireNonNull(end, "end");
  }

  /**
   * Describes a server.
   *
   * @param port where it listens on 127.0.0.1
   * @param end ends it, for example {@code server::stop}
   */
  public static RunningServer at(int port, AutoCloseable end) {
    return new RunningServer(port, end);
  }

  int port() {
    return port;
  }

  @Override
  public void close() {
    try {
      end.close();
    } catch (Exception e) {
      throw new IllegalStateException("the server at port " + port + " does not end", e);
    }
  }
}
