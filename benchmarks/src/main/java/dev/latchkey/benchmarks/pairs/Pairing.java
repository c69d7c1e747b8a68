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
    while (pairs.size() < pace.pairs()) { // each goes first in turn: drift favours neither
      Window before = Window.of(floor, floorRuns);
      pairs.add(new Comparison.Pair(before, Window.of(candidate, candidateRuns)));
      Window measured = Window.of(candidate, candidateRuns);
      pairs.add(new Comparison.Pair(Window.of(floor, floorRuns), measured));
    }
    return new Comparison(pairs);
  }

  /** Floors are short and of the JDK, which the candidate warms up as well. */
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
