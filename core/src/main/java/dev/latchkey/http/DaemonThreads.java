package dev.latchkey.http;

import java.time.Duration;

/** Daemon threads with a name, made when needed and ended with {@link #close}. Thread-safe. */
public final class DaemonThreads implements Background, AutoCloseable {

  /** Makes a group of threads called {@code name-1}, {@code name-2}, … */
  public DaemonThreads(String name) {}

  @Override
  public void execute(Runnable task) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void executeAfter(Duration delay, Runnable task) {
    throw new UnsupportedOperationException();
  }

  /** Interrupts what runs and drops what waits; tasks given afterwards are refused. */
  @Override
  public void close() {}
}
