package dev.latchkey.benchmarks.whole;

/** What the requests of a window bring. */
enum Load {
  ONE_TOKEN(1),
  MANY_TOKENS(10_000),
  ONE_SESSION(1),
  MANY_SESSIONS(1_000);

  private final int size;

  Load(int size) {
    this.size = size;
  }

  /** How many come in turn. */
  int size() {
    return size;
  }

  boolean isOfSessions() {
    return this == ONE_SESSION || this == MANY_SESSIONS;
  }
}
