package dev.latchkey.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.latchkey.seal.TailKey;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What was unsealed lately, by the text that a browser brings to unseal it, so that its next
 * request need not do so again. It decides nothing: whoever finds something here has brought all
 * that it takes to open it, and still asks whether it counts. Thread-safe.
 */
final class Unsealed<V> {

  /** Some 30 MB where all of these come within a minute. */
  private static final int MOST = 4_000;

  private static final Duration UNUSED = Duration.ofMinutes(1);

  private final Cache<TailKey, V> values;

  Unsealed(Ticker elapsed) {
    this.values =
        Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfterAccess(UNUSED)
            .ticker(elapsed)
            .executor(Runnable::run)
            .build();
  }

  /** Finds what a text holds, or unseals it now; {@code null} where that cannot be done. */
  @Nullable V find(String text, Function<String, @Nullable V> unseal) {
    V known = find(text);
    if (known != null) {
      return known;
    }
    V made = unseal.apply(text);
    if (made != null) {
      keep(text, made);
    }
    return made;
  }

  @Nullable V find(String text) {
    return values.getIfPresent(new TailKey(text));
  }

  void keep(String text, V value) {
    values.put(new TailKey(text), value);
  }
}
