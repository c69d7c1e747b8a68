package dev.latchkey.benchmarks;

import dev.latchkey.gate.GateRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A GET of {@code /orders} by somebody who is signed in. */
record SessionRequest(String cookie) implements GateRequest {

  @Override
  public String method() {
    return "GET";
  }

  @Override
  public String requestTarget() {
    return path();
  }

  @Override
  public String contextPath() {
    return "";
  }

  @Override
  public String path() {
    return "/orders";
  }

  @Override
  public @Nullable String query() {
    return null;
  }

  @Override
  public List<String> headers(String name) {
    return name.equalsIgnoreCase("Cookie") ? List.of(cookie) : List.of();
  }
}
