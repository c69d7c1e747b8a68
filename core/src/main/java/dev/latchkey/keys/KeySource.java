package dev.latchkey.keys;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where keys come from. Implementations are thread-safe. */
public interface KeySource {

  /** Looks for keys; may wait for a fetch when none is at hand. */
  KeyLookup find(@Nullable String kid, String algorithm);

  /** Tells whether a key is still in use; quick, never waits. */
  boolean holds(VerificationKey key);

  /** Tells whether all keys that there should be are here. Waits for nothing. */
  default boolean isComplete() {
    return true;
  }

  /** When keys were fetched last; empty when never, or when they are not fetched at all. */
  Optional<Instant> lastSuccess();
}
