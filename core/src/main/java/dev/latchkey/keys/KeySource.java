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

  /** How these keys are doing; empty where there are none to speak of. Quick, never waits. */
  default Optional<KeyHealth> health() {
    return Optional.empty();
  }

  /** When keys were fetched last; empty when never, or when they are not fetched at all. */
  Optional<Instant> lastSuccess();
}
