package dev.latchkey.keys;

import org.jspecify.annotations.Nullable;

/** One public key and what it may verify. Immutable and thread-safe. */
public final class VerificationKey {

  VerificationKey() {}

  /** The {@code kid}; {@code null} when the key has none. */
  public @Nullable String keyId() {
    return null;
  }

  /** Tells whether this key may verify signatures of the algorithm, e.g. {@code ES256}. */
  public boolean fits(String algorithm) {
    return false;
  }

  /** Tells whether the signature is good; {@code false} also for whatever cannot be judged. */
  public boolean verifies(String algorithm, byte[] signingInput, byte[] signature) {
    return false;
  }
}
