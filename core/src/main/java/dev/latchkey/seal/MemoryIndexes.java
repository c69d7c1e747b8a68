package dev.latchkey.seal;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Sets by name, so many members in all: the sets that were added to least recently go first. Not
 * thread-safe.
 */
final class MemoryIndexes {

  private final long mostMembers;
  private final Map<String, Map<String, Deadline>> sets = new LinkedHashMap<>(16, 0.75f, true);
  private long members;

  MemoryIndexes(long mostMembers) {
    this.mostMembers = mostMembers;
  }

  void add(String index, String member, Deadline end, long now) {
    Map<String, Deadline> set = sets.computeIfAbsent(index, name -> new LinkedHashMap<>());
    members -= set.size();
    set.values().removeIf(each -> each.isReached(now)); // a set cleans itself while it is in use
    set.remove(member); // it counts as new
    set.put(member, end);
    dropOldest(set, set.size() - mostMembers);
    members += set.size();
    makeRoom();
  }

  private static void dropOldest(Map<String, Deadline> set, long count) {
    Iterator<String> oldest = set.keySet().iterator();
    for (long i = 0; i < count; i++) {
      oldest.next();
      oldest.remove();
    }
  }

  private void makeRoom() {
    Iterator<Map<String, Deadline>> leastRecentlyUsed = sets.values().iterator();
    while (members > mostMembers) {
      members -= leastRecentlyUsed.next().size();
      leastRecentlyUsed.remove();
    }
  }

  Set<String> take(String index, long now) {
    Map<String, Deadline> set = sets.remove(index);
    if (set == null) {
      return Set.of();
    }
    members -= set.size();
    set.values().removeIf(end -> end.isReached(now));
    return Set.copyOf(set.keySet());
  }

  void clear() {
    sets.clear();
    members = 0;
  }
}
