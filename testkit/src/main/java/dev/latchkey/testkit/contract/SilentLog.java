package dev.latchkey.testkit.contract;

import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Keeps {@code java.util.logging} still where exceptions are thrown by the thousand. */
final class SilentLog {

  /** What is noisy. */
  interface Noise {
    void make() throws IOException;
  }

  private SilentLog() {}

  static void during(Noise noise) throws IOException {
    Logger root = LogManager.getLogManager().getLogger("");
    @Nullable Level before = root.getLevel();
    root.setLevel(Level.OFF);
    try {
      noise.make();
    } finally {
      root.setLevel(before);
    }
  }
}
