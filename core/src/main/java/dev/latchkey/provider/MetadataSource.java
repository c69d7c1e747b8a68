package dev.latchkey.provider;

import java.time.Instant;
import java.util.Optional;

/** Where metadata comes from. Implementations are thread-safe. */
public interface MetadataSource {

  /** What is known just now; waits for a first fetch that is running, and for no other. */
  MetadataLookup current();

  /** When metadata was fetched last; empty when never, or when it is not fetched at all. */
  Optional<Instant> lastSuccess();
}
