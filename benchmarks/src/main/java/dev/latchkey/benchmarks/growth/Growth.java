package dev.latchkey.benchmarks.growth;

import dev.latchkey.benchmarks.pairs.Pace;
import dev.latchkey.benchmarks.results.Machine;
import dev.latchkey.benchmarks.results.ResultsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Measures growth, writes the tables and draws them. */
public final class Growth {

  /** The level of a logger counts as long as somebody holds it. */
  private static final Logger LOG = Logger.getLogger("dev.latchkey");

  private Growth() {}

  /** Takes {@code --quick} and {@code --results FILE}. */
  public static void main(String[] arguments) throws Exception {
    LOG.setLevel(Level.OFF);
    List<String> asked = List.of(arguments);
    boolean quick = asked.contains("--quick");
    int named = asked.indexOf("--results");
    Path results = named < 0 ? Path.of("benchmarks", "RESULTS.md") : Path.of(asked.get(named + 1));
    Pace pace = quick ? Pace.quick() : Pace.full();
    String head = head(pace, quick);
    StringBuilder text = new StringBuilder();
    for (Table table :
        List.of(
            Threads.measure(pace),
            Lines.measure(pace),
            Issuers.measure(pace),
            Tokens.measure(pace))) {
      text.append(table.markdown()).append(plot(table, results));
    }
    String markdown = head + "Load average " + Machine.load() + " after.\n" + text;
    System.out.println(markdown);
    new ResultsFile(results).write("growth, Java " + Runtime.version().feature(), markdown);
  }

  private static String head(Pace pace, boolean quick) throws IOException {
    return """
        ## Growth, Java %d

        Written by `java -Xmx10g -cp benchmarks/target/benchmarks.jar %s%s` on %s. %s; %s; %s.
        CPU times; a ratio is to the smallest size, whose windows alternate with those of the size. Load average %s before.
        """
        .formatted(
            Runtime.version().feature(),
            Growth.class.getName(),
            quick ? " --quick" : "",
            LocalDate.now(ZoneOffset.UTC),
            Machine.description(),
            Machine.jdk(),
            pace,
            Machine.load());
  }

  private static String plot(Table table, Path results) throws IOException {
    Path folder = results.toAbsolutePath().resolveSibling("plots");
    Files.createDirectories(folder);
    String name = table.name() + "-" + Runtime.version().feature() + ".svg";
    Files.writeString(folder.resolve(name), new Plot(table).svg());
    return "\n![" + table.title() + "](plots/" + name + ")\n";
  }
}
