package dev.latchkey.benchmarks.peers;

import dev.latchkey.benchmarks.results.Machine;

/** A process that tells which Java it runs on. */
public final class ThisJava {

  private ThisJava() {}

  /** Prints the feature version and the full name. */
  public static void main(String[] arguments) {
    System.out.println(Runtime.version().feature());
    System.out.println(Machine.jdk());
  }
}
