package dev.latchkey.benchmarks.peers;

/** x. */
public final class Pairs {
  private Pairs() {}

  /** x. */
  public static void main(String[] a) {}
}
