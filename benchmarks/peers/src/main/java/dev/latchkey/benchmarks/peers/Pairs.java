package dev.latchkey.benchmarks.peers;

import dev.latchkey.benchmarks.results.ResultsFile;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Measures every candidate with every algorithm, each in a process of its own, and writes the
 * tables.
 */
public final class Pairs {

  private static final List<String> ALGORITHMS = List.of("RS256", "ES256", "EdDSA", "HS256");
  private static final List<String> FOR_SEEN = List.of("RS256");

  private Pairs() {}

  /** See the README for what it takes. */
  public static void main(String[] arguments) throws IOException {
    PairsArguments asked = PairsArguments.read(arguments);
    Forks forks = new Forks(asked.javaHome(), asked.quick());
    Surroundings surroundings = Surroundings.of(forks, asked);
    Report report = new Report(surroundings, ALGORITHMS);
    for (Candidate candidate : Candidate.values()) {
      if (asked.covers(candidate)) {
        measure(forks, candidate, report);
      }
    }
    String markdown = report.markdown();
    System.out.println(markdown);
    if (asked.isComplete()) {
      new ResultsFile(asked.results()).write(surroundings.section(), markdown);
    }
  }

  private static void measure(Forks forks, Candidate candidate, Report report) throws IOException {
    for (String algorithm : candidate.isOfSeenTokens() ? FOR_SEEN : ALGORITHMS) {
      Optional<Outcome> outcome = forks.measure(candidate, algorithm);
      report.add(candidate, algorithm, outcome.orElse(null));
      System.err.printf(
          "%s, %s: %s%n", candidate.label(), algorithm, outcome.map(Outcome::summary).orElse("-"));
    }
  }
}
