package dev.latchkey.keys;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keys of one moment. Immutable. */
public final class KeySet {

  KeySet(List<VerificationKey> keys) {}

  /**
   * The keys that may have made a signature.
   *
   * @param kid with it, keys of that id only, at most 2; {@code null}: at most 4 that fit
   */
  public List<VerificationKey> candidates(@Nullable String kid, String algorithm) {
    return List.of();
  }

  /** Tells whether a key is in this set. */
  public boolean contains(VerificationKey key) {
    return false;
  }

  /** How many keys there are; at least one. */
  public int size() {
    return 0;
  }
}
