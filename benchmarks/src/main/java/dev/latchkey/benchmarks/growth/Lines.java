package dev.latchkey.benchmarks.growth;

import dev.latchkey.Latchkey;
import dev.latchkey.benchmarks.Issuer;
import dev.latchkey.benchmarks.OrdersRequest;
import dev.latchkey.benchmarks.pairs.Operation;
import dev.latchkey.benchmarks.pairs.Pace;
import dev.latchkey.benchmarks.pairs.Pairing;
import dev.latchkey.policy.Match;
import dev.latchkey.policy.RuleTable;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rule tables of more and more lines: finding the line of a path, and a whole decision. */
final class Lines {

  /** The first comes twice: once for the JDK, which compiles on the way. */
  private static final List<Integer> SIZES = List.of(10, 10, 100, 1_000, 10_000);

  private static final int ASKED = 1 << 12;

  private Lines() {}

  static Table measure(Pace pace) throws Exception {
    Table table =
        new Table(
            "rules",
            "Rules",
            "lines",
            List.of("finding the last line", "finding any line", "a whole decision"),
            List.of("ns to find any", "ns a decision", "ms CPU to read the table"));
    Issuer issuer = new Issuer("RS256");
    for (int size : SIZES) {
      var last = new Pairing(matching(SIZES.get(0), 1), matching(size, 1), pace).run();
      var match = new Pairing(matching(SIZES.get(0), ASKED), matching(size, ASKED), pace).run();
      var decision =
          new Pairing(deciding(issuer, SIZES.get(0)), deciding(issuer, size), pace).run();
      Operation reading = () -> table(size);
      table.add(
          size,
          List.of(last.ratio().median(), match.ratio().median(), decision.ratio().median()),
          List.of(
              match.floorNanos().median() + match.nanosBeyond().median(),
              decision.floorNanos().median() + decision.nanosBeyond().median(),
              new Pairing(() -> "", reading, pace).run().nanosBeyond().median() / 1e6));
    }
    return table;
  }

  /** Asks for the last line, and where it is for several for any of them. */
  private static Operation matching(int size, int several) {
    RuleTable rules = table(size);
    String[] paths = paths(size);
    int[] at = {0};
    for (String path : paths) {
      if (!(rules.match("GET", path) instanceof Match.Matched)) {
        throw new IllegalStateException("no line for " + path);
      }
    }
    return () -> rules.match("GET", paths[at[0]++ % several]);
  }

  private static Operation deciding(Issuer issuer, int size) throws Exception {
    Latchkey latchkey = Bearer.builder(issuer).set("rules", text(size)).build();
    String token = issuer.token();
    OrdersRequest[] requests = new OrdersRequest[ASKED];
    String[] paths = paths(size);
    for (int i = 0; i < ASKED; i++) {
      requests[i] = OrdersRequest.withTokenAt(paths[i], token);
      Bearer.let(latchkey, requests[i]);
    }
    Bearer.checkForged(latchkey, requests[0]);
    int[] at = {0};
    return () -> Bearer.let(latchkey, requests[at[0]++ % ASKED]);
  }

  private static RuleTable table(int size) {
    return RuleTable.parse(
        text(size),
        problem -> {
          throw new IllegalStateException(problem);
        });
  }

  /** As applications write them: areas with resources in them, some with a variable part. */
  private static String text(int size) {
    return IntStream.range(0, size)
        .mapToObj(i -> "bearer GET " + prefix(i) + (i % 2 == 0 ? "/{*}" : "/**") + " role=user")
        .collect(Collectors.joining("\n"));
  }

  private static String prefix(int i) {
    return "/api/area-" + i / 10 + "/resource-" + i;
  }

  /**
   * Of the last line, then of lines in random order; over and over the same, so that the memory is
   * as warm for all.
   */
  private static String[] paths(int size) {
    SplittableRandom random = new SplittableRandom(1);
    return IntStream.range(0, ASKED)
        .mapToObj(i -> prefix(i == 0 ? size - 1 : random.nextInt(size)) + "/4711")
        .toArray(String[]::new);
  }
}
