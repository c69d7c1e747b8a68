package dev.latchkey.benchmarks.whole;

import java.time.Duration;

/**
 * How long is measured.
 *
 * @param rounds how often both servers are started anew
 * @param pairs how many windows of each a round has; even
 * @param window the wall time of one
 * @param warmUp how many requests each server answers before, at least
 */
record Rhythm(int rounds, int pairs, Duration window, int warmUp) {

  /** For results that are kept. */
  static Rhythm full() {
    return new Rhythm(3, 6, Duration.ofSeconds(1), 60_000);
  }

  /** For seeing that all works. */
  static Rhythm quick() {
    return new Rhythm(1, 4, Duration.ofSeconds(1), 15_000);
  }

  @Override
  public String toString() {
    return "%d times both servers started anew, %,d requests of warm-up each, %d pairs of windows of %d s"
        .formatted(rounds, warmUp, pairs, window.toSeconds());
  }
}
