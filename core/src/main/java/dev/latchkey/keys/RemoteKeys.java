package dev.latchkey.keys;

import dev.latchkey.http.Surroundings;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keys that are fetched and kept fresh. Thread-safe. */
public final class RemoteKeys implements KeySource, AutoCloseable {

  /**
   * Makes a source that has not fetched anything yet.
   *
   * @param issuer named in events, as configured
   * @param addresses where keys are published; those of all addresses count together
   */
  public RemoteKeys(
      String issuer, List<KeyAddress> addresses, KeySettings settings, Surroundings outside) {}

  @Override
  public KeyLookup find(@Nullable String kid, String algorithm) {
    return new KeyLookup.Unknown();
  }

  @Override
  public boolean holds(VerificationKey key) {
    return false;
  }

  /** The older of the addresses' times; empty until each was fetched once. */
  @Override
  public Optional<Instant> lastSuccess() {
    return Optional.empty();
  }

  /** Ends fetching. */
  @Override
  public void close() {}
}
