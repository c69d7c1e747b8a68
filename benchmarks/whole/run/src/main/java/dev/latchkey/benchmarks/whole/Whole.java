package dev.latchkey.benchmarks.whole;

import dev.latchkey.benchmarks.results.ResultsFile;
import java.io.IOException;
import java.security.GeneralSecurityException;

/**
 * Loads the same application protected and unprotected, by turns, and writes what the protection
 * costs a request.
 */
public final class Whole {

  private Whole() {}

  /** See the README for what it takes. */
  public static void main(String[] arguments) throws IOException, GeneralSecurityException {
    WholeArguments asked = WholeArguments.read(arguments);
    Rhythm rhythm = asked.quick() ? Rhythm.quick() : Rhythm.full();
    Wrk wrk = Wrk.ready();
    Surroundings surroundings =
        Surroundings.now("java -jar benchmarks/whole/run/target/whole.jar" + asked.options());
    Supplies supplies = Supplies.make(Load.MANY_TOKENS.size());
    WholeReport report = new WholeReport(surroundings, rhythm);
    try {
      Round round = new Round(supplies, wrk, rhythm);
      for (Variant variant : Variant.values()) {
        if (asked.covers(variant)) {
          measure(variant, round, rhythm, report);
        }
      }
    } finally {
      supplies.delete();
    }
    String markdown = report.markdown();
    System.out.println(markdown);
    if (asked.isComplete()) {
      new ResultsFile(asked.results()).write(surroundings.section("whole requests"), markdown);
    }
  }

  /** One that cannot be measured keeps none of the others from it, but is told of in the table. */
  private static void measure(Variant variant, Round round, Rhythm rhythm, WholeReport report) {
    Costs costs = new Costs();
    try {
      for (int i = 0; i < rhythm.rounds(); i++) {
        round.run(variant, costs);
        System.err.printf("%s, %d of %d: %s%n", variant, i + 1, rhythm.rounds(), costs);
      }
      report.add(variant, costs);
    } catch (IOException | IllegalStateException e) {
      System.err.println(variant + " cannot be measured: " + e);
      report.missing(variant);
    }
  }
}
