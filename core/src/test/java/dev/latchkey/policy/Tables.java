package dev.latchkey.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Tables for tests. */
final class Tables {

  /** Stands at noon; the providers' may differ by a minute. */
  static final SkewedClock CLOCK =
      new SkewedClock(() -> Instant.parse("2026-01-01T12:00:00Z"), Duration.ofSeconds(60));

  private Tables() {}

  /** Reads a table that must have no problem; lines may also be parted by a semicolon. */
  static RuleTable sound(String text) {
    List<String> problems = new ArrayList<>();
    RuleTable table = RuleTable.parse(lines(text), problems::add);
    assertThat(problems).isEmpty();
    RulesByCalls.sayTheSame(table);
    return table;
  }

  /** Returns the problems of a table. */
  static List<String> problems(String text) {
    List<String> problems = new ArrayList<>();
    RuleTable.parse(lines(text), problems::add);
    return problems;
  }

  private static String lines(String text) {
    return text.replace("; ", "\n");
  }

  /** Returns the text of the line that matches, the methods allowed, or {@code no rule}. */
  static String answer(RuleTable table, String method, String path) {
    Match match = table.match(method, path);
    if (match instanceof Match.Matched matched) {
      return matched.rule().text();
    }
    return match instanceof Match.MethodNotListed others
        ? "only " + String.join(",", others.allowed())
        : "no rule";
  }
}
