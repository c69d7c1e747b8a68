package dev.latchkey.session;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.latchkey.http.Background;
import dev.latchkey.session.RefreshResult.Ended;
import dev.latchkey.session.RefreshResult.Renewed;
import dev.latchkey.session.SessionPlace.Found;
import dev.latchkey.session.SessionPlace.Reading;
import dev.latchkey.session.SessionPlace.Unavailable;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A session's record, marked so that no other node refreshes it. While the provider is asked the
 * mark is renewed; what it brought takes the mark's place. Where the store is away just then, that
 * is tried again, for as long as the result is remembered in this process. Thread-safe.
 */
final class Claim {

  /** A lease outlives one that was missed. */
  static final Duration BEAT = ClaimSightings.LEASE.dividedBy(3);

  private static final int TRIES = 3;

  private final StoredSessions sessions;
  private final Background background;
  private final Ticker elapsed;
  private final long word;
  private final ReentrantLock lock = new ReentrantLock();
  private Found latest;
  private @Nullable Session unsaved;
  private long since;
  private boolean over;

  /** Holds a record that bears our mark. */
  Claim(Found marked, StoredSessions sessions, Background background, Ticker elapsed) {
    this.sessions = sessions;
    this.background = background;
    this.elapsed = elapsed;
    this.word = marked.claim();
    this.latest = marked;
  }

  /** Asks the provider, and lets go whatever becomes of it. */
  RefreshResult hold(Supplier<RefreshResult> provider) {
    beatLater();
    try {
      RefreshResult result = provider.get();
      return locked(() -> settle(result));
    } catch (RuntimeException | Error bug) { // must not keep the others waiting
      locked(this::letGo);
      throw bug;
    }
  }

  private RefreshResult settle(RefreshResult result) {
    if (result instanceof Renewed renewed) {
      return keep(renewed);
    }
    if (result instanceof Ended) { // whoever is told so removes all of the record
      over = true;
    } else {
      letGo();
    }
    return result;
  }

  private RefreshResult keep(Renewed renewed) {
    Reading now = sessions.replace(latest, renewed.session(), null);
    unsaved = renewed.session();
    since = elapsed.read();
    over = !(now instanceof Unavailable);
    return renewed.keptAs(now);
  }

  /** Takes the mark away, unless it is somebody else's by now. */
  private Reading letGo() {
    over = true;
    Reading now = latest;
    for (int i = 0; i < TRIES && isMine(now); i++) {
      now = sessions.mark((Found) now, Found.UNCLAIMED);
    }
    return now;
  }

  private boolean isMine(Reading now) {
    return now instanceof Found found && found.claim() == word;
  }

  private void beatLater() {
    try {
      background.executeAfter(BEAT, () -> locked(this::beat));
    } catch (RejectedExecutionException closing) {
      // then the lease runs out by itself
    }
  }

  private boolean beat() {
    if (!over) {
      over = unsaved == null ? isLost() : isSaved(unsaved);
    }
    if (!over) {
      beatLater();
    }
    return over;
  }

  private boolean isLost() {
    Reading now = sessions.mark(latest, word);
    if (isMine(now)) {
      latest = (Found) now;
    }
    return !isMine(now) && !(now instanceof Unavailable);
  }

  private boolean isSaved(Session renewed) {
    return elapsed.read() - since >= RefreshResult.GRACE.toNanos()
        || !(sessions.replace(latest, renewed, null) instanceof Unavailable);
  }

  private <T> T locked(Supplier<T> step) {
    lock.lock();
    try {
      return step.get();
    } finally {
      lock.unlock();
    }
  }
}
