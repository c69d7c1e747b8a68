package dev.latchkey.http;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Daemon threads with a name, made when needed and ended with {@link #close}. Thread-safe. There is
 * no limit on their number: each remote document uses at most one at a time.
 */
public final class DaemonThreads implements Background, AutoCloseable {

  private final ExecutorService workers;
  private final ScheduledExecutorService timer;

  /** Makes a group of threads called {@code name-1}, {@code name-2}, … */
  public DaemonThreads(String name) {
    workers = Executors.newCachedThreadPool(new DaemonThreadFactory(name));
    timer = Executors.newSingleThreadScheduledExecutor(new DaemonThreadFactory(name + "-timer"));
  }

  @Override
  public void execute(Runnable task) {
    workers.execute(task);
  }

  @Override
  public void executeAfter(Duration delay, Runnable task) {
    timer.schedule(() -> workers.execute(task), delay.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Interrupts what runs and drops what waits; tasks given afterwards are refused. */
  @Override
  public void close() {
    timer.shutdownNow();
    workers.shutdownNow();
  }
}
