package dev.latchkey.benchmarks.whole;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The CPU time of a process by its threads, in nanoseconds, as Linux counts it. The JDK tells that
 * of another process, and its own, in hundredths of a second only. Immutable.
 */
record CpuTime(Map<String, Long> nanosByThread) {

  /** What all threads of a process have spent; its compilers are left out, who end at some time. */
  static CpuTime of(long pid) throws IOException {
    Map<String, Long> nanos = new HashMap<>();
    for (Path thread : threads(pid)) {
      try {
        if (!Files.readString(thread.resolve("comm")).contains("CompilerThre")) {
          String spent = Files.readString(thread.resolve("schedstat")).split(" ", 2)[0];
          nanos.put(thread.getFileName().toString(), Long.parseLong(spent));
        }
      } catch (NoSuchFileException ended) {
        // between the list and its reading
      }
    }
    return new CpuTime(nanos);
  }

  private static List<Path> threads(long pid) throws IOException {
    try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
      return threads.toList();
    }
  }

  /** What those threads have spent since that are still alive. */
  long nanosSince(CpuTime before) {
    return nanosByThread.entrySet().stream()
        .mapToLong(each -> each.getValue() - before.nanosByThread.getOrDefault(each.getKey(), 0L))
        .sum();
  }
}
