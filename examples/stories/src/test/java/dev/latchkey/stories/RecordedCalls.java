package dev.latchkey.stories;

import dev.latchkey.http.AddressRules;
import dev.latchkey.http.HttpAnswer;
import dev.latchkey.http.HttpCall;
import dev.latchkey.http.HttpSettings;
import dev.latchkey.http.HttpTransport;
import dev.latchkey.http.JdkTransport;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** The transport that ships, and a list of what was asked for. */
final class RecordedCalls implements HttpTransport, AutoCloseable {

  private final JdkTransport transport =
      new JdkTransport(
          HttpSettings.standard(),
          AddressRules.strict().allowInsecureHttpTo(Set.of("localhost", "127.0.0.1")));
  private final List<String> addresses = new CopyOnWriteArrayList<>();

  @Override
  public HttpAnswer send(HttpCall call) throws IOException {
    addresses.add(call.uri().toString());
    return transport.send(call);
  }

  /** Every address that was called so far, in order. */
  List<String> addresses() {
    return List.copyOf(addresses);
  }

  /** How often an address was called so far. */
  long callsTo(String address) {
    return addresses.stream().filter(address::equals).count();
  }

  @Override
  public void close() {
    transport.close();
  }
}
