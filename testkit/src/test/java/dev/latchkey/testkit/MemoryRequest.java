package dev.latchkey.testkit;

import dev.latchkey.gate.GateRequest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request for a path, as an adapter would show it. */
record MemoryRequest(String method, String path, Map<String, String> headers)
    implements GateRequest {

  static MemoryRequest bearer(String path, String token) {
    return new MemoryRequest("GET", path, Map.of("authorization", "Bearer " + token));
  }

  static MemoryRequest cookie(String path, String cookies) {
    return new MemoryRequest("GET", path, Map.of("cookie", cookies));
  }

  /** What the application's own page sends. */
  static MemoryRequest signOut(String cookies) {
    return new MemoryRequest(
        "POST", "/oidc/logout", Map.of("cookie", cookies, "sec-fetch-site", "same-origin"));
  }

  @Override
  public String requestTarget() {
    return path;
  }

  @Override
  public String contextPath() {
    return "";
  }

  @Override
  public @Nullable String query() {
    return null;
  }

  @Override
  public List<String> headers(String name) {
    String value = headers.get(name.toLowerCase(java.util.Locale.ROOT));
    return value == null ? List.of() : List.of(value);
  }
}
