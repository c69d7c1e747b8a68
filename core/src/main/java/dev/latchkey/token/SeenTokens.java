package dev.latchkey.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.jspecify.annotations.Nullable;

/**
 * The verified tokens, remembered as the results they were: only what was verified gets in, so junk
 * cannot push out what is good. Whoever finds one judges again what may have changed since: time
 * and keys. Thread-safe.
 */
final class SeenTokens {

  private final Cache<BearerToken, TokenResult.Verified<VerifiedToken>> tokens;
  private final boolean any;

  SeenTokens(int size) {
    this.any = size > 0;
    this.tokens = Caffeine.newBuilder().maximumSize(size).executor(Runnable::run).build();
  }

  TokenResult.@Nullable Verified<VerifiedToken> find(BearerToken token) {
    return any ? tokens.getIfPresent(token) : null;
  }

  void remember(BearerToken token, TokenResult.Verified<VerifiedToken> verified) {
    if (any) {
      tokens.put(token, verified);
    }
  }

  void forget(BearerToken token) {
    tokens.invalidate(token);
  }
}
