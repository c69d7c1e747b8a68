package dev.latchkey.testkit;

import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The most recent entries by key; older ones are forgotten, so memory stays bounded. */
final class Recent<V> {
  private static final int MOST = 10_000;

  private final Map<String, V> entries = new LinkedHashMap<>();

  synchronized void put(String key, V value) {
    entries.put(key, value);
    if (entries.size() > MOST) {
      Iterator<String> oldest = entries.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
  }

  synchronized @Nullable V find(@Nullable String key) {
    return entries.get(key);
  }

  /** Finds and removes in one step, so that of two takers one gets nothing. */
  synchronized @Nullable V take(String key) {
    return entries.remove(key);
  }

  synchronized Collection<V> values() {
    return List.copyOf(entries.values());
  }
}
