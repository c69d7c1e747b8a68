package dev.latchkey.servlet;

import dev.latchkey.gate.GateRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A servlet request as the gate sees it. What it asks for stays as it was at first: some containers
 * wrap a request that they forward, and some change it.
 */
final class ServletGateRequest implements GateRequest {

  private final HttpServletRequest request;
  private final String method;
  private final String requestTarget;
  private final String contextPath;
  private final String path;
  private final @Nullable String query;

  ServletGateRequest(HttpServletRequest request) {
    this.request = request;
    this.method = request.getMethod();
    this.requestTarget = request.getRequestURI();
    this.contextPath = contextPath(request);
    this.path = path(request);
    this.query = request.getQueryString();
  }

  /** As it was sent: some containers tell their own spelling of it, some the decoded one. */
  private static String contextPath(HttpServletRequest request) {
    String sent = request.getRequestURI();
    int end = 0;
    for (int left = slashes(request.getContextPath()); left > 0 && end >= 0; left--) {
      end = sent.indexOf('/', end + 1);
    }
    return end < 0 ? sent : sent.substring(0, end);
  }

  private static int slashes(String path) {
    int count = 0;
    for (int i = 0; i < path.length(); i++) {
      count += path.charAt(i) == '/' ? 1 : 0;
    }
    return count;
  }

  /** What the container chose the servlet by: decoded, without the context path. */
  private static String path(HttpServletRequest request) {
    String rest = request.getPathInfo();
    String path = rest == null ? request.getServletPath() : request.getServletPath() + rest;
    return path.isEmpty() ? "/" : path;
  }

  @Override
  public String method() {
    return method;
  }

  @Override
  public String requestTarget() {
    return requestTarget;
  }

  @Override
  public String contextPath() {
    return contextPath;
  }

  @Override
  public String path() {
    return path;
  }

  @Override
  public @Nullable String query() {
    return query;
  }

  @Override
  public List<String> headers(String name) {
    Enumeration<String> values = request.getHeaders(name);
    return values == null || !values.hasMoreElements() ? List.of() : Collections.list(values);
  }

  @Override
  public byte @Nullable [] body(int maxBytes) throws IOException {
    try {
      byte[] read = request.getInputStream().readNBytes(maxBytes + 1);
      return read.length > maxBytes ? null : read;
    } catch (IllegalStateException readBefore) { // as characters, which the API tells apart
      throw new IOException("something has read the body before this filter", readBefore);
    }
  }
}
