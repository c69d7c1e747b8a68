package dev.latchkey.benchmarks.whole;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A variant and the unprotected server in two new processes, one of which is loaded at a time. */
final class Round {

  private static final Duration SLICE = Duration.ofSeconds(2);
  private static final int MOST_SLICES = 30;

  /** Milliseconds of compiling in a slice that no longer matter. */
  private static final long SETTLED = 50;

  private final Supplies supplies;
  private final Wrk wrk;
  private final Rhythm rhythm;

  Round(Supplies supplies, Wrk wrk, Rhythm rhythm) {
    this.supplies = supplies;
    this.wrk = wrk;
    this.rhythm = rhythm;
  }

  /** Adds the windows of one round. */
  void run(Variant variant, Costs costs) throws IOException {
    try (ServerProcess floor = start(variant.floor(), "");
        ServerProcess candidate = start(variant.program(), variant.variant())) {
      List<String> lines = supplies.lines(variant.load(), candidate);
      String victim = supplies.victim(variant.load(), candidate);
      Door.check(candidate.orders(), lines.get(0), victim, variant.isProtected());
      Door.check(floor.orders(), lines.get(0), victim, false);
      Path headers = supplies.file(lines);
      takeTurns(new Loaded(floor, wrk, headers), new Loaded(candidate, wrk, headers), costs);
    }
  }

  private ServerProcess start(Program program, String variant) throws IOException {
    return ServerProcess.start(program, supplies.arguments(variant));
  }

  private void takeTurns(Loaded floor, Loaded candidate, Costs costs) throws IOException {
    warmUp(floor);
    warmUp(candidate);
    for (int i = 0; i < rhythm.pairs(); i += 2) { // each goes first in turn: drift favours neither
      Window before = floor.window(rhythm.window());
      costs.add(before, candidate.window(rhythm.window()));
      Window measured = candidate.window(rhythm.window());
      costs.add(floor.window(rhythm.window()), measured);
    }
  }

  /** For as many requests as were asked for, and on for as long as the JDK goes on compiling. */
  private void warmUp(Loaded server) throws IOException {
    long requests = 0;
    long compiled = SETTLED;
    for (int i = 0; i < MOST_SLICES && (requests < rhythm.warmUp() || compiled >= SETTLED); i++) {
      long before = server.compiling();
      requests += server.warm(SLICE);
      compiled = server.compiling() - before;
    }
  }
}
