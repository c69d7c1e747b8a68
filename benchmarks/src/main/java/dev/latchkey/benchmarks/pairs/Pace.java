package dev.latchkey.benchmarks.pairs;

import java.time.Duration;

/**
 * How long is measured.
 *
 * @param warmUp CPU time before anything counts, of the two together
 * @param warmUpRuns how often the candidate runs before anything counts, whatever time that takes:
 *     the JDK compiles by the number of calls
 * @param window CPU time of one window, about
 * @param pairs how many windows of each; even
 */
public record Pace(Duration warmUp, int warmUpRuns, Duration window, int pairs) {

  /** For results that are kept. */
  public static Pace full() {
    return new Pace(Duration.ofMillis(2500), 6_000, Duration.ofMillis(30), 32);
  }

  /** For seeing that all works. */
  public static Pace quick() {
    return new Pace(Duration.ofMillis(800), 200, Duration.ofMillis(10), 16);
  }

  /** For whoever reads the results. */
  @Override
  public String toString() {
    return "%d pairs of windows of %d ms after %d ms and %d runs of warm-up"
        .formatted(pairs, window.toMillis(), warmUp.toMillis(), warmUpRuns);
  }
}
