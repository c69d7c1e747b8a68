package dev.latchkey.keys;

import dev.latchkey.event.SafeText;
import dev.latchkey.http.Health;
import java.security.PublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keys that stand in the settings and never change. Immutable. */
public final class FixedKeys implements KeySource {

  private static final int MAX_SHOWN_CHARS = 60;
  private static final KeyLookup UNKNOWN = new KeyLookup.Unknown();

  private final KeySet keys;
  private final List<String> faults;

  private FixedKeys(KeySet keys, List<String> faults) {
    this.keys = keys;
    this.faults = faults;
  }

  /** No keys, for where none are needed. */
  public static FixedKeys none() {
    return new FixedKeys(new KeySet(List.of()), List.of());
  }

  /** As the other, with the JDK to verify. */
  public static FixedKeys fromJwks(byte[] json) {
    return fromJwks(json, SignatureProvider.jdk());
  }

  /**
   * Reads a JSON Web Key Set, as inline text or a file's bytes.
   *
   * @param provider verifies with the keys
   * @throws IllegalArgumentException when it holds no usable key
   */
  public static FixedKeys fromJwks(byte[] json, SignatureProvider provider) {
    JwksReader.Result result = JwksReader.read(json, null, provider);
    if (result instanceof JwksReader.Result.Read read) {
      List<String> faults = new ArrayList<>(read.warnings());
      read.keys().sharedIds().forEach(id -> faults.add(shared(id)));
      return new FixedKeys(read.keys(), List.copyOf(faults));
    }
    throw new IllegalArgumentException(((JwksReader.Result.Unusable) result).problem());
  }

  private static String shared(String id) {
    return "kid \"" + SafeText.of(id, MAX_SHOWN_CHARS) + "\" is that of more than one key";
  }

  /**
   * Reads PEM: public keys or certificates, one to four. They have no id, so each is tried whatever
   * {@code kid} a token names. Of a certificate its key alone is used, not its dates.
   *
   * @param provider verifies with the keys
   * @throws IllegalArgumentException when one is unusable or private
   */
  static FixedKeys fromPem(String pem, SignatureProvider provider) {
    List<PublicKey> read = PemReader.read(pem);
    if (read.size() > KeySet.MAX_WITHOUT_ID) {
      throw new IllegalArgumentException(
          "the PEM holds " + read.size() + " keys; give at most 4, or a JWKS with key ids");
    }
    return new FixedKeys(
        KeySet.withoutIds(read.stream().map(key -> withoutId(key, provider)).toList()), List.of());
  }

  private static VerificationKey withoutId(PublicKey key, SignatureProvider provider) {
    KeyKind kind = KeyKind.of(key);
    if (kind.problem() != null) {
      throw new IllegalArgumentException("the key in the PEM " + kind.problem());
    }
    return VerificationKey.of(null, null, key, kind, provider);
  }

  /**
   * What is wrong with entries that were left out or stand twice. A provider's set is borne with
   * such; whoever writes one down can correct it. No key material.
   */
  public List<String> faults() {
    return faults;
  }

  /**
   * These keys, where nothing is wrong with any entry.
   *
   * @throws IllegalArgumentException telling the {@link #faults}
   */
  public FixedKeys orRefuse() {
    if (faults.isEmpty()) {
      return this;
    }
    throw new IllegalArgumentException(
        "the key set has entries to correct or remove: " + String.join("; ", faults));
  }

  KeySet keys() {
    return keys;
  }

  @Override
  public KeyLookup find(@Nullable String kid, String algorithm) {
    List<VerificationKey> candidates = keys.candidates(kid, algorithm);
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
