package dev.latchkey.policy;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A rule while its lines are being read. */
final class RuleDraft {

  private final int line;
  private final StringBuilder text;
  private final int problemsBefore;
  private final List<Alternative> alternatives = new ArrayList<>();
  private List<PathPattern> paths = List.of();
  private @Nullable AccessWord access;
  private @Nullable Methods methods;
  private boolean conditional;

  RuleDraft(int line, String text, int problemsBefore) {
    this.line = line;
    this.text = new StringBuilder(text);
    this.problemsBefore = problemsBefore;
  }

  int line() {
    return line;
  }

  /** Tells whether its own line has conditions, right or wrong ones. */
  boolean conditional() {
    return conditional;
  }

  void needs(@Nullable AccessWord access, @Nullable Methods methods) {
    this.access = access;
    this.methods = methods;
  }

  void isFor(List<PathPattern> paths) {
    this.paths = List.copyOf(paths);
  }

  /** Tells whether every caller who passes is known and judged. */
  boolean judges() {
    return access == null || access.access().judges();
  }

  void conditions(Alternative conditions) {
    conditional = true;
    alternatives.add(conditions);
  }

  void or(String line, Alternative conditions) {
    text.append(' ').append(line);
    alternatives.add(conditions);
  }

  /** Makes the rule; {@code null} when one of its lines had a problem. */
  @Nullable Rule rule(int problemsNow) {
    if (problemsNow > problemsBefore || access == null || methods == null) {
      return null;
    }
    return new Rule(line, text.toString(), access, methods, paths, alternatives);
  }
}
