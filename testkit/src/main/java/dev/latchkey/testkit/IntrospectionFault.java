package dev.latchkey.testkit;

import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Ways in which an answer about a token is wrong; for {@link Faults#introspection}. */
public enum IntrospectionFault implements Fault, Consumer<Map<String, Object>> {
  /** The token is not active. */
  INACTIVE(answer -> answer.put("active", false), "F16"),
  /** No {@code active}. */
  NO_ACTIVE(answer -> answer.remove("active"), "F17"),
  /** An {@code active} in quotes. */
  ACTIVE_AS_TEXT(answer -> answer.put("active", "true"), "F17"),
  /** An {@code active} of 1. */
  ACTIVE_AS_NUMBER(answer -> answer.put("active", 1), "F17"),
  /** Active, but ended when the year 2000 began. */
  EXPIRED(answer -> answer.put("exp", 946_684_800L), "F20"),
  /** Active, but of the year 2100. */
  NOT_YET_VALID(answer -> answer.put("nbf", 4_102_444_800L), "F20"),
  /** Active, but another issuer's. */
  OTHER_ISSUER(answer -> answer.put("iss", "https://evil.example"), "F20"),
  /** Active, but another API's. */
  OTHER_AUDIENCE(answer -> answer.put("aud", "another-api"), "F20"),
  /** Active, but no bearer token. */
  OTHER_TYPE(answer -> answer.put("token_type", "mac"), "F20"),
  /** Active, but bound to a key whose proof is missing. */
  BOUND_TO_KEY(answer -> answer.put("cnf", Map.of("jkt", "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2Hglb")));

  private final Consumer<Map<String, Object>> change;
  private final Set<String> rows;

  IntrospectionFault(Consumer<Map<String, Object>> change, String... rows) {
    this.change = change;
    this.rows = Set.of(rows);
  }

  @Override
  public void accept(Map<String, Object> answer) {
    change.accept(answer);
  }

  @Override
  public Set<String> rows() {
    return rows;
  }
}
