package dev.latchkey.benchmarks.peers;

import dev.latchkey.benchmarks.Issuer;
import dev.latchkey.benchmarks.pairs.Comparison;
import dev.latchkey.benchmarks.pairs.Pace;
import dev.latchkey.benchmarks.pairs.Pairing;

/** The process of one candidate and one algorithm, which no other has warmed up or polluted. */
public final class PairFork {

  static final String CANNOT = "cannot\t";

  private PairFork() {}

  /** Takes the candidate, the algorithm and the pace; prints one line. */
  public static void main(String[] arguments) throws Exception {
    Candidate candidate = Candidate.valueOf(arguments[0]);
    Pace pace = arguments[2].equals("quick") ? Pace.quick() : Pace.full();
    System.out.println(line(candidate, new Issuer(arguments[1]), pace));
    System.exit(0); // some libraries keep threads
  }

  private static String line(Candidate candidate, Issuer issuer, Pace pace) throws Exception {
    try {
      Contest contest = candidate.contest(issuer);
      Comparison comparison = new Pairing(contest.floor(), contest.candidate(), pace).run();
      return Outcome.of(comparison, contest.unchecked(), candidate.jar()).line();
    } catch (UnsupportedOperationException e) {
      return CANNOT + e.getMessage();
    }
  }
}
