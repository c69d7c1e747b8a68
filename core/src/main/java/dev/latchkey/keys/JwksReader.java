package dev.latchkey.keys;

import dev.latchkey.json.Json;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON Web Key Sets (RFC 7517 section 5). What is not ours is skipped and the rest used; a
 * set without a usable key is none.
 */
public final class JwksReader {

  /** What came of reading. */
  public sealed interface Result {

    /**
     * At least one usable key.
     *
     * @param skipped entries that are not for us, e.g. for encryption; each with why
     * @param warnings entries that an operator should look at; each with why, no key material
     */
    record Read(KeySet keys, List<String> skipped, List<String> warnings) implements Result {}

    /** No usable key, or no key set at all. */
    record Unusable(String problem) implements Result {}
  }

  private static final int MAX_KEYS = 100;

  private final SignatureProvider provider;
  private final List<VerificationKey> keys = new ArrayList<>();
  private final List<String> skipped = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  private JwksReader(SignatureProvider provider) {
    this.provider = provider;
  }

  /**
   * Reads a key set.
   *
   * @param previous keys that have not changed are taken over from it as the same objects
   * @param provider verifies with the keys
   */
  public static Result read(byte[] json, @Nullable KeySet previous, SignatureProvider provider) {
    Map<String, ?> document = Json.readObject(json);
    if (document == null) {
      return new Result.Unusable("the key set is not one strict JSON object");
    }
    if (!(document.get("keys") instanceof List<?> entries)) {
      return new Result.Unusable("the key set has no array \"keys\"");
    }
    if (entries.size() > MAX_KEYS) {
      return new Result.Unusable(
          "the key set has " + entries.size() + " entries; at most " + MAX_KEYS + " are read");
    }
    JwksReader reader = new JwksReader(provider);
    reader.readAll(entries);
    return reader.result(entries.size(), previous);
  }

  private void readAll(List<?> entries) {
    for (int i = 0; i < entries.size(); i++) {
      if (entries.get(i) instanceof Map<?, ?> members) {
        read("entry " + (i + 1), new JwkEntry(members));
      } else {
        warnings.add("entry " + (i + 1) + " is no object");
      }
    }
  }

  private void read(String number, JwkEntry entry) {
    String name =
        entry.text("kid") == null ? number : number + " (kid \"" + entry.shown("kid") + "\")";
    String fault = entry.fault();
    String otherPurpose = fault == null ? entry.otherPurpose() : null;
    if (fault != null) {
      warnings.add(name + " " + fault);
    } else if (otherPurpose != null) {
      skipped.add(name + " " + otherPurpose);
    } else {
      readKey(name, entry);
    }
  }

  private void readKey(String name, JwkEntry entry) {
    if (isForeignCurve(entry)) {
      skipped.add(name + " is on curve \"" + entry.shown("crv") + "\", which we do not check");
      return;
    }
    PublicKey key = JwkNumbers.key(entry);
    KeyKind kind = key == null ? KeyKind.unusable("has no valid numbers") : KeyKind.of(key);
    String algorithm = entry.text("alg");
    if (key == null || kind.problem() != null) {
      warnings.add(name + " " + kind.problem());
    } else if (algorithm != null && !kind.algorithms().contains(algorithm)) {
      skipped.add(name + " is for alg \"" + entry.shown("alg") + "\"");
    } else {
      keys.add(
          VerificationKey.of(entry.text("kid"), algorithm, key, kind, provider)
              .ofIssuer(entry.text("issuer")));
    }
  }

  private static boolean isForeignCurve(JwkEntry entry) {
    String curve = entry.text("crv");
    return curve != null
        && ("EC".equals(entry.text("kty")) && Curve.named(curve) == null
            || "OKP".equals(entry.text("kty")) && !curve.equals("Ed25519"));
  }

  private Result result(int entries, @Nullable KeySet previous) {
    if (keys.isEmpty()) {
      List<String> all = new ArrayList<>(warnings);
      all.addAll(skipped);
      return new Result.Unusable(
          "none of the key set's " + entries + " entries is usable: " + String.join("; ", all));
    }
    if (previous != null) {
      keys.replaceAll(previous::sameAs);
    }
    return new Result.Read(
        new KeySet(keys, skipped.size() + warnings.size()),
        List.copyOf(skipped),
        List.copyOf(warnings));
  }
}
