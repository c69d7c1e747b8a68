package dev.latchkey.benchmarks;

import dev.latchkey.gate.GateRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A GET with one header, mostly of {@code /orders}. */
public record OrdersRequest(String path, String header, String value) implements GateRequest {

  private static final String ORDERS = "/orders";

  /** With an access token. */
  public static OrdersRequest withToken(String token) {
    return withTokenAt(ORDERS, token);
  }

  /** With an access token, of another path. */
  public static OrdersRequest withTokenAt(String path, String token) {
    return new OrdersRequest(path, "Authorization", "Bearer " + token);
  }

  static OrdersRequest withCookies(String cookies) {
    return new OrdersRequest(ORDERS, "Cookie", cookies);
  }

  /** The same with another signature. */
  public OrdersRequest forged() {
    return new OrdersRequest(path, header, Issuer.forged(value));
  }

  @Override
  public String method() {
    return "GET";
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
    return name.equalsIgnoreCase(header) ? List.of(value) : List.of();
  }
}
