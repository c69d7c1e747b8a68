package dev.latchkey.benchmarks.whole;

import dev.latchkey.benchmarks.pairs.Spread;
import java.io.IOException;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The table of whole requests. */
final class WholeReport {

  private static final String HEAD =
      """

      The floor is the same application unprotected, asked with the same headers: %s CPU a request. Requests a second come from two cores that
      the load generator and all else share, so the last column only tells that nobody waits.

      | whole request | CPU, times the floor | µs CPU beyond it | bytes beyond it | requests a second, times the floor |
      |---|---|---|---|---|
      """;

  private final Surroundings surroundings;
  private final Rhythm rhythm;
  private final Map<Variant, Costs> costs = new EnumMap<>(Variant.class);
  private final Set<Variant> missing = EnumSet.noneOf(Variant.class);

  WholeReport(Surroundings surroundings, Rhythm rhythm) {
    this.surroundings = surroundings;
    this.rhythm = rhythm;
  }

  void add(Variant variant, Costs measured) {
    costs.put(variant, measured);
  }

  void missing(Variant variant) {
    missing.add(variant);
  }

  String markdown() throws IOException {
    StringBuilder text =
        new StringBuilder(
            surroundings.markdown(
                "Whole requests", "servers with `" + ServerProcess.flags() + "`; " + rhythm));
    text.append(HEAD.formatted(floors()));
    costs.forEach((variant, measured) -> text.append(row(variant, measured)));
    missing.forEach(variant -> text.append(text("| %s | not measured | | | |%n", variant.label())));
    return text.toString();
  }

  private String floors() {
    return costs.entrySet().stream()
        .collect(
            Collectors.groupingBy(
                each -> each.getKey().floor(),
                () -> new EnumMap<>(Program.class),
                Collectors.averagingDouble(each -> each.getValue().floorMicros().median())))
        .entrySet()
        .stream()
        .map(each -> text("%s %.0f µs", name(each.getKey()), each.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static String name(Program floor) {
    return floor == Program.JERSEY ? "Jersey on Jetty" : "a servlet on Jetty";
  }

  private static String row(Variant variant, Costs measured) {
    return text(
        "| %s | %s | %s | %.0f | %s |%n",
        variant.label(),
        spread("%.2f (%.2f–%.2f)", measured.ratio()),
        spread("%.1f (%.1f–%.1f)", measured.microsBeyond()),
        measured.bytesBeyond().median(),
        spread("%.2f (%.2f–%.2f)", measured.throughput()));
  }

  private static String spread(String format, Spread spread) {
    return text(format, spread.median(), spread.lower(), spread.upper());
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
