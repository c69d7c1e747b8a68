package dev.latchkey;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Everything that is wrong with the settings, told at once, and what deserves a warning. */
final class Problems {

  private final List<String> problems;
  private final List<String> warnings;
  private final Function<Setting, String> keys;

  Problems() {
    this(new ArrayList<>(), new ArrayList<>(), Setting::key);
  }

  private Problems(List<String> problems, List<String> warnings, Function<Setting, String> keys) {
    this.problems = problems;
    this.warnings = warnings;
    this.keys = keys;
  }

  /** The same problems, told with other keys. */
  Problems naming(Function<Setting, String> newKeys) {
    return new Problems(problems, warnings, newKeys);
  }

  /** What a setting is called where it was set. */
  String key(Setting setting) {
    return keys.apply(setting);
  }

  /** Adds a problem, once though two plans may read the same setting. */
  void add(String problem) {
    if (!problems.contains(problem)) {
      problems.add(problem);
    }
  }

  void add(Setting setting, String problem) {
    add(key(setting) + " " + problem);
  }

  /** Tells when one setting has two spellings in one place: which would win, nobody can know. */
  void checkOnce(String key, @Nullable String before, String now) {
    if (before != null) {
      add(key + " is set twice, as " + before + " and as " + now + "; remove one of them");
    }
  }

  /** Adds a warning, once though each provider may give rise to it. */
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
    check("Latchkey cannot start");
  }

  /**
   * The same for something else.
   *
   * @param refusal what does not come about
   */
  void check(String refusal) {
    if (problems.isEmpty()) {
      return;
    }
    StringBuilder message = new StringBuilder(refusal);
    message.append(problems.size() == 1 ? ":" : ", " + problems.size() + " problems:");
    problems.forEach(problem -> message.append("\n  - ").append(problem));
    warnings.forEach(warning -> message.append("\n  - also look at this: ").append(warning));
    throw new IllegalArgumentException(message.toString());
  }
}
