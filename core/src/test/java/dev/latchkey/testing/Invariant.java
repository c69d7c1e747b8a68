package dev.latchkey.testing;

/**
 * What must hold for any input. Fuzz targets say it with this and not with AssertJ, which costs
 * more than what they measure.
 */
public final class Invariant {

  private Invariant() {}

  /** Fails unless it holds; the message is a sentence that should be true. */
  public static void holds(boolean it, String sentence) {
    if (!it) {
      throw new AssertionError("not so: " + sentence);
    }
  }
}
