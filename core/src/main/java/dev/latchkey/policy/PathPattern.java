package dev.latchkey.policy;

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

  /**
   * Tells whether this certainly matches every path that the other one does. A {@code false} proves
   * nothing: expressions are only compared where that is simple.
   */
  boolean covers(PathPattern other);
}
