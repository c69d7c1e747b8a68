package dev.latchkey.benchmarks.peers;

import dev.latchkey.benchmarks.pairs.Comparison;
import dev.latchkey.benchmarks.pairs.Spread;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What one process found out, which reaches the next as a line.
 *
 * @param ratio of the floor's CPU time
 * @param beyond CPU nanoseconds beyond the floor
 */
record Outcome(
    Spread ratio,
    Spread beyond,
    double floorNanos,
    double bytes,
    double bytesBeyond,
    String unchecked,
    String jar) {

  private static final String MARK = "outcome\t";

  static Outcome of(Comparison comparison, List<String> unchecked, String jar) {
    return new Outcome(
        comparison.ratio(),
        comparison.nanosBeyond(),
        comparison.floorNanos().median(),
        comparison.bytes().median(),
        comparison.bytesBeyond().median(),
        String.join(" ", unchecked),
        jar);
  }

  String line() {
    return MARK
        + String.join(
            "\t",
            line(ratio),
            line(beyond),
            Double.toString(floorNanos),
            Double.toString(bytes),
            Double.toString(bytesBeyond),
            unchecked,
            jar);
  }

  /** For somebody who waits for the table. */
  String summary() {
    return String.format(
        Locale.ROOT, "%.2f of the floor, %.0f ns beyond it", ratio.median(), beyond.median());
  }

  /** Reads a line; {@code null} when it is another one. */
  static @Nullable Outcome read(String line) {
    if (!line.startsWith(MARK)) {
      return null;
    }
    String[] fields = line.substring(MARK.length()).split("\t", -1);
    return new Outcome(
        spread(fields[0]),
        spread(fields[1]),
        Double.parseDouble(fields[2]),
        Double.parseDouble(fields[3]),
        Double.parseDouble(fields[4]),
        fields[5],
        fields[6]);
  }

  private static String line(Spread spread) {
    return String.format(Locale.ROOT, "%s %s %s", spread.lower(), spread.median(), spread.upper());
  }

  private static Spread spread(String field) {
    String[] parts = field.split(" ");
    return new Spread(
        Double.parseDouble(parts[0]), Double.parseDouble(parts[1]), Double.parseDouble(parts[2]));
  }
}
