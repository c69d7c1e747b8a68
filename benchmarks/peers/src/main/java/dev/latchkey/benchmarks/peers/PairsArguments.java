package dev.latchkey.benchmarks.peers;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What was asked for on the command line.
 *
 * @param javaHome of the Java that is measured, this process's own unless another is named
 * @param quick short windows, for seeing that all works
 * @param only those candidates alone, which are printed and not kept
 * @param results the file that the tables are kept in
 */
record PairsArguments(Path javaHome, boolean quick, Set<Candidate> only, Path results) {

  static PairsArguments read(String[] arguments) {
    Path javaHome = Path.of(System.getProperty("java.home"));
    Path results = Path.of("benchmarks", "RESULTS.md");
    Set<Candidate> only = EnumSet.noneOf(Candidate.class);
    boolean quick = false;
    for (Iterator<String> rest = List.of(arguments).iterator(); rest.hasNext(); ) {
      String argument = rest.next();
      switch (argument) {
        case "--quick" -> quick = true;
        case "--java" -> javaHome = Path.of(rest.next());
        case "--only" -> only.add(Candidate.valueOf(rest.next().toUpperCase(Locale.ROOT)));
        case "--results" -> results = Path.of(rest.next());
        default ->
            throw new IllegalArgumentException(
                argument + " is unknown; known are --quick, --java, --only and --results");
      }
    }
    return new PairsArguments(javaHome, quick, only, results);
  }

  boolean covers(Candidate candidate) {
    return only.isEmpty() || only.contains(candidate);
  }

  boolean isComplete() {
    return only.isEmpty();
  }

  /** The command again, but for the paths of this machine. */
  String command() {
    return "java -jar benchmarks/peers/target/peers.jar" + (quick ? " --quick" : "");
  }
}
