package dev.latchkey.keys;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keys that stand in the settings and never change. Immutable. */
public final class FixedKeys implements KeySource {

  private FixedKeys() {}

  /**
   * Reads a JSON Web Key Set, as inline text or a file's bytes.
   *
   * @throws IllegalArgumentException when it holds no usable key
   */
  public static FixedKeys fromJwks(byte[] json) {
    throw new UnsupportedOperationException();
  }

  /**
   * Reads PEM: public keys or certificates, one or more.
   *
   * @throws IllegalArgumentException when it holds no usable key, or a private one
   */
  public static FixedKeys fromPem(String pem) {
    throw new UnsupportedOperationException();
  }

  /** What was skipped while reading, for the start-up log; no key material. */
  public List<String> warnings() {
    return List.of();
  }

  @Override
  public KeyLookup find(@Nullable String kid, String algorithm) {
    return new KeyLookup.Unknown();
  }

  @Override
  public boolean holds(VerificationKey key) {
    return false;
  }

  @Override
  public Optional<Instant> lastSuccess() {
    return Optional.empty();
  }
}
