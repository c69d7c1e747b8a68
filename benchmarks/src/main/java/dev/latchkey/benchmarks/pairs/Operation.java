package dev.latchkey.benchmarks.pairs;

import org.jspecify.annotations.Nullable;

/** What is timed. */
@FunctionalInterface
public interface Operation {

  /** Does it once; what it answers is kept alive, so that none of the work can be left out. */
  @Nullable Object run() throws Exception;
}
