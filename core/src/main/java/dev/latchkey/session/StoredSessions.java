package dev.latchkey.session;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.latchkey.event.Reason;
import dev.latchkey.seal.CookieJar;
import dev.latchkey.seal.SealedStore;
import dev.latchkey.seal.Sealer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Sessions in a store. The browser holds a {@link Ticket} only, and neither the store nor its
 * operator can read a session without it. Thread-safe.
 */
final class StoredSessions implements SessionPlace {

  private static final int TRIES = 3;

  /** Not written, since it is not as it was read. */
  private static final Unavailable CHANGED =
      new Unavailable("others change the same session again and again");

  private final SessionSettings settings;
  private final SealedStore store;
  private final StoredRecord record;
  private final LogoutIndex index;
  private final InstantSource clock;
  private final ClaimSightings claims;
  private final SeenHere seen;

  StoredSessions(
      SessionSettings settings,
      SealedStore store,
      Sealer sealer,
      InstantSource clock,
      Ticker elapsed) {
    this.claims = new ClaimSightings(elapsed);
    this.seen = new SeenHere(settings, clock, elapsed);
    this.settings = settings;
    this.store = store;
    this.record = new StoredRecord(sealer, elapsed);
    this.index = new LogoutIndex(settings.issuer(), store, sealer, clock);
    this.clock = clock;
  }

  @Override
  public boolean has(CookieJar jar) {
    return jar.has(settings.cookieName());
  }

  @Override
  public int mostChars() {
    return 128;
  }

  @Override
  public Reading read(CookieJar jar) {
    return used(look(jar));
  }

  @Override
  public Glimpse look(CookieJar jar) {
    StoredRecord.Brought brought = record.read(jar.value(settings.cookieName()));
    return brought == null ? Glimpse.absent(Reason.SESSION_UNREADABLE) : look(brought);
  }

  @Override
  public Reading readAgain(Found before) {
    if (before.ticket() == null) {
      return before;
    }
    Reading now = look(new StoredRecord.Brought(before.ticket(), null)).reading();
    // within one request a sign-out elsewhere is far likelier than a loss
    return now instanceof Absent absent && absent.reason() == Reason.SESSION_LOST
        ? new Absent(Reason.SESSION_ENDED)
        : now;
  }

  private Glimpse look(StoredRecord.Brought brought) {
    String key = brought.ticket().storeKey();
    try {
      SealedStore.Kept kept = store.get(key).orElse(null);
      return kept == null
          ? Glimpse.absent(seen.whyMissing(key))
          : judge(key, kept, record.open(brought, kept));
    } catch (IOException e) {
      return Glimpse.of(unavailable(e));
    }
  }

  private Unavailable unavailable(IOException e) {
    claims.forget();
    return new Unavailable(String.valueOf(e.getMessage()));
  }

  private Glimpse judge(String key, SealedStore.Kept kept, @Nullable Found found) {
    if (found == null) {
      return Glimpse.absent(
          index.isEndMark(key, kept) ? Reason.SESSION_ENDED : Reason.SESSION_UNREADABLE);
    }
    seen.note(key, found);
    return settings.endsWhenIdle()
        ? lately(found, found.lastUse().plus(settings.idleTimeout()))
        : Glimpse.of(found);
  }

  private Glimpse lately(Found found, Instant idleEnd) {
    return clock.instant().isBefore(idleEnd) // at the instant itself it is over
        ? new Glimpse(found, idleEnd)
        : Glimpse.absent(Reason.SESSION_IDLE);
  }

  private Reading used(Glimpse seen) {
    if (!(seen.reading() instanceof Found found) || seen.idleEnd() == null) {
      return seen.reading();
    }
    Instant due = seen.idleEnd().minus(settings.idleTimeout()).plus(settings.noteEvery());
    return clock.instant().isBefore(due) ? found : note(found);
  }

  /** Notes that a session is used now; whoever changed it meanwhile has noted it, too. */
  private Found note(Found found) {
    Reading now = put(found, found.next(found.session(), found.claim(), clock.instant()));
    return now instanceof Found noted ? findable(noted) : found;
  }

