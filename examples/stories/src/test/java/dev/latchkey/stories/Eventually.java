package dev.latchkey.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Asks until it is so. */
final class Eventually {

  private Eventually() {}

  /** Fails when it is not so within the limit. */
  static void within(Duration limit, BooleanSupplier condition) {
    long begin = System.nanoTime();
    while (!condition.getAsBoolean()) {
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(limit);
    }
  }
}
