package dev.latchkey.seal;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Records in this process: they end with it. It holds so many and no more; the least recently used
 * go first. Thread-safe.
 */
public final class MemoryStore implements SealedStore {

  private final int size;
  private final Ticker elapsed;
  private final Runnable evicted;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Timed> records = new LinkedHashMap<>(16, 0.75f, true);
  private final MemoryIndexes indexes;

  private record Timed(Kept kept, Deadline end) {}

  /**
   * Makes an empty store.
   *
   * @param size how many records it holds, and twice as many members of indexes; 1 or more
   * @param evicted told of each record that had to go before its time
   */
  public MemoryStore(int size, Ticker elapsed, Runnable evicted) {
    this.size = size;
    this.elapsed = elapsed;
    this.evicted = evicted;
    this.indexes = new MemoryIndexes(2L * size);
  }

  @Override
  public Optional<Kept> get(String key) {
    return locked(() -> Optional.ofNullable(alive(key)).map(Timed::kept));
  }

  @Override
  public boolean putIfAbsent(String key, byte[] sealed, Duration timeToLive) {
    return locked(
        () -> {
          boolean free = alive(key) == null;
          if (free) {
            records.put(key, new Timed(Kept.of(sealed, 1), deadline(timeToLive)));
            makeRoom();
          }
          return free;
        });
  }

  @Override
  public boolean putIfVersion(String key, long version, byte[] sealed, Duration timeToLive) {
    return locked(
        () -> {
          Timed known = alive(key);
          boolean same = known != null && known.kept().version() == version;
          if (same) {
            records.put(key, new Timed(Kept.of(sealed, version + 1), deadline(timeToLive)));
          }
          return same;
        });
  }

  @Override
  public void remove(String key) {
    locked(() -> records.remove(key));
  }

  @Override
  public void index(String index, String member, Duration timeToLive) {
    locked(
        () -> {
          indexes.add(index, member, deadline(timeToLive), elapsed.read());
          return true;
        });
  }

  @Override
  public Set<String> takeIndex(String index) {
    return locked(() -> indexes.take(index, elapsed.read()));
  }

  private @Nullable Timed alive(String key) {
    Timed known = records.get(key);
    if (known != null && known.end().isReached(elapsed.read())) {
      records.remove(key);
      return null;
    }
    return known;
  }

  private Deadline deadline(Duration timeToLive) {
    return Deadline.after(timeToLive, elapsed.read());
  }

  private void makeRoom() {
    Iterator<Timed> leastRecentlyUsed = records.values().iterator();
    while (records.size() > size) {
      boolean early = !leastRecentlyUsed.next().end().isReached(elapsed.read());
      leastRecentlyUsed.remove();
      if (early) {
        evicted.run();
      }
    }
  }

  private <T extends @Nullable Object> T locked(Supplier<T> step) {
    lock.lock();
    try {
      return step.get();
    } finally {
      lock.unlock();
    }
  }

  /** Forgets everything. */
  @Override
  public void close() {
    locked(
        () -> {
          records.clear();
          indexes.clear();
          return true;
        });
  }

  /** How many records there are, nothing else. */
  @Override
  public String toString() {
    return "MemoryStore[" + locked(records::size) + "]";
  }
}