  /** Has a logout find it for as long as its record, that was just written, can be found. */
  private Found findable(Found kept) {
    Ticket ticket = Objects.requireNonNull(kept.ticket(), "found in a store");
    try {
      index.add(kept.session(), ticket.storeKey(), timeToLive(kept.session()));
    } catch (IOException e) {
      claims.forget(); // it is found a while longer by what was there; the next use tries again
    }
    return kept;
  }

  /**
   * Writes who refreshes a session, if it is still as it was read. That is no use of it: its idle
   * time goes on, and a logout finds it for as long as before.
   *
   * @return what is there now, by our hand or another's
   */
  Reading mark(Found before, long claim) {
    Reading now = put(before, before.next(before.session(), claim, before.lastUse()));
    return now == CHANGED ? readAgain(before) : now;
  }

  /** Tells whether another node refreshes a session just now, as far as this one can see. */
  boolean isClaimed(Found found) {
    return claims.isHeld(found);
  }

  @Override
  public Kept begin(Session session, String word, CookieJar jar) {
    Ticket ticket = Ticket.of(word); // never one that somebody may have planted
    Found begun = new Found(session, ticket, 1, Found.UNCLAIMED, clock.instant());
    byte[] sealed = record.seal(begun);
    if (sealed == null) {
      return Kept.TOO_LARGE;
    }
    try {
      // first, since an entry that leads nowhere does no harm
      index.add(session, ticket.storeKey(), timeToLive(session));
      store.putIfAbsent(ticket.storeKey(), sealed, timeToLive(session));
      if (index.hasEnded(session)) { // only now: from here on a logout finds it
        store.remove(ticket.storeKey());
        return Kept.ENDED;
      }
      seen.note(ticket.storeKey(), begun);
      forget(jar); // last, so that an outage leaves whoever was signed in before
    } catch (IOException e) {
      return Kept.UNAVAILABLE;
    }
    Duration lifetime = Duration.between(clock.instant(), session.endsAt());
    jar.put(
        settings.cookieName(),
        ticket.cookieValue(),
        settings.persistent() ? lifetime : null,
        settings.cookies());
    return Kept.DONE;
  }

  @Override
  public Reading replace(Found before, Session after, @Nullable CookieJar jar) {
    Found latest = before;
    for (int i = 0; i < TRIES; i++) {
      Reading now = put(latest, latest.next(after, Found.UNCLAIMED, clock.instant()));
      if (now != CHANGED) {
        return now instanceof Found kept ? findable(kept) : now;
      }
      now = readAgain(before);
      if (!(now instanceof Found found) || !found.hasTokensOf(before)) {
        return now;
      }
      latest = found; // somebody has noted its use, or claimed what we have refreshed
    }
    return CHANGED;
  }

  private Reading put(Found before, Found after) {
    Ticket ticket = Objects.requireNonNull(after.ticket(), "found in a store");
    byte[] sealed = record.seal(after);
    if (sealed == null) {
      return new Absent(Reason.SESSION_TOO_LARGE);
    }
    Duration howLong = timeToLive(after.session());
    try {
      return store.putIfVersion(ticket.storeKey(), before.version(), sealed, howLong)
          ? after
          : CHANGED;
    } catch (IOException e) {
      return unavailable(e);
    }
  }

  private Duration timeToLive(Session session) {
    return settings.timeToLive(Duration.between(clock.instant(), session.endsAt()));
  }

  @Override
  public LogoutResult end(Logout logout) throws IOException {
    return index.end(logout);
  }

  @Override
  public boolean revoke(CookieJar jar) {
    return remove(jar);
  }

  @Override
  public boolean remove(CookieJar jar) {
    try {
      forget(jar);
      return true;
    } catch (IOException e) {
      return false;
    } finally {
      if (has(jar)) {
        jar.remove(settings.cookieName(), settings.cookies());
      }
    }
  }

  /**
   * Whoever cannot open a session may not end it: a node with another secret would end them all.
   */
  private void forget(CookieJar jar) throws IOException {
    StoredRecord.Brought brought = record.read(jar.value(settings.cookieName()));
    if (brought == null) {
      return;
    }
    String key = brought.ticket().storeKey();
    SealedStore.Kept kept = store.get(key).orElse(null);
    if (kept != null && record.open(brought, kept) != null) {
      seen.noteEnd(key);
      store.remove(key);
    }
  }
}
