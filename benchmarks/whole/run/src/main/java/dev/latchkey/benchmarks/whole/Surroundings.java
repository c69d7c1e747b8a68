package dev.latchkey.benchmarks.whole;

import dev.latchkey.benchmarks.results.Machine;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** What a table must say beside its figures. */
record Surroundings(String command, String machine, String loadBefore, LocalDate day) {

  static Surroundings now(String command) throws IOException {
    return new Surroundings(
        command, Machine.description(), Machine.load(), LocalDate.now(ZoneOffset.UTC));
  }

  /** What a rerun replaces: a section for each Java. */
  String section(String name) {
    return name + ", Java " + Runtime.version().feature();
  }

  String markdown(String title, String how) throws IOException {
    return """
        ## %s, Java %d

        Written by `%s` on %s. %s; %s; %s.
        Load average %s before and %s after, its own included.
        """
        .formatted(
            title,
            Runtime.version().feature(),
            command,
            day,
            machine,
            Machine.jdk(),
            how,
            loadBefore,
            Machine.load());
  }
}
