package dev.latchkey.benchmarks.peers;

import dev.latchkey.benchmarks.pairs.Spread;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The outcomes of one Java in Markdown. */
final class Report {

  private static final String UNSEEN =
      """

      | unseen | %s | kB (RS256) | leaves to the application | ran with |
      |---|---|---|---|---|---|---|---|
      """;

  private static final String SEEN =
      """

      | seen before (RS256) | CPU ns beyond a new `String` of it | bytes beyond it |
      |---|---|---|
      """;

  /** A library can spoil how the JDK compiles or finds the floor beside it, which must show. */
  private static final double ODD_FLOOR = 0.2;

  private final Surroundings surroundings;
  private final List<String> algorithms;
  private final Map<Candidate, Map<String, Outcome>> outcomes = new EnumMap<>(Candidate.class);

  Report(Surroundings surroundings, List<String> algorithms) {
    this.surroundings = surroundings;
    this.algorithms = algorithms;
  }

  void add(Candidate candidate, String algorithm, @Nullable Outcome outcome) {
    Map<String, Outcome> found = outcomes.computeIfAbsent(candidate, any -> new TreeMap<>());
    if (outcome != null) {
      found.put(algorithm, outcome);
    }
  }

  String markdown() throws IOException {
    StringBuilder text = new StringBuilder(surroundings.markdown());
    text.append(UNSEEN.formatted(String.join(" | ", algorithms))).append(floorRow());
    outcomes.forEach((who, found) -> text.append(who.isOfSeenTokens() ? "" : row(who, found)));
    text.append(SEEN);
    outcomes.forEach((who, found) -> text.append(who.isOfSeenTokens() ? seen(who, found) : ""));
    return text.toString();
  }

  private String floorRow() {
    return line(
        "bare JDK, the floor",
        cells(this::floor),
        kilobytes(middle("RS256", each -> each.bytes() - each.bytesBeyond())),
        "all",
        "the JDK");
  }

  private String floor(String algorithm) {
    return text("1 (%.3g µs)", middle(algorithm, Outcome::floorNanos) / 1000);
  }

  /** The median over all candidates: each was paired with a floor of its own. */
  private double middle(String algorithm, ToDoubleFunction<Outcome> figure) {
    double[] figures =
        outcomes.entrySet().stream()
            .filter(each -> !each.getKey().isOfSeenTokens())
            .filter(each -> each.getValue().containsKey(algorithm))
            .mapToDouble(each -> figure.applyAsDouble(each.getValue().get(algorithm)))
            .sorted()
            .toArray();
    return figures.length == 0 ? Double.NaN : figures[figures.length / 2];
  }

  private String row(Candidate who, Map<String, Outcome> found) {
    Outcome rsa = found.get("RS256");
    Outcome any = found.values().stream().findFirst().orElse(null);
    return line(
        who.label(),
        cells(algorithm -> ratio(algorithm, found.get(algorithm))),
        rsa == null ? "-" : kilobytes(rsa.bytes()),
        any == null ? "-" : left(who, any),
        any == null ? "-" : any.jar());
  }

  private static String left(Candidate who, Outcome outcome) {
    String unchecked = outcome.unchecked().isEmpty() ? "nothing" : outcome.unchecked();
    return who.isBare() ? "all" : unchecked;
  }

  private String ratio(String algorithm, @Nullable Outcome outcome) {
    if (outcome == null) {
      return "-";
    }
    Spread ratio = outcome.ratio();
    String cell = text("%.2f (%.2f–%.2f)", ratio.median(), ratio.lower(), ratio.upper());
    double slower = outcome.floorNanos() / middle(algorithm, Outcome::floorNanos);
    return Math.abs(slower - 1) < ODD_FLOOR
        ? cell
        : cell + text(", by the common floor %.2f", ratio.median() * slower);
  }

  private static String seen(Candidate who, Map<String, Outcome> found) {
    return found.values().stream()
        .map(
            outcome ->
                line(
                    who.label(),
                    text(
                        "%.0f (%.0f–%.0f)",
                        outcome.beyond().median(),
                        outcome.beyond().lower(),
                        outcome.beyond().upper()),
                    text("%.0f", outcome.bytesBeyond())))
        .collect(Collectors.joining());
  }

  private String cells(UnaryOperator<String> cell) {
    return algorithms.stream().map(cell).collect(Collectors.joining(" | "));
  }

  private static String kilobytes(double bytes) {
    return text("%.1f", bytes / 1000);
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  private static String line(String... cells) {
    return Arrays.stream(cells).collect(Collectors.joining(" | ", "| ", " |\n"));
  }
}
