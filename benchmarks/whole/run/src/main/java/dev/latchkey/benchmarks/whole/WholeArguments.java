package dev.latchkey.benchmarks.whole;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What was asked for on the command line.
 *
 * @param quick short windows, for seeing that all works
 * @param only those variants alone, which are printed and not kept
 * @param results the file that the tables are kept in
 */
record WholeArguments(boolean quick, Set<Variant> only, Path results) {

  static WholeArguments read(String[] arguments) {
    Path results = Path.of("benchmarks", "RESULTS.md");
    Set<Variant> only = EnumSet.noneOf(Variant.class);
    boolean quick = false;
    for (Iterator<String> rest = List.of(arguments).iterator(); rest.hasNext(); ) {
      String argument = rest.next();
      switch (argument) {
        case "--quick" -> quick = true;
        case "--only" -> only.add(Variant.valueOf(rest.next().toUpperCase(Locale.ROOT)));
        case "--results" -> results = Path.of(rest.next());
        default ->
            throw new IllegalArgumentException(
                argument + " is unknown; known are --quick, --only and --results");
      }
    }
    return new WholeArguments(quick, only, results);
  }

  boolean covers(Variant variant) {
    return only.isEmpty() || only.contains(variant);
  }

  boolean isComplete() {
    return only.isEmpty();
  }

  /** The options again, but for the paths of this machine. */
  String options() {
    return quick ? " --quick" : "";
  }
}
