package dev.latchkey.testkit;

import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Ways in which an answer of the token endpoint is wrong; for {@link Faults#tokenAnswer}. */
public enum TokenAnswerFault implements Fault, Consumer<Map<String, Object>> {
  /** No {@code access_token}. */
  NO_ACCESS_TOKEN(answer -> answer.remove("access_token"), "E26"),
  /** No {@code id_token}. */
  NO_ID_TOKEN(answer -> answer.remove("id_token"), "H01"),
  /** Another {@code token_type}. */
  OTHER_TYPE(answer -> answer.put("token_type", "mac"), "E26"),
  /** The type in capitals: not wrong (RFC 6749 section 5.1). */
  TYPE_IN_CAPITALS(answer -> answer.put("token_type", "BEARER"), "E26"),
  /** An {@code expires_in} that is a text: not wrong enough to stop a login. */
  LIFETIME_AS_TEXT(answer -> answer.put("expires_in", "soon"), "E27"),
  /** An {@code expires_in} below 0: not wrong enough to stop a login. */
  LIFETIME_NEGATIVE(answer -> answer.put("expires_in", -1), "E27"),
  /** An {@code expires_in} that overflows: not wrong enough to stop a login. */
  LIFETIME_TOO_LARGE(answer -> answer.put("expires_in", 1e18), "E27"),
  /** No {@code expires_in}: not wrong. */
  NO_LIFETIME(answer -> answer.remove("expires_in"), "E27");

  private final Consumer<Map<String, Object>> change;
  private final Set<String> rows;

  TokenAnswerFault(Consumer<Map<String, Object>> change, String... rows) {
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
