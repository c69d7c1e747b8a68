package dev.latchkey.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.latchkey.seal.Base64Url;
import dev.latchkey.seal.Sha256;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * What the provider said of tokens, remembered for a while by their hashes: no token is held here.
 * A no stands apart from a yes, so that junk cannot push out what is good. One for each provider
 * and client, never shared. Thread-safe.
 */
final class IntrospectedTokens {

  private static final int MOST_REFUSED = 1_000;

  /**
   * What is known of a token.
   *
   * @param expiry the token's {@code exp}; {@code null} when it has none
   */
  record Known(Claims claims, @Nullable Instant expiry) {}

  private final InstantSource clock;
  private final Cache<String, Known> good;
  private final Cache<String, TokenResult.Refused<Known>> refused;

  IntrospectedTokens(
      IntrospectionSettings settings, int size, InstantSource clock, Ticker elapsed) {
    this.clock = clock;
    this.good = cache(settings.cache(), size, elapsed);
    this.refused = cache(settings.cacheOfRefusals(), Math.min(size, MOST_REFUSED), elapsed);
  }

  private static <V> Cache<String, V> cache(Duration lifetime, int size, Ticker elapsed) {
    return Caffeine.newBuilder()
        .maximumSize(lifetime.isZero() ? 0 : size)
        .expireAfterWrite(lifetime)
        .ticker(elapsed)
        .executor(Runnable::run)
        .build();
  }

  /** The name under which a token is remembered. */
  static String key(String token) {
    return Base64Url.encode(Sha256.of(token));
  }

  @Nullable TokenResult<Known> find(String key) {
    Known known = good.getIfPresent(key);
    if (known == null) {
      return refused.getIfPresent(key);
    }
    // RFC 7662 section 4: never beyond exp, at the instant itself it has expired
    if (known.expiry() == null || clock.instant().isBefore(known.expiry())) {
      return new TokenResult.Verified<>(known);
    }
    good.invalidate(key);
    return null;
  }

  /** Remembers what was found out; what was not, is asked again. */
  void remember(String key, TokenResult<Known> result) {
    if (result instanceof TokenResult.Verified<Known> verified) {
      good.put(key, verified.token());
    } else if (result instanceof TokenResult.Refused<Known> no) {
      refused.put(key, no);
    }
  }
}
