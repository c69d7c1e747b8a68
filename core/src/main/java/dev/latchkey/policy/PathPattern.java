package dev.latchkey.policy;

import org.jspecify.annotations.Nullable;

/** Which paths a rule is for. Immutable and thread-safe. */
sealed interface PathPattern permits PathTemplate, PathRegex {

  /**
   * Reads a path as written in a rule, quotes removed.
   *
   * @throws IllegalArgumentException when it is none, with advice
   */
  static PathPattern parse(String text) {
    return text.startsWith("~") ? PathRegex.parse(text) : PathTemplate.parse(text);
  }

  /** Tells whether this is for the path, which is decoded and begins with a slash. */
  boolean matches(String path);

  /** The only path that this matches; {@code null} when there may be several. */
  @Nullable String onlyPath();

  /** What every path that this matches begins with, with a slash put at its end. */
  String commonStart();

  /**
   * Tells whether this certainly matches every path that the other one does. A {@code false} proves
   * nothing: expressions are only compared where that is simple.
   */
  boolean covers(PathPattern other);
}
