package dev.latchkey.keys;

import dev.latchkey.http.Health;
import java.security.PublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keys that stand in the settings and never change. Immutable. */
public final class FixedKeys implements KeySource {

  private static final KeyLookup UNKNOWN = new KeyLookup.Unknown();

  private final KeySet keys;
  private final boolean haveIds;
  private final List<String> warnings;

  private FixedKeys(KeySet keys, boolean haveIds, List<String> warnings) {
    this.keys = keys;
    this.haveIds = haveIds;
    this.warnings = warnings;
  }

  /**
   * Reads a JSON Web Key Set, as inline text or a file's bytes.
   *
   * @throws IllegalArgumentException when it holds no usable key
   */
  public static FixedKeys fromJwks(byte[] json) {
    JwksReader.Result result = JwksReader.read(json, null);
    if (result instanceof JwksReader.Result.Read read) {
      List<String> notes = new ArrayList<>(read.warnings());
      notes.addAll(read.skipped());
      return new FixedKeys(read.keys(), true, List.copyOf(notes));
    }
    throw new IllegalArgumentException(((JwksReader.Result.Unusable) result).problem());
  }

  /** No keys at all, where nobody's signature is checked. */
  public static FixedKeys none() {
    return new FixedKeys(new KeySet(List.of()), true, List.of());
  }

  /**
   * Reads PEM: public keys or certificates, one to four. They have no id, so each is tried whatever
   * {@code kid} a token names. Of a certificate its key alone is used, not its dates.
   *
   * @throws IllegalArgumentException when one is unusable or private
   */
  public static FixedKeys fromPem(String pem) {
    List<PublicKey> read = PemReader.read(pem);
    if (read.size() > KeySet.MAX_WITHOUT_ID) {
      throw new IllegalArgumentException(
          "the PEM holds " + read.size() + " keys; give at most 4, or a JWKS with key ids");
    }
    return new FixedKeys(
        new KeySet(read.stream().map(FixedKeys::withoutId).toList()), false, List.of());
  }

  private static VerificationKey withoutId(PublicKey key) {
    KeyKind kind = KeyKind.of(key);
    if (kind.problem() != null) {
      throw new IllegalArgumentException("the key in the PEM " + kind.problem());
    }
    return VerificationKey.of(null, null, key, kind);
  }

  /** What was skipped while reading, for the start-up log; no key material. */
  public List<String> warnings() {
    return warnings;
  }

  @Override
  public KeyLookup find(@Nullable String kid, String algorithm) {
    List<VerificationKey> candidates = keys.candidates(haveIds ? kid : null, algorithm);
    return candidates.isEmpty() ? UNKNOWN : new KeyLookup.Found(candidates);
  }

  @Override
  public boolean holds(VerificationKey key) {
    return keys.contains(key);
  }

  @Override
  public Optional<KeyHealth> health() {
    return keys.size() == 0
        ? Optional.empty()
        : Optional.of(new KeyHealth(keys.size(), keys.skipped(), true, Health.UNKNOWN));
  }

  @Override
  public Optional<Instant> lastSuccess() {
    return Optional.empty();
  }
}
