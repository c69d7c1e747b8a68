package dev.latchkey;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everything that is wrong with the settings, told at once, and what deserves a warning. */
final class Problems {

  private final List<String> problems = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  /** Adds a problem, once though two plans may read the same setting. */
  void add(String problem) {
    if (!problems.contains(problem)) {
      problems.add(problem);
    }
  }

  void add(Setting setting, String problem) {
    add(setting.key() + " " + problem);
  }

  /** Tells when one setting has two spellings in one place: which would win, nobody can know. */
  void checkOnce(Setting setting, @Nullable String before, String now) {
    if (before != null) {
      add(setting, "is set twice, as " + before + " and as " + now + "; remove one of them");
    }
  }

  /** Adds a warning, once though a setting may be read twice. */
  void warn(String warning) {
    if (!warnings.contains(warning)) {
      warnings.add(warning);
    }
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
