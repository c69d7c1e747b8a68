package dev.latchkey.jaxrs;

import dev.latchkey.gate.GateRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A JAX-RS request as the gate sees it, kept as it was at one moment: filters may change the
 * request later, and the gate itself puts headers into it. Immutable; equal to another when it is
 * to be decided about alike.
 *
 * @param path what the runtime finds resources by: decoded, without the base path
 */
record JaxrsGateRequest(
    String method,
    String requestTarget,
    String contextPath,
    String path,
    @Nullable String query,
    Map<String, List<String>> sentHeaders,
    InputStream sentBody,
    boolean missedItsFilter)
    implements GateRequest {

  /** The request as the client sent it, or as filters before ours made it. */
  static JaxrsGateRequest of(ContainerRequestContext context) {
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    context
        .getHeaders()
        .forEach(
            (name, values) ->
                headers.computeIfAbsent(name, first -> new ArrayList<>()).addAll(values));
    return of(context, Collections.unmodifiableMap(headers), context.getEntityStream());
  }

  /** The request with the method and the address that it has by now. */
  JaxrsGateRequest asOfNow(ContainerRequestContext context) {
    return of(context, sentHeaders, sentBody);
  }

  private static JaxrsGateRequest of(
      ContainerRequestContext context, Map<String, List<String>> headers, InputStream body) {
    UriInfo uri = context.getUriInfo();
    URI address = uri.getRequestUri();
    return new JaxrsGateRequest(
        context.getMethod(),
        orEmpty(address.getRawPath()),
        withoutSlashAtEnd(orEmpty(uri.getBaseUri().getRawPath())),
        withSlashAtStart(uri.getPath(true)),
        address.getRawQuery(),
        headers,
        body,
        false);
  }

  JaxrsGateRequest withoutItsFilter() {
    return new JaxrsGateRequest(
        method, requestTarget, contextPath, path, query, sentHeaders, sentBody, true);
  }

  private static String orEmpty(@Nullable String path) {
    return path == null ? "" : path;
  }

  private static String withoutSlashAtEnd(String path) {
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  /** Runtimes differ in whether a path begins with one. */
  private static String withSlashAtStart(String path) {
    return path.startsWith("/") ? path : "/" + path;
  }

  /** Jakarta REST 3.1 section 3.7.3: templates are encoded, then compared with the path as sent. */
  @Override
  public boolean dispatchesEncodedPath() {
    return true;
  }

  @Override
  public List<String> headers(String name) {
    return sentHeaders.getOrDefault(name, List.of());
  }

  @Override
  public byte @Nullable [] body(int maxBytes) throws IOException {
    byte[] read = sentBody.readNBytes(maxBytes + 1);
    return read.length > maxBytes ? null : read;
  }

  /** Method and path only: queries and headers may hold secrets. */
  @Override
  public String toString() {
    return method + " " + requestTarget;
  }
}
