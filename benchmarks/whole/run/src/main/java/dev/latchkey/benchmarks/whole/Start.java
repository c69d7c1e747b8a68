package dev.latchkey.benchmarks.whole;

import dev.latchkey.benchmarks.results.ResultsFile;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Starts the servers by turns until each has answered one request, and writes what that took. */
public final class Start {

  private static final int RUNS = 15;
  private static final int QUICK_RUNS = 3;

  private Start() {}

  /** Takes {@code --quick} and {@code --results FILE}. */
  public static void main(String[] arguments) throws IOException, GeneralSecurityException {
    WholeArguments asked = WholeArguments.read(arguments);
    Surroundings surroundings =
        Surroundings.now(
            "java -cp benchmarks/whole/run/target/whole.jar "
                + Start.class.getName()
                + asked.options());
    Map<Program, List<Started>> started = new EnumMap<>(Program.class);
    Supplies supplies = Supplies.make(1);
    try {
      int runs = asked.quick() ? QUICK_RUNS : RUNS;
      for (int i = 0; i < runs; i++) {
        for (Program program : StartReport.PROGRAMS) {
          started.computeIfAbsent(program, any -> new ArrayList<>()).add(start(program, supplies));
        }
        System.err.printf("%d of %d rounds%n", i + 1, runs);
      }
    } finally {
      supplies.delete();
    }
    String markdown = new StartReport(surroundings, started).markdown();
    System.out.println(markdown);
    new ResultsFile(asked.results()).write(surroundings.section("start"), markdown);
  }

  private static Started start(Program program, Supplies supplies) throws IOException {
    try (ServerProcess server =
        ServerProcess.start(program, Started.FLAGS, supplies.arguments(""))) {
      String token = supplies.lines(Load.ONE_TOKEN, server).get(0);
      Door.admits(server.orders(), token);
      Started seen = Started.seen(server);
      Door.check(server.orders(), token, token, program != Program.JETTY);
      return seen;
    }
  }
}
