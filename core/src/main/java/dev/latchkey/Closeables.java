package dev.latchkey;

import java.util.ArrayDeque;
import java.util.Deque;

/** What ends with an instance, last made first. Thread-safe. */
final class Closeables {

  private final Deque<AutoCloseable> opened = new ArrayDeque<>();

  synchronized <T extends AutoCloseable> T add(T closeable) {
    opened.push(closeable);
    return closeable;
  }

  synchronized void close() {
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (Exception e) {
        System.getLogger("dev.latchkey").log(System.Logger.Level.WARNING, "while closing", e);
      }
    }
  }
}
