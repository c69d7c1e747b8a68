package dev.latchkey.session;

import dev.latchkey.seal.MemoryStore;
import dev.latchkey.seal.SealedStore;
import dev.latchkey.testing.SettableClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A store that remembers what it was given, and that can be down for some keys. */
final class SeenStore implements SealedStore {

  private final MemoryStore memory;
  final List<String> seen = new ArrayList<>();
  boolean downForGets;
  boolean downForPuts;
  boolean downForIndexes;
  int takesUntilDown = Integer.MAX_VALUE;
  boolean downForRemoval;

  SeenStore(SettableClock clock) {
    memory = new MemoryStore(100, clock, () -> {});
  }

  @Override
  public Optional<Kept> get(String key) throws IOException {
    refuseIf(downForGets);
    return memory.get(key);
  }

  @Override
  public boolean putIfAbsent(String key, byte[] sealed, Duration timeToLive) throws IOException {
    refuseIf(downForPuts);
    seen.add(key);
    seen.add(new String(sealed, StandardCharsets.ISO_8859_1));
    return memory.putIfAbsent(key, sealed, timeToLive);
  }

  @Override
  public boolean putIfVersion(String key, long version, byte[] sealed, Duration timeToLive)
      throws IOException {
    refuseIf(downForRemoval); // a mark takes the place of what ends
    return memory.putIfVersion(key, version, sealed, timeToLive);
  }

  @Override
  public void remove(String key) throws IOException {
    refuseIf(downForRemoval);
    memory.remove(key);
  }

  @Override
  public void index(String index, String member, Duration timeToLive) {
    seen.add(index);
    seen.add(member);
    memory.index(index, member, timeToLive);
  }

  @Override
  public Set<String> takeIndex(String index) throws IOException {
    refuseIf(downForIndexes || takesUntilDown-- <= 0);
    return memory.takeIndex(index);
  }

  private void refuseIf(boolean down) throws IOException {
    if (down) {
      throw new IOException("connection refused");
    }
  }

  @Override
  public void close() {
    memory.close();
  }
}
