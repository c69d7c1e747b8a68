package dev.latchkey.session;

import java.time.Duration;

/** Lets time pass, or makes a test's clock go on. */
@FunctionalInterface
interface Pause {

  /** What is waited for happens on another node, which tells nobody: one can only look again. */
  Pause SLEEP = time -> Thread.sleep(time.toMillis());

  void take(Duration time) throws InterruptedException;
}
