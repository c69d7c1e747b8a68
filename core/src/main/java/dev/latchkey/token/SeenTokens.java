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

  private final Cache<Key, TokenResult.Verified<VerifiedToken>> tokens;
  private final boolean any;

  SeenTokens(int size) {
    this.any = size > 0;
    this.tokens = Caffeine.newBuilder().maximumSize(size).executor(Runnable::run).build();
  }

  TokenResult.@Nullable Verified<VerifiedToken> find(String token) {
    return any ? tokens.getIfPresent(new Key(token)) : null;
  }

  void remember(String token, TokenResult.Verified<VerifiedToken> verified) {
    if (any) {
      tokens.put(new Key(token), verified);
    }
  }

  void forget(String token) {
    tokens.invalidate(new Key(token));
  }

  /**
   * A token as a key: hashed by the end of its signature, which is as good as random, and compared
   * in full.
   */
  private record Key(String token) {

    private static final int TAIL = 12;

    @Override
    public int hashCode() {
      int hash = token.length();
      for (int i = Math.max(0, token.length() - TAIL); i < token.length(); i++) {
        hash = 31 * hash + token.charAt(i);
      }
      return hash;
    }
  }
}
