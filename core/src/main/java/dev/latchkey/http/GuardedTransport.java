package dev.latchkey.http;

import java.io.IOException;

/**
 * Asks the {@link AddressRules} before each call of a transport that does not do so itself. What
 * such a transport throws that it should not is an outage like any other. Thread-safe.
 */
public final class GuardedTransport implements HttpTransport {

  private final HttpTransport transport;
  private final AddressRules rules;

  /** Guards a transport. */
  public GuardedTransport(HttpTransport transport, AddressRules rules) {
    this.transport = transport;
    this.rules = rules;
  }

  @Override
  public HttpAnswer send(HttpCall call) throws IOException {
    String refusal = rules.refusal(call.uri());
    if (refusal != null) {
      throw new NotSentException(refusal);
    }
    try {
      return transport.send(call);
    } catch (RuntimeException theirs) { // its message may hold what it was to send
      throw new IOException(call + " failed in the transport: " + theirs.getClass().getName());
    }
  }
}
