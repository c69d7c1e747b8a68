package dev.latchkey.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.latchkey.event.Reason;
import dev.latchkey.session.SessionPlace.Found;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Which sessions in a store this node has read, and until when they should be there: one that is
 * missing earlier was lost. What a node has not seen it knows nothing of. Thread-safe.
 */
final class SeenHere {

  /** Some 20 MB. */
  private static final int MOST_REMEMBERED = 100_000;

  private final InstantSource clock;
  private final Duration idleTimeout;
  private final Cache<String, Until> seen;

  private record Until(Instant lastUse, Instant end) {

    /** Of a session that has ended here. */
    static final Until ENDED = new Until(Instant.MIN, Instant.MIN);

    boolean isOf(Found found) {
      return lastUse.equals(found.lastUse()) && end.equals(found.session().endsAt());
    }
  }

  SeenHere(SessionSettings settings, InstantSource clock, Ticker elapsed) {
    this.clock = clock;
    this.idleTimeout = settings.idleTimeout();
    this.seen =
        Caffeine.newBuilder()
            .maximumSize(MOST_REMEMBERED)
            .expireAfterWrite(settings.maxAge())
            .ticker(elapsed)
            .executor(Runnable::run)
            .build();
  }

  /** Notes what was found; again only when its use has been noted since. */
  void note(String storeKey, Found found) {
    Until before = seen.getIfPresent(storeKey);
    if (before == null || !before.isOf(found)) {
      seen.put(storeKey, new Until(found.lastUse(), found.session().endsAt()));
    }
  }

  /** Notes the end of what was found; the rest, which anybody may send, leaves no trace. */
  void noteEnd(String storeKey) {
    seen.asMap().computeIfPresent(storeKey, (key, before) -> Until.ENDED);
  }

  /** Why a session is missing, as far as this node can know. */
  Reason whyMissing(String storeKey) {
    Until until = seen.getIfPresent(storeKey);
    if (until == null) {
      return Reason.SESSION_UNKNOWN;
    }
    if (until == Until.ENDED) {
      return Reason.SESSION_ENDED;
    }
    Instant now = clock.instant();
    if (!now.isBefore(until.end())) { // over at the instant itself, as elsewhere
      return Reason.SESSION_EXPIRED;
    }
    return now.isBefore(until.lastUse().plus(idleTimeout))
        ? Reason.SESSION_LOST
        : Reason.SESSION_IDLE;
  }
}
