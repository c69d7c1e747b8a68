package dev.latchkey.http;

import java.io.IOException;

/** The transport that ships, on {@code java.net.http}. Thread-safe. */
public final class JdkTransport implements HttpTransport, AutoCloseable {

  /** Makes a transport; it holds threads and connections until {@link #close}. */
  public JdkTransport(HttpSettings settings) {}

  @Override
  public HttpAnswer send(HttpCall call) throws IOException {
    throw new UnsupportedOperationException();
  }

  /** Ends running calls, threads and connections. */
  @Override
  public void close() {}
}
