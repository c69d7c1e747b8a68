package dev.latchkey.redis;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.TrackingArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.output.ObjectOutput;
import io.lettuce.core.protocol.CommandType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Values read a moment ago, which Redis tells us to forget when somebody changes them (client
 * tracking, RESP3). Nothing is kept while it does not, and nothing for longer than five seconds.
 * Thread-safe.
 */
final class NearCache implements RedisStore.Reader, RedisLink.Watcher {

  static final Duration LONGEST = Duration.ofSeconds(5);
  private static final long MOST_BYTES = 64L * 1024 * 1024;

  private final Cache<String, byte[]> values;
  private final RedisStore.Reader redis;
  private final Consumer<String> warnings;
  private final AtomicBoolean told = new AtomicBoolean();

  /** Grows with all that was forgotten, so that a read which began before keeps nothing. */
  private final AtomicLong forgotten = new AtomicLong();

  /** Whether Redis tells us of changes; another one after each time that it did not. */
  private volatile @Nullable Object tracked;

  private volatile @Nullable Object asked;
  private @Nullable Object heard;

  NearCache(RedisStore.Reader redis, Ticker elapsed, Consumer<String> warnings) {
    this.redis = redis;
    this.warnings = warnings;
    this.values =
        Caffeine.newBuilder()
            .expireAfterWrite(LONGEST) // at this age it is gone
            .maximumWeight(MOST_BYTES)
            .weigher((String key, byte[] value) -> key.length() + value.length)
            .ticker(elapsed)
            .executor(Runnable::run) // no thread that outlives a war
            .build();
  }

  @Override
  public byte @Nullable [] read(String key) throws IOException {
    Object began = tracked;
    byte[] near = began == null ? null : values.getIfPresent(key);
    if (near != null) {
      return near;
    }
    long before = forgotten.get();
    byte[] found = redis.read(key);
    if (found != null && began != null) {
      keep(key, found, began, before);
    }
    return found;
  }

  /** All anew where one is missing: then it is a round trip anyway. */
  @Override
  public List<byte @Nullable []> readAll(List<String> keys) throws IOException {
    Object began = tracked;
    if (began == null) {
      return redis.readAll(keys);
    }
    Map<String, byte[]> near = values.getAllPresent(keys);
    if (near.size() == keys.size()) {
      return keys.stream().<byte @Nullable []>map(near::get).toList();
    }
    long before = forgotten.get();
    List<byte @Nullable []> found = redis.readAll(keys);
    for (int i = 0; i < keys.size(); i++) {
      byte[] value = found.get(i);
      if (value != null) {
        keep(keys.get(i), value, began, before);
      }
    }
    return found;
  }

  /** Within the map's own lock of the key: whoever forgets it counts first and then removes. */
  private void keep(String key, byte[] found, Object began, long before) {
    values
        .asMap()
        .compute(
            key, (any, present) -> tracked == began && forgotten.get() == before ? found : present);
  }

  @Override
  public void forget(String key) {
    forgotten.incrementAndGet();
    values.invalidate(key);
  }

  private void forgetAll() {
    forgotten.incrementAndGet();
    values.invalidateAll();
  }

  @Override
  public void gone() {
    asked = null;
    tracked = null;
    forgetAll();
  }

  @Override
  public void connected(StatefulRedisConnection<String, byte[]> connection) {
    gone();
    if (heard != connection) { // which may be connected again, and has its listeners still
      heard = connection;
      listen(connection);
    }
    Object asking = new Object();
    asked = asking;
    track(connection.async())
        .whenComplete((word, failure) -> answered(asking, String.valueOf(word), failure));
  }

  /**
   * Asks to be told. A server that speaks RESP2 takes that, too, but tells nothing ever: only what
   * speaks RESP3 answers {@code HELLO} with a map.
   */
  private static CompletionStage<String> track(RedisAsyncCommands<String, byte[]> redis) {
    return redis
        .dispatch(CommandType.HELLO, new ObjectOutput<>(RedisServers.CODEC))
        .thenCompose(
            hello ->
                hello instanceof Map
                    ? redis.clientTracking(TrackingArgs.Builder.enabled())
                    : CompletableFuture.completedStage("RESP2"));
  }

  /** What a connection was told that is no more does not count. */
  private void answered(Object asking, String word, @Nullable Throwable failure) {
    if (failure != null) {
      if (RedisErrors.root(failure) instanceof RedisCommandExecutionException refused) {
        warn(RedisErrors.code(refused));
      }
    } else if (!word.equals("OK")) {
      warn(word);
    } else if (asked == asking) {
      tracked = asking;
    }
  }

  private void warn(String reason) {
    if (!told.getAndSet(true)) {
      warnings.accept(
          "redis.near-cache does nothing, since this Redis does not tell what has changed ("
              + reason
              + "); allow the user of redis.uri HELLO and CLIENT TRACKING, use Redis 6 or later, or"
              + " leave it out");
    }
  }

  private void listen(StatefulRedisConnection<String, byte[]> connection) {
    connection.addListener(
        message -> {
          if (message.getType().equals("invalidate")) {
            invalidated(message.getContent());
          }
        });
  }

  /** After the type stands a list of keys, or nothing when all are meant. */
  private void invalidated(List<Object> content) {
    if (content.size() > 1 && content.get(1) instanceof List<?> keys) {
      keys.forEach(key -> forget(text(key)));
    } else {
      forgetAll();
    }
  }

  private static String text(Object key) {
    return key instanceof ByteBuffer bytes
        ? StandardCharsets.UTF_8.decode(bytes.duplicate()).toString()
        : String.valueOf(key);
  }
}
