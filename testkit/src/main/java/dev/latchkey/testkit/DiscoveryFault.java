package dev.latchkey.testkit;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Ways in which the discovery document is wrong; for {@link Faults#discovery}. */
public enum DiscoveryFault implements Fault, Consumer<Map<String, Object>> {
  /** Somebody else's issuer. */
  OTHER_ISSUER(document -> document.put("issuer", "https://evil.example"), "E01", "F-07"),
  /** The issuer with a slash behind it. */
  ISSUER_WITH_SLASH(document -> document.computeIfPresent("issuer", (name, it) -> it + "/"), "E01"),
  /** No issuer. */
  NO_ISSUER(document -> document.remove("issuer"), "E01"),
  /** A token endpoint without TLS. */
  INSECURE_ENDPOINT(document -> document.put("token_endpoint", "http://id.example.com/t"), "E03"),
  /** Keys in a file. */
  KEYS_IN_FILE(document -> document.put("jwks_uri", "file:///etc/passwd"), "E03"),
  /** Keys at an address without a scheme. */
  KEYS_WITHOUT_SCHEME(document -> document.put("jwks_uri", "//id.example.com/jwks"), "E03"),
  /** Keys at a private address (RFC 1918). */
  KEYS_AT_PRIVATE_ADDRESS(document -> document.put("jwks_uri", "https://10.0.0.1/jwks"), "E04"),
  /** Keys at the address where clouds keep credentials. */
  KEYS_AT_METADATA_SERVICE(document -> document.put("jwks_uri", "https://169.254.169.254/"), "E04"),
  /** No {@code jwks_uri}. */
  NO_KEYS(document -> document.remove("jwks_uri"), "F-06"),
  /** An address that is a number. */
  ADDRESS_AS_NUMBER(document -> document.put("token_endpoint", 1), "F-06"),
  /** Unsigned ID tokens alone are announced. */
  ONLY_UNSIGNED(
      document -> document.put("id_token_signing_alg_values_supported", List.of("none")), "E09"),
  /** PKCE without a hash alone is announced. */
  ONLY_PLAIN_PKCE(
      document -> document.put("code_challenge_methods_supported", List.of("plain")), "E10"),
  /** Of the ways to authenticate a client, only one that weakens a secret. */
  OTHER_CLIENT_AUTHENTICATION(
      document -> document.put("token_endpoint_auth_methods_supported", List.of("private_key_jwt")),
      "E11"),
  /** Two hundred arrays in one another. */
  DEEP(document -> document.put("deep", arrays(200)), "C03"),
  /** A document of a megabyte. */
  HUGE(document -> document.put("noise", "x".repeat(1_000_000)), "E07", "F-05");

  private final Consumer<Map<String, Object>> change;
  private final Set<String> rows;

  DiscoveryFault(Consumer<Map<String, Object>> change, String... rows) {
    this.change = change;
    this.rows = Set.of(rows);
  }

  private static List<Object> arrays(int depth) {
    return depth == 0 ? List.of() : List.of(arrays(depth - 1));
  }

  @Override
  public void accept(Map<String, Object> document) {
    change.accept(document);
  }

  @Override
  public Set<String> rows() {
    return rows;
  }
}
