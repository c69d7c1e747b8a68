package dev.latchkey.gate;

import dev.latchkey.http.FormEncoding;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A request as a container would show it: headers by any case, the path decoded. */
public final class FakeRequest implements GateRequest {

  private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final String method;
  private final String rawPath;
  private final @Nullable String query;
  private String contextPath = "";
  private String body = "";
  private boolean bodyRead;
  private boolean missedItsFilter;

  private FakeRequest(String method, String target) {
    int mark = target.indexOf('?');
    this.method = method;
    this.rawPath = mark < 0 ? target : target.substring(0, mark);
    this.query = mark < 0 ? null : target.substring(mark + 1);
  }

  public static FakeRequest get(String target) {
    return new FakeRequest("GET", target);
  }

  public static FakeRequest of(String method, String target) {
    return new FakeRequest(method, target);
  }

  /** A page load, as a browser announces it. */
  static FakeRequest page(String target) {
    return get(target)
        .header("Accept", "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8")
        .header("Sec-Fetch-Mode", "navigate")
        .header("Sec-Fetch-Dest", "document");
  }

  public FakeRequest header(String name, String value) {
    headers.computeIfAbsent(name, any -> new ArrayList<>()).add(value);
    return this;
  }

  public FakeRequest bearer(String token) {
    return header("Authorization", "Bearer " + token);
  }

  FakeRequest cookies(String cookies) {
    return cookies.isEmpty() ? this : header("Cookie", cookies);
  }

  /** With a form, as a browser or a provider posts it. */
  public FakeRequest form(String newBody) {
    header("Content-Type", "application/x-www-form-urlencoded");
    return body(newBody);
  }

  public FakeRequest body(String newBody) {
    body = newBody;
    return this;
  }

  /** Whether the body was asked for. */
  public boolean bodyRead() {
    return bodyRead;
  }

  FakeRequest inContext(String newContextPath) {
    contextPath = newContextPath;
    return this;
  }

  /** As a servlet container shows what no filter of ours has seen. */
  FakeRequest missingItsFilter() {
    missedItsFilter = true;
    return this;
  }

  @Override
  public boolean missedItsFilter() {
    return missedItsFilter;
  }

  @Override
  public String method() {
    return method;
  }

  @Override
  public String requestTarget() {
    return rawPath;
  }

  @Override
  public String contextPath() {
    return contextPath;
  }

  @Override
  public String path() {
    String path = RequestTarget.withoutParameters(rawPath.substring(contextPath.length()));
    return Objects.requireNonNullElse(FormEncoding.decodePath(path), path);
  }

  @Override
  public @Nullable String query() {
    return query;
  }

  @Override
  public List<String> headers(String name) {
    return headers.getOrDefault(name, List.of());
  }

  @Override
  public byte @Nullable [] body(int maxBytes) {
    bodyRead = true;
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return bytes.length > maxBytes ? null : bytes;
  }
}
