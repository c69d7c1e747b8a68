package dev.latchkey.stories;

import java.util.concurrent.TimeUnit;

/** How a program ends that a story has started. */
final class ChildProcess {

  private ChildProcess() {}

  /** Asks it to end, insists after three seconds, and returns when it has ended. */
  static void end(Process process) {
    process.destroy();
    try {
      if (!process.waitFor(3, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }
}
