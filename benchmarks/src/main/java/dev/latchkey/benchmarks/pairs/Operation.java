package dev.latchkey.benchmarks.pairs;

/** What is timed. */
@FunctionalInterface
public interface Operation {

  /** Does it once; what it answers is kept alive, so that none of the work can be left out. */
  Object run() throws Exception;
}
