package dev.latchkey.benchmarks.whole;

import dev.latchkey.benchmarks.pairs.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** What the windows of a variant and of the unprotected server cost. Not thread-safe. */
final class Costs {

  private final List<Pair> pairs = new ArrayList<>();

  private record Pair(Window floor, Window candidate) {}

  void add(Window floor, Window candidate) {
    pairs.add(new Pair(floor, candidate));
  }

  /** How many times the CPU time of an unprotected request. */
  Spread ratio() {
    return spread(pair -> pair.candidate().cpuNanos() / pair.floor().cpuNanos());
  }

  /** CPU microseconds of an unprotected request. */
  Spread floorMicros() {
    return spread(pair -> pair.floor().cpuNanos() / 1000);
  }

  /** CPU microseconds beyond it. */
  Spread microsBeyond() {
    return spread(pair -> (pair.candidate().cpuNanos() - pair.floor().cpuNanos()) / 1000);
  }

  /** Bytes allocated beyond it. */
  Spread bytesBeyond() {
    return spread(pair -> pair.candidate().bytes() - pair.floor().bytes());
  }

  /** How many times the requests a second. */
  Spread throughput() {
    return spread(pair -> pair.candidate().perSecond() / pair.floor().perSecond());
  }

  /** For somebody who waits for the table. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%.3f of the floor, %.1f µs and %.0f bytes beyond it",
        ratio().median(),
        microsBeyond().median(),
        bytesBeyond().median());
  }

  private Spread spread(ToDoubleFunction<Pair> figure) {
    return Spread.of(pairs.stream().mapToDouble(figure).toArray());
  }
}
