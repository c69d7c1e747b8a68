package dev.latchkey.http;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The proxy that calls go through, and the hosts that are called directly. Immutable. */
public final class HttpProxy {

  private static final String SCHEME = "http://";
  private static final String ADVICE =
      "write host:port, or http://user:password@host:port with both parts percent-encoded";

  private final String host;
  private final int port;
  private final @Nullable String authorization;
  private final DirectHosts direct;

  private HttpProxy(String host, int port, @Nullable String authorization, DirectHosts direct) {
    this.host = host;
    this.port = port;
    this.authorization = authorization;
    this.direct = direct;
  }

  /**
   * Reads {@code host:port} or {@code http://user:password@host:port}.
   *
   * @throws IllegalArgumentException when it is neither; the message quotes nothing, since the text
   *     may hold a password
   */
  public static HttpProxy parse(String text) {
    String rest = text.startsWith(SCHEME) ? text.substring(SCHEME.length()) : text;
    rest = rest.endsWith("/") ? rest.substring(0, rest.length() - 1) : rest;
    int at = rest.lastIndexOf('@');
    URI address = address(rest.substring(at + 1));
    String credentials = at < 0 ? null : basic(rest.substring(0, at));
    String host = address.getHost().replace("[", "").replace("]", "");
    return new HttpProxy(host, address.getPort(), credentials, DirectHosts.of(List.of()));
  }

  private static URI address(String hostAndPort) {
    try {
      URI address = new URI(SCHEME + hostAndPort);
      boolean plain =
          address.getHost() != null
              && address.getPort() > 0
              && address.getPort() <= 65_535
              && address.toString().equals(SCHEME + address.getHost() + ":" + address.getPort());
      if (plain) {
        return address;
      }
    } catch (URISyntaxException notOne) {
      // told below, without what it quotes
    }
    throw new IllegalArgumentException("is no address of a proxy; " + ADVICE);
  }

  /** RFC 7617 section 2: user and password, with the first colon between them. */
  private static String basic(String userInfo) {
    int colon = userInfo.indexOf(':');
    if (colon < 1) {
      throw new IllegalArgumentException("has no user and password before the @; " + ADVICE);
    }
    String user = decoded(userInfo.substring(0, colon));
    String password = decoded(userInfo.substring(colon + 1));
    if (user.indexOf(':') >= 0) {
      throw new IllegalArgumentException("has a user with a colon, which no proxy can be told");
    }
    byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(both);
  }

  private static String decoded(String part) {
    try {
      return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEncoded) { // its message may quote the password
      throw new IllegalArgumentException("has a % that encodes nothing; " + ADVICE);
    }
  }

  /**
   * This proxy, which the named hosts are not called through: names, {@code .example.com} for what
   * ends so, address literals and ranges such as {@code 10.0.0.0/8}.
   *
   * @throws IllegalArgumentException when one has a slash and is no range
   */
  public HttpProxy exceptFor(List<String> hosts) {
    return new HttpProxy(host, port, authorization, DirectHosts.of(hosts));
  }

  /** Tells whether this address is called through the proxy; loopback never is. */
  boolean carries(URI uri) {
    return !direct.contain(uri.getHost());
  }

  /** Tells whether the proxy wants to know who we are. */
  public boolean hasUser() {
    return authorization != null;
  }

  /** What the proxy is told of us, and nobody else. */
  Optional<String> authorization() {
    return Optional.ofNullable(authorization);
  }

  ProxySelector selector() {
    return new Selector();
  }

  private final class Selector extends ProxySelector {

    @Override
    public List<Proxy> select(URI uri) {
      // looked up anew for each connection, as the address of a proxy may change too
      return carries(uri)
          ? List.of(new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(host, port)))
          : List.of(Proxy.NO_PROXY);
    }

    @Override
    public void connectFailed(URI uri, SocketAddress proxy, java.io.IOException problem) {
      // the call fails and says so
    }
  }

  /** Host and port alone. */
  @Override
  public String toString() {
    return host + ":" + port;
  }
}
