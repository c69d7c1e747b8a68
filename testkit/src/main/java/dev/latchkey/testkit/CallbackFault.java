package dev.latchkey.testkit;

import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Ways in which what goes back to the redirect URI is wrong; for {@link Faults#callback}. */
public enum CallbackFault implements Fault, Consumer<Map<String, String>> {
  /** No {@code iss} although it is announced (RFC 9207 section 2.4). */
  NO_ISSUER(sent -> sent.remove("iss"), "G18"),
  /** Somebody else's {@code iss}. */
  OTHER_ISSUER(sent -> sent.put("iss", "https://evil.example"), "G19"),
  /** The {@code iss} with a slash behind it. */
  ISSUER_WITH_SLASH(sent -> sent.computeIfPresent("iss", (name, it) -> it + "/"), "G19"),
  /** No {@code code}. */
  NO_CODE(sent -> sent.remove("code"), "G16"),
  /** An {@code error} beside the {@code code}. */
  ERROR_BESIDE_CODE(sent -> sent.put("error", "access_denied"), "G11"),
  /** Tokens beside the {@code code}: not looked at. */
  TOKENS_BESIDE_CODE(sent -> sent.put("id_token", "e30.e30.AA"), "G17");

  private final Consumer<Map<String, String>> change;
  private final Set<String> rows;

  CallbackFault(Consumer<Map<String, String>> change, String... rows) {
    this.change = change;
    this.rows = Set.of(rows);
  }

  @Override
  public void accept(Map<String, String> sent) {
    change.accept(sent);
  }

  @Override
  public Set<String> rows() {
    return rows;
  }
}
