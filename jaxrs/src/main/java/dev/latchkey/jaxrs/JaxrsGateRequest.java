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
 * @param path what the runtime finds resources by: decoded, without the base path; behind a servlet
 *     filter, with as much of that as lies within the application
 * @param outer the request as a servlet filter saw it; {@code null} where none has decided
 */
record JaxrsGateRequest(
    String method,
    String requestTarget,
    String contextPath,
    String path,
    @Nullable String query,
    Map<String, List<String>> sentHeaders,
    InputStream sentBody,
    boolean missedItsFilter,
    @Nullable GateRequest outer)
    implements GateRequest {

  /** The request as the client sent it, or as filters before ours made it. */
  static JaxrsGateRequest of(ContainerRequestContext context) {
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    context
        .getHeaders()
        .forEach(
            (name, values) ->
                headers
                    .computeIfAbsent(name, first -> new ArrayList<>(values.size()))
                    .addAll(values));
    return of(context, Collections.unmodifiableMap(headers), context.getEntityStream());
  }

  /** The request with the method and the address that it has by now. */
  JaxrsGateRequest asOfNow(ContainerRequestContext context) {
    JaxrsGateRequest now = of(context, sentHeaders, sentBody);
    return outer == null ? now : now.behind(outer);
  }

  private static JaxrsGateRequest of(
      ContainerRequestContext context, Map<String, List<String>> headers, InputStream body) {
    UriInfo uri = context.getUriInfo();
    URI address = uri.getRequestUri();
    return new JaxrsGateRequest(
        context.getMethod(),
        orEmpty(address.getRawPath()),
        withoutSlashAtEnd(orEmpty(uri.getBaseUri().getRawPath())),
        withoutParameters(withSlashAtStart(uri.getPath(true))),
        address.getRawQuery(),
        headers,
        body,
        false,
        null);
  }

  JaxrsGateRequest withoutItsFilter() {
    return new JaxrsGateRequest(
        method, requestTarget, contextPath, path, query, sentHeaders, sentBody, true, null);
  }

  /** The same in the words of a servlet filter, whose paths begin further out. */
  JaxrsGateRequest behind(GateRequest filtered) {
    String outerPath = filtered.contextPath();
    boolean within = contextPath.startsWith(outerPath);
    return new JaxrsGateRequest(
        method,
        requestTarget,
        within ? outerPath : contextPath,
        within ? decoded(contextPath.substring(outerPath.length())) + path : path,
        query,
        sentHeaders,
        sentBody,
        false,
        filtered);
  }

  private static String decoded(String path) {
    return path.isEmpty() ? path : orEmpty(URI.create(path).getPath());
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

  /** Jakarta REST 3.1 section 3.7.2: they are no part of what is matched. */
  private static String withoutParameters(String path) {
    return path.indexOf(';') < 0 ? path : path.replaceAll(";[^/]*", "");
  }

  /** Jakarta REST 3.1 section 3.7.3: templates are encoded, then compared with the path as sent. */
  @Override
  public boolean dispatchesEncodedPath() {
    return true;
  }

  @Override
  public List<String> headers(String name) {
    return outer == null ? sentHeaders.getOrDefault(name, List.of()) : outer.headers(name);
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
