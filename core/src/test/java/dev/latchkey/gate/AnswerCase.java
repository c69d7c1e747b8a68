package dev.latchkey.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A gate with a rule of every kind, and what its answers have in common. */
abstract class AnswerCase {

  static final String RULES =
      """
      public  /open
      deny    /never
      bearer  GET /api/orders scope=orders:read
      bearer  /admin role=admin
      any     /both
      optional /maybe
      login   /staff role=clerk
      login   /pages/**
      """;

  final TestGate gate = TestGate.with(RULES);

  static void isProblem(Decision.Stop stop, int status) {
    assertThat(stop.status()).isEqualTo(status);
    assertThat(TestGate.header(stop, "Content-Type")).isEqualTo("application/problem+json");
    assertThat(TestGate.header(stop, "Cache-Control")).isEqualTo("no-store");
    assertThat(TestGate.header(stop, "X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(TestGate.json(stop))
        .containsEntry("status", (long) status)
        .containsKeys("title", "detail", "reference");
  }

  static void isPage(Decision.Stop stop, int status) {
    assertThat(stop.status()).isEqualTo(status);
    assertThat(TestGate.header(stop, "Content-Type")).isEqualTo("text/html; charset=utf-8");
    assertThat(TestGate.header(stop, "Cache-Control")).isEqualTo("no-store");
    assertThat(TestGate.header(stop, "X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(TestGate.header(stop, "Content-Security-Policy"))
        .contains("default-src 'none'", "frame-ancestors 'none'");
    assertThat(TestGate.body(stop)).startsWith("<!doctype html>").doesNotContain("<script");
  }

  /** Log and answer carry the same word. */
  void isReferred(Decision.Stop stop) {
    assertThat(gate.lastEvent().reference())
        .contains((String) TestGate.json(stop).get("reference"));
  }

  static Map<String, @Nullable Object> claims(String name, @Nullable Object value) {
    Map<String, @Nullable Object> claims = new HashMap<>();
    claims.put(name, value);
    return claims;
  }
}
