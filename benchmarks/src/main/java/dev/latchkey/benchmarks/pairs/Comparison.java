package dev.latchkey.benchmarks.pairs;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** What the windows of a candidate and of its floor cost. */
public final class Comparison {

  private final List<Pair> pairs;

  Comparison(List<Pair> pairs) {
    this.pairs = List.copyOf(pairs);
  }

  record Pair(Window floor, Window candidate) {}

  /** How many times the floor's CPU time. */
  public Spread ratio() {
    return spread(pair -> pair.candidate().nanosEach() / pair.floor().nanosEach());
  }

  /** CPU nanoseconds beyond the floor. */
  public Spread nanosBeyond() {
    return spread(pair -> pair.candidate().nanosEach() - pair.floor().nanosEach());
  }

  /** CPU nanoseconds of the floor. */
  public Spread floorNanos() {
    return spread(pair -> pair.floor().nanosEach());
  }

  /** Bytes allocated by the candidate. */
  public Spread bytes() {
    return spread(pair -> pair.candidate().bytesEach());
  }

  /** Bytes allocated beyond the floor's. */
  public Spread bytesBeyond() {
    return spread(pair -> pair.candidate().bytesEach() - pair.floor().bytesEach());
  }

  private Spread spread(ToDoubleFunction<Pair> figure) {
    return Spread.of(pairs.stream().mapToDouble(figure).toArray());
  }
}
