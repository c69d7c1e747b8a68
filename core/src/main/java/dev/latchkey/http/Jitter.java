package dev.latchkey.http;

import java.util.concurrent.ThreadLocalRandom;

/** Spreads what many nodes would do at the same moment. Implementations are thread-safe. */
@FunctionalInterface
public interface Jitter {

  /** None, for tests. */
  Jitter NONE = most -> 0;

  /** A number from zero to this, both included; drawn anew each time. */
  long upTo(long most);

  /** Any number is as likely as another; nothing secret hangs on it. */
  static Jitter random() {
    return most -> ThreadLocalRandom.current().nextLong(most + 1);
  }
}
