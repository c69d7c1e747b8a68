package dev.latchkey.jaxrs;

import dev.latchkey.gate.GateRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request without anything. */
final class NoRequest implements GateRequest {

  @Override
  public String method() {
    return "GET";
  }

  @Override
  public String requestTarget() {
    return "/";
  }

  @Override
  public String contextPath() {
    return "";
  }

  @Override
  public String path() {
    return "/";
  }

  @Override
  public @Nullable String query() {
    return null;
  }

  @Override
  public List<String> headers(String name) {
    return List.of();
  }
}
