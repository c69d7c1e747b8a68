package dev.latchkey.benchmarks.pairs;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/** Times a candidate against a floor. */
public final class Pairing {

  private static final CompilationMXBean COMPILER = ManagementFactory.getCompilationMXBean();

  /** After each slice of the warm-up the compiler is looked at. */
  private static final int SLICES = 8;

  private static final int MOST_WARM_UPS = 6;

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

  /** Warms up for as long as was asked for, and on for as long as the JDK goes on compiling. */
  private void warmUp() throws Exception {
    long spent = 0;
    long runs = 0;
    long compiled;
    long atMost = MOST_WARM_UPS * pace.warmUp().toNanos();
    do {
      compiled = COMPILER.getTotalCompilationTime();
      long until = spent + pace.warmUp().toNanos() / SLICES;
      while (spent < until) {
        Window turn = Window.of(candidate, 20);
        runs += turn.runs();
        spent += turn.cpuNanos() + Window.of(floor, 5).cpuNanos();
      }
    } while (spent < pace.warmUp().toNanos()
        || runs < pace.warmUpRuns()
        || spent < atMost && compiled < COMPILER.getTotalCompilationTime());
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
