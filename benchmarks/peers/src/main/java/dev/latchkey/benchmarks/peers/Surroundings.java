package dev.latchkey.benchmarks.peers;

import dev.latchkey.benchmarks.pairs.Pace;
import dev.latchkey.benchmarks.results.Machine;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/**
 * What a table must say beside its figures.
 *
 * @param feature the version of the Java that is measured
 * @param loadBefore how busy the machine was with others when it began
 */
record Surroundings(
    int feature,
    String jdk,
    String machine,
    String command,
    Pace pace,
    String loadBefore,
    LocalDate day) {

  static Surroundings of(Forks forks, PairsArguments asked) throws IOException {
    List<String> java = forks.run(ThisJava.class.getName(), List.of());
    return new Surroundings(
        Integer.parseInt(java.get(0)),
        java.get(1),
        Machine.description(),
        asked.command(),
        asked.quick() ? Pace.quick() : Pace.full(),
        Machine.load(),
        LocalDate.now(ZoneOffset.UTC));
  }

  /** What a rerun replaces. */
  String section() {
    return "pairs, Java " + feature;
  }

  String markdown() throws IOException {
    return """
        ## One access token, Java %d

        Written by `%s` on %s. %s; %s; every process with `%s`; %s.
        Others used the machine too: load average %s before and %s after.
        """
        .formatted(
            feature, command, day, machine, jdk, Forks.flags(), pace, loadBefore, Machine.load());
  }
}
