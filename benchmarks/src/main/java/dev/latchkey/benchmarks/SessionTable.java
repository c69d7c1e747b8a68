package dev.latchkey.benchmarks;

import dev.latchkey.benchmarks.results.Machine;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Sign-ins, requests and refreshes a second, by store. The first row is the warm-up's. */
final class SessionTable {

  private final int sessions;
  private final String loadBefore;
  private final List<Row> rows = new ArrayList<>();

  private SessionTable(int sessions, String loadBefore) {
    this.sessions = sessions;
    this.loadBefore = loadBefore;
  }

  /** What one store did a second. */
  record Row(String store, double signIns, double requests, double refreshes) {}

  static SessionTable begin(int sessions) throws IOException {
    return new SessionTable(sessions, Machine.load());
  }

  void add(Row row) {
    rows.add(row);
  }

  String section() {
    return "sessions, Java " + Runtime.version().feature();
  }

  String markdown() throws IOException {
    Row floor = rows.get(1);
    return head()
        + rows.stream().skip(1).map(row -> line(row, floor)).collect(Collectors.joining());
  }

  private String head() throws IOException {
    return """
        ## Sign-ins, Java %d

        Written by `java -cp benchmarks/target/benchmarks.jar %s` on %s, with %,d users. %s; %s. Load average %s before and %s after, its own included.

        Wall time, of both cores and of everything that a sign-in takes: the application's side, and the provider's in the same process over real
        HTTP, its signatures included. In brackets: times `memory`.

        | sessions kept in | sign-ins a second | requests a second | refreshes a second |
        |---|---|---|---|
        """
        .formatted(
            Runtime.version().feature(),
            SessionCosts.class.getName(),
            LocalDate.now(ZoneOffset.UTC),
            sessions,
            Machine.description(),
            Machine.jdk(),
            loadBefore,
            Machine.load());
  }

  private static String line(Row row, Row floor) {
    return String.format(
        Locale.ROOT,
        "| %s | %s | %s | %s |%n",
        row.store(),
        cell(row.signIns(), floor.signIns()),
        cell(row.requests(), floor.requests()),
        cell(row.refreshes(), floor.refreshes()));
  }

  private static String cell(double perSecond, double floor) {
    return String.format(Locale.ROOT, "%,.0f (%.2f)", perSecond, perSecond / floor);
  }
}
