package dev.latchkey.http;

import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * Where work runs that no request waits for by itself. Tasks may wait for one another, so an
 * implementation starts each at once and never queues one behind another. Thread-safe.
 */
public interface Background extends Executor {

  /** Runs the task once, after at least this time; never, when closed before. */
  void executeAfter(Duration delay, Runnable task);
}
