package dev.latchkey.policy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/** What is wrong with a table, to be told in the order of its lines. */
final class RuleProblems {

  private record Problem(int line, String text) {}

  private final List<Problem> found = new ArrayList<>();

  void add(int line, String text) {
    found.add(new Problem(line, text));
  }

  int count() {
    return found.size();
  }

  void tell(Consumer<String> listener) {
    found.sort(Comparator.comparingInt(Problem::line)); // stable: one line's stay in order
    found.forEach(problem -> listener.accept("line " + problem.line + ": " + problem.text));
  }
}
