package dev.latchkey.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A call that is to be made. Immutable. Asks for JSON unless told otherwise, because providers
 * answer errors as HTML to whoever seems to prefer it.
 */
public final class HttpCall {

  private static final byte[] NO_BODY = {};

  private final String method;
  private final URI uri;
  private final Map<String, String> headers;
  private final byte[] body;
  private final @Nullable Duration timeout;

  private HttpCall(
      String method,
      URI uri,
      Map<String, String> headers,
      byte[] body,
      @Nullable Duration timeout) {
    this.method = method;
    this.uri = uri;
    this.headers = headers;
    this.body = body;
    this.timeout = timeout;
  }

  /** A GET. */
  public static HttpCall get(URI uri) {
    return new HttpCall("GET", uri, Map.of(), NO_BODY, null)
        .withHeader("Accept", "application/json");
  }

  /** A POST of form parameters, in the map's order. */
  public static HttpCall postForm(URI uri, Map<String, String> parameters) {
    return postForm(uri, List.copyOf(parameters.entrySet()));
  }

  /** A POST of form parameters, in this order; a name may occur more than once. */
  public static HttpCall postForm(URI uri, List<Map.Entry<String, String>> parameters) {
    byte[] form = FormEncoding.encode(parameters).getBytes(StandardCharsets.US_ASCII);
    return new HttpCall("POST", uri, Map.of(), form, null)
        .withHeader("Accept", "application/json")
        .withHeader("Content-Type", "application/x-www-form-urlencoded");
  }

  /** This call with a header; it replaces one of the same name in any case. */
  public HttpCall withHeader(String name, String value) {
    Map<String, String> more = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    more.putAll(headers);
    more.remove(name); // a tree keeps the old spelling of a key otherwise
    more.put(name, value);
    return new HttpCall(method, uri, Collections.unmodifiableMap(more), body, timeout);
  }

  /** This call to another address. */
  HttpCall to(URI newUri) {
    return new HttpCall(method, newUri, headers, body, timeout);
  }

  /** This call with a time limit of its own for the whole answer, body included. */
  public HttpCall timeout(Duration newTimeout) {
    return new HttpCall(method, uri, headers, body, newTimeout);
  }

  /** {@code GET} or {@code POST}. */
  public String method() {
    return method;
  }

  /** The address. */
  public URI uri() {
    return uri;
  }

  /** The headers; looked up without regard to case. */
  public Map<String, String> headers() {
    return headers;
  }

  /** A copy of the body; empty for a GET. */
  public byte[] body() {
    return body.clone();
  }

  /** The time limit of this call; empty means the transport's own. */
  public Optional<Duration> timeout() {
    return Optional.ofNullable(timeout);
  }

  /** Method and address without its query; headers and body may hold secrets and are not shown. */
  @Override
  public String toString() {
    return method + " " + withoutQuery(uri);
  }

  /** The address as it may be shown: neither user info nor query nor fragment. */
  static String withoutQuery(URI uri) {
    if (uri.getHost() == null) {
      return uri.getScheme() == null ? "(an address without scheme)" : uri.getScheme() + ":(...)";
    }
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    return uri.getScheme() + "://" + uri.getHost() + port + uri.getRawPath();
  }
}
