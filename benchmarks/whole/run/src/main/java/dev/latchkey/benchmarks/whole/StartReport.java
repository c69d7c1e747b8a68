package dev.latchkey.benchmarks.whole;

import dev.latchkey.benchmarks.pairs.Spread;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** The table of starts. */
final class StartReport {

  /** What is started, the floor first. */
  static final List<Program> PROGRAMS =
      List.of(Program.JETTY, Program.LATCHKEY, Program.SPRING, Program.PAC4J);

  private static final String HEAD =
      """

      From the start of the process until the first request is answered, with the keys at hand. *Beyond* is the difference to the unprotected
      server of the same round.

      | server | CPU s | ms CPU beyond | resident MB | MB beyond | classes | jars beyond the container | MB of them |
      |---|---|---|---|---|---|---|---|
      """;

  private final Surroundings surroundings;
  private final Map<Program, List<Started>> started;

  StartReport(Surroundings surroundings, Map<Program, List<Started>> started) {
    this.surroundings = surroundings;
    this.started = started;
  }

  String markdown() throws IOException {
    StringBuilder text =
        new StringBuilder(
            surroundings.markdown(
                "Start",
                "`%s`; %d rounds"
                    .formatted(String.join(" ", Started.FLAGS), of(Program.JETTY).size())));
    text.append(HEAD);
    for (Program program : PROGRAMS) {
      text.append(row(program));
    }
    return text.toString();
  }

  private List<Started> of(Program program) {
    return started.getOrDefault(program, List.of());
  }

  private String row(Program program) throws IOException {
    Jars jars = Jars.beyondContainer(program);
    return text(
        "| %s | %.2f | %s | %.1f | %s | %.0f | %d | %.1f |%n",
        name(program),
        median(program, each -> each.cpuMillis() / 1000.0),
        beyond(program, Started::cpuMillis),
        median(program, each -> each.residentKilobytes() / 1024.0),
        beyond(program, each -> each.residentKilobytes() / 1024.0),
        median(program, Started::classes),
        jars.count(),
        jars.megabytes());
  }

  private static String name(Program program) {
    return switch (program) {
      case JETTY -> "Jetty, unprotected";
      case LATCHKEY -> "**Latchkey**";
      case SPRING -> "Spring Security";
      case PAC4J -> "pac4j";
      default -> throw new IllegalArgumentException(program.name());
    };
  }

  private double median(Program program, ToDoubleFunction<Started> figure) {
    return Spread.of(of(program).stream().mapToDouble(figure).toArray()).median();
  }

  private String beyond(Program program, ToDoubleFunction<Started> figure) {
    Spread spread =
        Spread.of(
            IntStream.range(0, of(program).size())
                .mapToDouble(
                    i ->
                        figure.applyAsDouble(of(program).get(i))
                            - figure.applyAsDouble(of(Program.JETTY).get(i)))
                .toArray());
    return text("%.0f (%.0f–%.0f)", spread.median(), spread.lower(), spread.upper());
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
