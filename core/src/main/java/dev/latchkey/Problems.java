package dev.latchkey;

import java.util.ArrayList;
import java.util.List;

/** Everything that is wrong with the settings, told at once, and what deserves a warning. */
final class Problems {

  private final List<String> problems = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  void add(String problem) {
    problems.add(problem);
  }

  void add(Setting setting, String problem) {
    problems.add(setting.key() + " " + problem);
  }

  void warn(String warning) {
    warnings.add(warning);
  }

  List<String> warnings() {
    return List.copyOf(warnings);
  }

  boolean none() {
    return problems.isEmpty();
  }

  /**
   * Stops the start when there is a problem.
   *
   * @throws IllegalArgumentException listing all of them
   */
  void check() {
    if (problems.isEmpty()) {
      return;
    }
    StringBuilder message = new StringBuilder("Latchkey cannot start");
    message.append(problems.size() == 1 ? ":" : ", " + problems.size() + " problems:");
    problems.forEach(problem -> message.append("\n  - ").append(problem));
    warnings.forEach(warning -> message.append("\n  - also look at this: ").append(warning));
    throw new IllegalArgumentException(message.toString());
  }
}
