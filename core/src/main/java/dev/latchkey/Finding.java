package dev.latchkey;

import java.util.Locale;

/**
 * One thing that settings and provider have, or have not, in common.
 *
 * @param text what was found, and what to do about it where something is to be done
 */
record Finding(Level level, String text) {

  /** How bad it is. */
  enum Level {
    OK,
    /** Everything works; there may be something to do. */
    NOTE,
    /** Requests will be refused. */
    PROBLEM
  }

  static Finding ok(String text) {
    return new Finding(Level.OK, text);
  }

  static Finding note(String text) {
    return new Finding(Level.NOTE, text);
  }

  static Finding problem(String text) {
    return new Finding(Level.PROBLEM, text);
  }

  boolean isProblem() {
    return level == Level.PROBLEM;
  }

  /** One line. */
  @Override
  public String toString() {
    return "  " + level.name().toLowerCase(Locale.ROOT) + ": " + text;
  }
}
