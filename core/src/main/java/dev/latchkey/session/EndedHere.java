package dev.latchkey.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;

/**
 * Which sessions in cookies ended in this process. The browser's cookies are deleted, but an answer
 * that is still on its way may set them again, and somebody may have a copy. Thread-safe.
 */
final class EndedHere {

  /** Some 15 MB; it takes a sign-in to get in here. */
  private static final int MOST_REMEMBERED = 100_000;

  private final Cache<String, Boolean> ids;

  /**
   * Remembers none yet.
   *
   * @param maxAge as long as a session can live
   */
  EndedHere(Duration maxAge, Ticker elapsed) {
    this.ids =
        Caffeine.newBuilder()
            .maximumSize(MOST_REMEMBERED)
            .expireAfterWrite(maxAge)
            .ticker(elapsed)
            .executor(Runnable::run)
            .build();
  }

  void add(Session session) {
    ids.put(session.id(), true);
  }

  boolean covers(Session session) {
    return ids.getIfPresent(session.id()) != null;
  }
}
