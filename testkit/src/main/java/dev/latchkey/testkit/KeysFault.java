package dev.latchkey.testkit;

import com.nimbusds.jose.util.Base64URL;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Ways in which the published key set is wrong; for {@link Faults#keySet}. What is said of one key
 * hits the RSA key, the first; the others stay as they are.
 */
public enum KeysFault implements Fault, Consumer<Map<String, Object>> {
  /** No keys. */
  EMPTY(keys -> keys.clear(), "F-13"),
  /** Beside the keys one of an unknown kind, and entries that are none. */
  STRANGE_ENTRIES(
      keys -> keys.addAll(0, List.of(Map.of("kty", "AKP", "kid", "k"), Map.of(), "key", 1)), "E13"),
  /** Ten thousand keys. */
  MANY(keys -> copies(keys, 10_000), "E14"),
  /** Two hundred keys, which are few enough bytes to be read. */
  TWO_HUNDRED(keys -> copies(keys, 200), "A25"),
  /** A set of a megabyte. */
  HUGE(first(key -> key.put("noise", "x".repeat(1_000_000))), "E14"),
  /** Another RSA key under the same {@code kid} in front of the right one: not wrong. */
  SAME_KEY_ID_TWICE(keys -> keys.add(0, with(keys, "n", modulus(2048))), "A27", "F-18"),
  /** No key has a {@code kid}: not wrong. */
  NO_KEY_IDS(keys -> keys.forEach(key -> members(key).remove("kid")), "A23", "F-18"),
  /** An RSA key of 1024 bits. */
  WEAK(first(key -> key.put("n", modulus(1024))), "A51"),
  /** An RSA exponent of 1. */
  EXPONENT_ONE(first(key -> key.put("e", "AQ")), "A52"),
  /** An RSA key of 16,384 bits. */
  HUGE_MODULUS(first(key -> key.put("n", modulus(16_384))), "A53"),
  /** A key for encryption. */
  FOR_ENCRYPTION(first(key -> key.put("use", "enc")), "A56"),
  /** A key whose {@code key_ops} do not hold verify. */
  NOT_FOR_VERIFYING(first(key -> key.put("key_ops", List.of("wrapKey"))), "A56"),
  /** An EC key that is no point of its curve. */
  OFF_CURVE(first(KeysFault::offCurve), "A57"),
  /** A symmetric key. */
  SYMMETRIC(first(key -> replace(key, "oct", "k")), "A58"),
  /** A key with its private part. */
  PRIVATE(first(key -> key.put("d", "AQAB")), "A59"),
  /** A key that is only in a certificate ({@code x5c}). */
  ONLY_CERTIFICATE(first(key -> replace(key, "RSA", "x5c")), "E13");

  private final Consumer<List<Object>> change;
  private final Set<String> rows;

  KeysFault(Consumer<List<Object>> change, String... rows) {
    this.change = change;
    this.rows = Set.of(rows);
  }

  private static Consumer<List<Object>> first(Consumer<Map<String, Object>> change) {
    return keys -> change.accept(members(keys.get(0)));
  }

  @SuppressWarnings("unchecked") // the provider's own document, fresh for each answer
  private static Map<String, Object> members(Object key) {
    return (Map<String, Object>) key;
  }

  private static Map<String, Object> with(List<Object> keys, String name, Object value) {
    Map<String, Object> copy = new LinkedHashMap<>(members(keys.get(0)));
    copy.put(name, value);
    return copy;
  }

  private static void copies(List<Object> keys, int count) {
    for (int i = 0; i < count; i++) {
      keys.add(with(keys, "kid", "copy-" + i));
    }
  }

  private static void replace(Map<String, Object> key, String type, String member) {
    key.keySet().removeAll(List.of("n", "e", "alg"));
    key.put("kty", type);
    key.put(member, member.equals("x5c") ? List.of("MIIBszCCARygAwIBAgIBATAN") : "AQAB");
  }

  private static void offCurve(Map<String, Object> key) {
    key.keySet().removeAll(List.of("n", "e", "alg"));
    key.put("kty", "EC");
    key.put("crv", "P-256");
    key.put("x", "A".repeat(42) + "E");
    key.put("y", "A".repeat(42) + "E");
  }

  /** An odd number of so many bits; nobody has the key to it. */
  private static String modulus(int bits) {
    BigInteger number = BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.valueOf(159));
    return Base64URL.encode(number).toString();
  }

  @Override
  public void accept(Map<String, Object> document) {
    List<Object> keys = new ArrayList<>((List<?>) document.get("keys"));
    change.accept(keys);
    document.put("keys", keys);
  }

  @Override
  public Set<String> rows() {
    return rows;
  }
}
