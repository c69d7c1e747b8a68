package dev.latchkey.http;

import java.io.IOException;
import java.net.URI;

/**
 * Sends calls that are meant for the provider's public address to its internal one, path and query
 * kept. Thread-safe. Addresses elsewhere stay as they are, also those that are internal already.
 */
public final class InternalTransport implements HttpTransport {

  private final HttpTransport transport;
  private final URI publicAddress;
  private final URI internalAddress;

  /**
   * Makes a transport.
   *
   * @param publicAddress of which scheme, host and port count
   * @param internalAddress scheme, host and port that take their place
   */
  public InternalTransport(HttpTransport transport, URI publicAddress, URI internalAddress) {
    this.transport = transport;
    this.publicAddress = publicAddress;
    this.internalAddress = internalAddress;
  }

  @Override
  public HttpAnswer send(HttpCall call) throws IOException {
    return transport.send(isPublic(call.uri()) ? call.to(internal(call.uri())) : call);
  }

  private boolean isPublic(URI uri) {
    return uri.getHost() != null
        && uri.getHost().equalsIgnoreCase(publicAddress.getHost())
        && uri.getScheme().equalsIgnoreCase(publicAddress.getScheme())
        && port(uri) == port(publicAddress);
  }

  private static int port(URI uri) {
    if (uri.getPort() >= 0) {
      return uri.getPort();
    }
    return uri.getScheme().equalsIgnoreCase("https") ? 443 : 80;
  }

  private URI internal(URI uri) {
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    return URI.create(
        internalAddress.getScheme()
            + "://"
            + internalAddress.getRawAuthority()
            + uri.getRawPath()
            + query);
  }
}
