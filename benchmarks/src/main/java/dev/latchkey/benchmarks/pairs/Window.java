package dev.latchkey.benchmarks.pairs;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What runs of one operation cost this thread: garbage is collected by other threads, so its price
 * shows in the bytes and not in the time.
 */
record Window(long runs, long cpuNanos, long bytes) {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** Written with an order that the compiler must keep, but without waiting for the memory. */
  private static final AtomicReference<@Nullable Object> KEPT = new AtomicReference<>();

  static Window of(Operation operation, long runs) throws Exception {
    long bytes = THREADS.getCurrentThreadAllocatedBytes();
    long cpu = THREADS.getCurrentThreadCpuTime();
    for (long i = 0; i < runs; i++) {
      KEPT.setRelease(operation.run());
    }
    long cpuNanos = THREADS.getCurrentThreadCpuTime() - cpu;
    return new Window(runs, cpuNanos, THREADS.getCurrentThreadAllocatedBytes() - bytes);
  }

  double nanosEach() {
    return (double) cpuNanos / runs;
  }

  double bytesEach() {
    return (double) bytes / runs;
  }
}
