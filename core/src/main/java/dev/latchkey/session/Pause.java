package dev.latchkey.session;

import java.time.Duration;

/** Lets time pass, or makes a test's clock go on. */
@FunctionalInterface
interface Pause {

  Pause SLEEP = time -> Thread.sleep(time.toMillis());

  void take(Duration time) throws InterruptedException;
}
