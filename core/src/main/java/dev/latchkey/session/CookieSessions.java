package dev.latchkey.session;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.latchkey.event.Reason;
import dev.latchkey.seal.CookieJar;
import dev.latchkey.seal.Sealer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Sessions that the browser keeps whole, sealed. When they were last used stands in a cookie of its
 * own, so that telling it never overwrites what a refresh has just written. Thread-safe.
 */
final class CookieSessions implements SessionPlace {

  private static final String PURPOSE = "session";

  private final SessionSettings settings;
  private final Chunks chunks;
  private final IdleCookie idle;
  private final Sealer sealer;
  private final Unsealed<Session> lately;
  private final InstantSource clock;
  private final EndedHere ended;
  private final @Nullable Revocations revocations;

  /**
   * Sessions in cookies.
   *
   * @param revocations {@code null} where nothing is remembered of what the provider has ended
   */
  CookieSessions(
      SessionSettings settings,
      Sealer sealer,
      InstantSource clock,
      Ticker elapsed,
      EndedHere ended,
      @Nullable Revocations revocations) {
    this.ended = ended;
    this.revocations = revocations;
    this.settings = settings;
    this.chunks = new Chunks(settings.cookieName(), settings.cookies());
    this.idle = new IdleCookie(settings, sealer, clock, elapsed);
    this.sealer = sealer;
    this.lately = new Unsealed<>(elapsed);
    this.clock = clock;
  }

  @Override
  public boolean has(CookieJar jar) {
    return chunks.has(jar) || idle.has(jar);
  }

  @Override
  public int mostChars() {
    return Chunks.MAX_CHARS + 256; // the names, and when it was last used
  }

  @Override
  public Reading read(CookieJar jar) {
    String sealed = String.valueOf(chunks.read(jar));
    Reading reading = open(sealed);
    if (!(reading instanceof Found found)) {
      return reading;
    }
    if (!idle.isInUse(found.session(), jar)) {
      return new Absent(Reason.SESSION_IDLE);
    }
    if (!sealer.isFresh(sealed) && !isAboutToBeReplaced(found.session())) {
      write(found.session(), jar); // with the new secret, before the old one goes
    }
    return found;
  }

  /** Whoever refreshes it seals it anew; an older one beside it could reach the browser last. */
  private boolean isAboutToBeReplaced(Session session) {
    return session.tokens().isRefreshDue(clock.instant());
  }

  private @Nullable Session recall(String sealed) {
    return lately.find(sealed, this::unseal);
  }

  private @Nullable Session unseal(String sealed) {
    byte[] record = sealer.open(PURPOSE, settings.cookieName(), sealed);
    return record == null ? null : SessionRecord.read(record);
  }

  private Reading open(String sealed) {
    Session session = recall(sealed);
    if (session == null) {
      return new Absent(Reason.SESSION_UNREADABLE);
    }
    try {
      return ended.covers(session) || revocations != null && revocations.cover(session)
          ? new Absent(Reason.SESSION_ENDED)
          : Found.inBrowser(session);
    } catch (IOException e) {
      return new Unavailable(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public Glimpse look(CookieJar jar) {
    Reading reading = brought(jar);
    if (!(reading instanceof Found found) || !settings.endsWhenIdle()) {
      return Glimpse.of(reading);
    }
    Instant end = idle.end(found.session(), jar);
    return end != null && clock.instant().isBefore(end)
        ? new Glimpse(found, end)
        : Glimpse.of(new Absent(Reason.SESSION_IDLE));
  }

  /** Nobody else can change what this request carries. */
  @Override
  public Reading readAgain(Found before) {
    return before;
  }

  @Override
  public Kept begin(Session session, String word, CookieJar jar) {
    if (!write(session, jar)) {
      return Kept.TOO_LARGE;
    }
    idle.note(session, jar);
    Session before = recall(String.valueOf(chunks.read(jar)));
    if (before != null && !before.isOfSameUser(session)) { // else another tab may be using it
      revoke(before);
    }
    return Kept.DONE;
  }

  /** What the request brought, idle or not. */
  private Reading brought(CookieJar jar) {
    return open(String.valueOf(chunks.read(jar)));
  }

  @Override
  public Reading replace(Found before, Session after, @Nullable CookieJar jar) {
    if (jar == null) {
      return new Unavailable("the browser cannot be told any more");
    }
    return write(after, jar) ? Found.inBrowser(after) : new Absent(Reason.SESSION_TOO_LARGE);
  }

  private boolean write(Session session, CookieJar jar) {
    byte[] record = SessionRecord.write(session);
    return record != null
        && chunks.write(sealer.seal(PURPOSE, settings.cookieName(), record), maxAge(session), jar);
  }

  private @Nullable Duration maxAge(Session session) {
    return settings.persistent() ? Duration.between(clock.instant(), session.endsAt()) : null;
  }

  @Override
  public LogoutResult end(Logout logout) throws IOException {
    if (revocations == null) {
      throw new IOException("nothing is remembered of sessions in cookies that have ended");
    }
    revocations.revoke(logout);
    return new LogoutResult.Done(true);
  }

  @Override
  public boolean revoke(CookieJar jar) {
    Session session = recall(String.valueOf(chunks.read(jar))); // whatever the others remember
    boolean everywhere = session == null || revoke(session);
    return remove(jar) && everywhere;
  }

  /** Tells whether all nodes hear of it that can. */
  private boolean revoke(Session session) {
    ended.add(session);
    try {
      if (revocations != null) {
        revocations.revoke(session);
      }
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public boolean remove(CookieJar jar) {
    chunks.remove(jar);
    idle.remove(jar);
    return true;
  }
}
