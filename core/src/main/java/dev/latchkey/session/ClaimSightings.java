package dev.latchkey.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.latchkey.session.SessionPlace.Found;
import java.time.Duration;

/**
 * Since when this node has seen a claim unchanged. Whoever holds one renews it; one that stands
 * still as long as a lease has lost its holder. No clock but this node's own is asked, so nodes
 * need not agree on the time of day. Thread-safe.
 */
final class ClaimSightings {

  /** So long nobody else takes over; far shorter than a user waits, longer than a store hiccups. */
  static final Duration LEASE = Duration.ofSeconds(5);

  private static final int MOST_REMEMBERED = 10_000;

  private final Ticker elapsed;
  private final Cache<Long, Sighting> seen =
      Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).executor(Runnable::run).build();

  private record Sighting(long version, long tick) {}

  ClaimSightings(Ticker elapsed) {
    this.elapsed = elapsed;
  }

  /** Tells whether somebody holds a claim on what was read, and is alive as far as we know. */
  boolean isHeld(Found found) {
    if (found.claim() == Found.UNCLAIMED) {
      return false;
    }
    long now = elapsed.read();
    Sighting first =
        seen.asMap()
            .compute(
                found.claim(),
                (claim, before) ->
                    before != null && before.version() >= found.version()
                        ? before
                        : new Sighting(found.version(), now));
    return now - first.tick() < LEASE.toNanos(); // lost at the moment itself
  }

  /** While a store is away nobody can renew: what was seen before proves nothing any more. */
  void forget() {
    seen.invalidateAll();
  }
}
