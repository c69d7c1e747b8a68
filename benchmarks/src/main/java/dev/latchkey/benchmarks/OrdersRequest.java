package dev.latchkey.benchmarks;

import dev.latchkey.gate.GateRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A GET of {@code /orders} with one header. */
record OrdersRequest(String header, String value) implements GateRequest {

  static OrdersRequest withToken(String token) {
    return new OrdersRequest("Authorization", "Bearer " + token);
  }

  static OrdersRequest withCookies(String cookies) {
    return new OrdersRequest("Cookie", cookies);
  }

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
    return name.equalsIgnoreCase(header) ? List.of(value) : List.of();
  }
}
