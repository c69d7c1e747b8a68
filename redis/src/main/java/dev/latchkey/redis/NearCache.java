package dev.latchkey.redis;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.lettuce.core.TrackingArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Values read a moment ago, which Redis tells us to forget when somebody changes them (client
 * tracking, RESP3). Nothing is kept while it does not, and nothing for longer than five seconds.
 * Thread-safe.
 */
final class NearCache implements RedisStore.Reader, RedisLink.Watcher {

  private static final Duration LONGEST = Duration.ofSeconds(5);
  private static final long MOST_BYTES = 64L * 1024 * 1024;

  private final Cache<String, byte[]> values =
      Caffeine.newBuilder()
          .expireAfterWrite(LONGEST)
          .maximumWeight(MOST_BYTES)
          .weigher((String key, byte[] value) -> key.length() + value.length)
          .build();
  private final RedisStore.Reader redis;

  /** Grows with all that was forgotten, so that a read which began before keeps nothing. */
  private final AtomicLong forgotten = new AtomicLong();

  private volatile @Nullable Object tracked;

  NearCache(RedisLink link, RedisStore.Reader redis) {
    this.redis = redis;
    link.watch(this);
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
    tracked = null;
    forgetAll();
  }

  @Override
  public void connected(StatefulRedisConnection<String, byte[]> connection) {
    gone();
    connection.addListener(
        message -> {
          if (message.getType().equals("invalidate")) {
            invalidated(message.getContent());
          }
        });
    connection
        .async()
        .clientTracking(TrackingArgs.Builder.enabled())
        .thenRun(() -> tracked = connection);
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
