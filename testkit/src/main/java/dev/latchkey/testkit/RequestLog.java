package dev.latchkey.testkit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What was asked, by path alone: queries and bodies carry codes and secrets. */
final class RequestLog {
  private static final int MOST_PATHS_LISTED = 10_000;
  private static final int MOST_PATHS_COUNTED = 1_000;

  private final Deque<String> paths = new ArrayDeque<>();
  private final Map<String, Integer> counts = new HashMap<>();

  synchronized void add(String path) {
    paths.addLast(path);
    if (paths.size() > MOST_PATHS_LISTED) {
      paths.removeFirst();
    }
    if (counts.size() < MOST_PATHS_COUNTED || counts.containsKey(path)) {
      counts.merge(path, 1, Integer::sum);
    }
  }

  synchronized List<String> paths() {
    return List.copyOf(paths);
  }

  synchronized int count(String path) {
    return counts.getOrDefault(path, 0);
  }

  synchronized void forget() {
    paths.clear();
    counts.clear();
  }
}
