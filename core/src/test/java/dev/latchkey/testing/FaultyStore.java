package dev.latchkey.testing;

import dev.latchkey.seal.SealedStore;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** One node's way to a store: it can be cut, for writes alone or after they were done. */
public final class FaultyStore implements SealedStore {

  /** What was asked of the store, oldest first. */
  public final List<String> asked = new CopyOnWriteArrayList<>();

  private final SealedStore store;
  private final List<Runnable> afterGet = new ArrayList<>();
  public volatile boolean down;
  public volatile boolean downForWrites;
  public volatile boolean losesAnswers;

  /** So many questions more are not answered. */
  public volatile int hiccups;

  public FaultyStore(SealedStore store) {
    this.store = store;
  }

  /** Does this once, after the next read and before its answer arrives. */
  public void afterNextGet(Runnable step) {
    afterGet.add(step);
  }

  private void ask(String what, boolean write) throws IOException {
    asked.add(what);
    boolean hiccup = hiccups > 0;
    hiccups -= hiccup ? 1 : 0;
    if (hiccup || down || write && downForWrites) {
      throw new IOException("connection refused");
    }
  }

  @Override
  public Optional<Kept> get(String key) throws IOException {
    ask("get", false);
    Optional<Kept> kept = store.get(key);
    List<Runnable> steps = List.copyOf(afterGet);
    afterGet.clear();
    steps.forEach(Runnable::run);
    return kept;
  }

  @Override
  public Map<String, Kept> getAll(Collection<String> keys) throws IOException {
    ask("getAll", false);
    return store.getAll(keys);
  }

  @Override
  public boolean putIfAbsent(String key, byte[] sealed, Duration timeToLive) throws IOException {
    ask("putIfAbsent", true);
    return store.putIfAbsent(key, sealed, timeToLive);
  }

  @Override
  public boolean putIfVersion(String key, long version, byte[] sealed, Duration timeToLive)
      throws IOException {
    ask("putIfVersion", true);
    boolean done = store.putIfVersion(key, version, sealed, timeToLive);
    if (losesAnswers) {
      throw new IOException("connection reset");
    }
    return done;
  }

  @Override
  public void remove(String key) throws IOException {
    ask("remove", true);
    store.remove(key);
  }

  @Override
  public void index(String index, String member, Duration timeToLive) throws IOException {
    ask("index", true);
    store.index(index, member, timeToLive);
  }

  @Override
  public Set<String> takeIndex(String index) throws IOException {
    ask("takeIndex", true);
    return store.takeIndex(index);
  }

  @Override
  public void close() {
    store.close();
  }
}
