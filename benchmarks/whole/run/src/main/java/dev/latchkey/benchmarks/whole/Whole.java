package dev.latchkey.benchmarks.whole;

import dev.latchkey.benchmarks.results.ResultsFile;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Locale;

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
          report.add(variant, measure(variant, round, rhythm));
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

  private static Costs measure(Variant variant, Round round, Rhythm rhythm) throws IOException {
    Costs costs = new Costs();
    for (int i = 0; i < rhythm.rounds(); i++) {
      round.run(variant, costs);
      System.err.printf(
          Locale.ROOT,
          "%s, round %d of %d: %.3f%n",
          variant,
          i + 1,
          rhythm.rounds(),
          costs.ratio().median());
    }
    return costs;
  }
}
