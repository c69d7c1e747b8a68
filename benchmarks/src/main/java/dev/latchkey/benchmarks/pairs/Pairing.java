package dev.latchkey.benchmarks.pairs;

import java.util.ArrayList;
import java.util.List;

/** Times a candidate against a floor. */
public final class Pairing {

  private final Operation floor;
  private final Operation candidate;
  private final Pace pace;

  /** Pairs the two. */
  public Pairing(Operation floor, Operation candidate, Pace pace) {
    this.floor = floor;
    this.candidate = candidate;
    this.pace = pace;
  }

  /** Warms both up, then lets them take turns. */
  public Comparison run() throws Exception {
    warmUp();
    long floorRuns = runsOfAWindow(floor);
    long candidateRuns = runsOfAWindow(candidate);
    List<Comparison.Pair> pairs = new ArrayList<>();
    for (int i = 0; i < pace.pairs(); i++) {
      // each goes first in turn, so that a clock that drifts favours none
      Window before = i % 2 == 0 ? Window.of(floor, floorRuns) : null;
      Window measured = Window.of(candidate, candidateRuns);
      pairs.add(
          new Comparison.Pair(before == null ? Window.of(floor, floorRuns) : before, measured));
    }
    return new Comparison(pairs);
  }

  private void warmUp() throws Exception {
    long spent = 0;
    long runs = 0;
    while (spent < pace.warmUp().toNanos() || runs < pace.warmUpRuns()) {
      Window turn = Window.of(candidate, 20);
      runs += turn.runs();
      spent += turn.cpuNanos() + Window.of(floor, 5).cpuNanos();
    }
  }

  private long runsOfAWindow(Operation operation) throws Exception {
    long runs = 1;
    Window tried = Window.of(operation, runs);
    while (tried.cpuNanos() < pace.window().toNanos() / 4) {
      runs *= 2;
      tried = Window.of(operation, runs);
    }
    return Math.max(1, Math.round(pace.window().toNanos() / tried.nanosEach()));
  }
}
