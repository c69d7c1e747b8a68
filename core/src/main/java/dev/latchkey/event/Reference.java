package dev.latchkey.event;

import java.util.random.RandomGenerator;

/**
 * A short word that stands on a page and in the log line of the same request, so that a user can
 * read it out to an operator. It need not be unguessable and gives no access to anything.
 */
public final class Reference {

  /** No vowels and nothing that looks alike: it is read out over the telephone. */
  private static final String LETTERS = "BCDFGHJKLMNPQRSTVWXZ23456789";

  private static final int LENGTH = 8;

  private final String text;

  private Reference(String text) {
    this.text = text;
  }

  /** Makes a new reference. */
  public static Reference next(RandomGenerator random) {
    StringBuilder text = new StringBuilder(LENGTH);
    for (int i = 0; i < LENGTH; i++) {
      text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return new Reference(text.toString());
  }

  /** The eight characters. */
  @Override
  public String toString() {
    return text;
  }
}
