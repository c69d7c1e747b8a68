package dev.latchkey.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When a document may not be fetched: for a pause after a failure, which grows with each in a row,
 * and for a cool-down after somebody who had a copy demanded another. Written by one thread at a
 * time, the one that fetches; read by any.
 */
final class FetchPauses {

  private record Pause(long endTick, int failures) {}

  private final Freshness freshness;
  private final Surroundings outside;
  private volatile @Nullable Pause pause;
  private volatile long demandsFromTick;

  FetchPauses(Freshness freshness, Surroundings outside) {
    this.freshness = freshness;
    this.outside = outside;
    this.demandsFromTick = outside.ticker().read();
  }

  /** Tells whether the last fetch failed, and none went well since. */
  boolean followAFailure() {
    return pause != null;
  }

  /**
   * Tells whether a fetch may begin.
   *
   * @param demanded whether there is a usable copy and someone needs a newer one all the same
   */
  boolean allow(boolean demanded) {
    long tick = outside.ticker().read();
    Pause current = pause;
    return (current == null || tick - current.endTick >= 0) // both are over at the instant
        && (!demanded || tick - demandsFromTick >= 0);
  }

  void afterDemand(long tick) {
    demandsFromTick = tick + Freshness.nanos(freshness.coolDown());
  }

  void afterSuccess() {
    pause = null;
  }

  /**
   * Begins a pause.
   *
   * @param asked how long the server wants to be left alone; {@code null} when it does not say
   * @return how long it is
   */
  Duration afterFailure(long tick, @Nullable Duration asked) {
    Pause before = pause;
    int failures = before == null ? 1 : before.failures + 1;
    long least = Freshness.nanos(freshness.pauseAfter(failures, asked));
    long length = least + outside.jitter().upTo(least / 4);
    pause = new Pause(tick + length, failures);
    return Duration.ofNanos(length);
  }
}
