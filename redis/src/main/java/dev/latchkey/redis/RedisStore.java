package dev.latchkey.redis;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.latchkey.seal.SealedStore;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Sealed records in Redis. Each call is one round trip, {@link #getAll} included. Thread-safe. */
final class RedisStore implements SealedStore {

  /** For how long it can be found again what was taken by a call whose answer got lost. */
  private static final Duration TAKEN = Duration.ofMinutes(10);

  private final RedisLink link;
  private final RedisCalls calls;
  private final Reader reader;
  private final String namespace;
  private final Duration longestTake;

  /** Reads values by their whole keys; {@code null} where there is none. */
  interface Reader {
    byte @Nullable [] read(String key) throws IOException;

    /** Reads some, in their order. */
    default List<byte @Nullable []> readAll(List<String> keys) throws IOException {
      List<byte @Nullable []> found = new ArrayList<>();
      for (String key : keys) {
        found.add(read(key));
      }
      return found;
    }

    /** Forgets what it may remember of a key that has been written. */
    default void forget(String key) {}
  }

  private record Direct(RedisCalls calls) implements Reader {

    @Override
    public byte @Nullable [] read(String key) throws IOException {
      return orNothing(calls.call(commands -> ask(commands, key)));
    }

    /** No more than can be ours: one value of some hundred megabytes would hold up everybody's. */
    private static RedisFuture<byte[]> ask(
        RedisClusterAsyncCommands<String, byte[]> commands, String key) {
      return commands.getrange(key, 0, StoredValue.MOST_BYTES);
    }

    private static byte @Nullable [] orNothing(byte[] stored) {
      return stored.length == 0 ? null : stored;
    }

    /** In one round trip. Not by MGET, which a Cluster refuses for keys of several slots. */
    @Override
    public List<byte @Nullable []> readAll(List<String> keys) throws IOException {
      return calls.call(
          commands -> {
            List<CompletableFuture<byte[]>> answers =
                keys.stream().map(key -> ask(commands, key).toCompletableFuture()).toList();
            return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                .thenApply(all -> answers.stream().map(each -> orNothing(each.join())).toList());
          });
    }
  }

  private RedisStore(RedisLink link, RedisCalls calls, Reader reader, RedisSettings settings) {
    this.link = link;
    this.calls = calls;
    this.reader = reader;
    this.namespace = settings.namespace();
    this.longestTake = settings.timeout().multipliedBy(2); // the call, and that it was heard
  }

  /** Begins to connect and waits for nothing. */
  static RedisStore open(RedisSettings settings, Consumer<String> warnings) {
    Guest guest = new Guest();
    try {
      RedisLink link = new RedisLink(settings, warnings);
      RedisCalls calls = new RedisCalls(link, settings.timeout());
      Reader direct = new Direct(calls);
      Reader reader = settings.nearCache() ? near(link, direct, warnings) : direct;
      link.open();
      return new RedisStore(link, calls, reader, settings);
    } finally {
      guest.leave();
    }
  }

  private static NearCache near(RedisLink link, Reader direct, Consumer<String> warnings) {
    NearCache near = new NearCache(direct, Ticker.systemTicker(), warnings);
    link.watch(near);
    return near;
  }

  @Override
  public Optional<Kept> get(String key) throws IOException {
    byte[] stored = reader.read(record(key));
    return stored == null ? Optional.empty() : StoredValue.read(stored);
  }

  @Override
  public Map<String, Kept> getAll(Collection<String> keys) throws IOException {
    List<String> asked = List.copyOf(keys);
    List<byte @Nullable []> stored = reader.readAll(asked.stream().map(this::record).toList());
    Map<String, Kept> found = new HashMap<>();
    for (int i = 0; i < asked.size(); i++) {
      String key = asked.get(i);
      byte[] value = stored.get(i);
      if (value != null) {
        StoredValue.read(value).ifPresent(kept -> found.put(key, kept));
      }
    }
    return found;
  }

  @Override
  public boolean putIfAbsent(String key, byte[] sealed, Duration timeToLive) throws IOException {
    return put(Script.PUT_IF_ABSENT, key, StoredValue.of(1, sealed), number(timeToLive));
  }

  @Override
  public boolean putIfVersion(String key, long version, byte[] sealed, Duration timeToLive)
      throws IOException {
    return put(
        Script.PUT_IF_VERSION,
        key,
        StoredValue.of(version + 1, sealed),
        number(timeToLive),
        StoredValue.version(version));
  }

  private boolean put(Script script, String key, byte[]... values) throws IOException {
    String[] keys = {record(key)};
    try {
      return Boolean.TRUE.equals(
          calls.<Boolean>call(commands -> script.run(commands, keys, values)));
    } finally {
      reader.forget(keys[0]); // refused or not, and even when nobody knows whether it was
    }
  }

  @Override
  public void remove(String key) throws IOException {
    String whole = record(key);
    try {
      calls.call(commands -> commands.unlink(whole));
    } finally {
      reader.forget(whole);
    }
  }

  @Override
  public void index(String index, String member, Duration timeToLive) throws IOException {
    String[] keys = {index(index)};
    calls.call(commands -> Script.INDEX.run(commands, keys, ascii(member), number(timeToLive)));
  }

  @Override
  public Set<String> takeIndex(String index) throws IOException {
    String[] keys = {index(index)};
    byte[] name = ascii(UUID.randomUUID() + ":");
    List<byte[]> taken =
        calls.call(
            commands ->
                Script.TAKE_INDEX.run(commands, keys, name, number(TAKEN), number(longestTake)));
    Set<String> members = new HashSet<>();
    taken.forEach(each -> members.add(new String(each, StandardCharsets.US_ASCII)));
    drop(keys[0], name, taken);
    return members;
  }

  /** Now that the answer is here. */
  private void drop(String index, byte[] name, List<byte[]> taken) {
    if (taken.isEmpty()) {
      return;
    }
    byte[][] members = taken.stream().map(each -> joined(name, each)).toArray(byte[][]::new);
    try {
      calls.call(commands -> commands.zrem(index, members));
    } catch (IOException e) {
      // then somebody is given them once more, which does less harm than that nobody was
    }
  }

  private static byte[] joined(byte[] name, byte[] member) {
    return ByteBuffer.allocate(name.length + member.length).put(name).put(member).array();
  }

  @Override
  public void close() {
    Guest guest = new Guest();
    try {
      link.close();
    } finally {
      guest.leave();
    }
  }

  private String record(String key) {
    return namespace + ":record:" + key;
  }

  private String index(String name) {
    return namespace + ":index:" + name;
  }

  private static byte[] number(Duration time) {
    return ascii(Long.toString(time.toMillis()));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
