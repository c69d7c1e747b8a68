package dev.latchkey.session;

import dev.latchkey.event.Reason;
import dev.latchkey.seal.CookieJar;
import dev.latchkey.seal.SealedStore;
import dev.latchkey.seal.Sealer;
import dev.latchkey.seal.Unguessable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Sessions in a store. The browser holds a {@link Ticket} only, and neither the store nor its
 * operator can read a session without it. Thread-safe.
 */
final class StoredSessions implements SessionPlace {

  private static final String PURPOSE = "stored session";

  /** No ID token counts that is older, whatever the clocks, so until then a session has begun. */
  private static final Duration LONGEST_SIGN_IN = Duration.ofMinutes(25);

  /** Stores keep nothing for less. */
  private static final Duration LEAST = Duration.ofSeconds(1);

  private final SessionSettings settings;
  private final SealedStore store;
  private final Sealer sealer;
  private final LogoutIndex index;
  private final Revocations endedBeforeBegun;
  private final Unguessable random;
  private final InstantSource clock;

  StoredSessions(
      SessionSettings settings,
      SealedStore store,
      Sealer sealer,
      Unguessable random,
      InstantSource clock) {
    this.settings = settings;
    this.store = store;
    this.sealer = sealer;
    this.index = new LogoutIndex(settings.issuer(), store, sealer, clock);
    this.endedBeforeBegun = new Revocations(settings.issuer(), LONGEST_SIGN_IN, store, sealer);
    this.random = random;
    this.clock = clock;
  }

  @Override
  public boolean has(CookieJar jar) {
    return jar.has(settings.cookieName());
  }

  @Override
  public Reading read(CookieJar jar) {
    return used(look(jar));
  }

  @Override
  public Glimpse look(CookieJar jar) {
    Ticket ticket = Ticket.parse(jar.value(settings.cookieName()));
    return ticket == null ? Glimpse.of(new Absent(Reason.SESSION_UNREADABLE)) : look(ticket);
  }

  @Override
  public Reading readAgain(Found before) {
    return before.ticket() == null ? before : used(look(before.ticket()));
  }

  private Glimpse look(Ticket ticket) {
    try {
      SealedStore.Kept kept = store.get(ticket.storeKey()).orElse(null);
      return kept == null ? Glimpse.of(new Absent(Reason.SESSION_UNKNOWN)) : open(ticket, kept);
    } catch (IOException e) {
      return Glimpse.of(new Unavailable(String.valueOf(e.getMessage())));
    }
  }

  private Glimpse open(Ticket ticket, SealedStore.Kept kept) {
    byte[] plain = sealer.under(ticket.key()).openBytes(PURPOSE, ticket.storeKey(), kept.sealed());
    if (plain == null || plain.length < Long.BYTES) {
      return Glimpse.of(new Absent(Reason.SESSION_UNREADABLE));
    }
    Session session = SessionRecord.read(Arrays.copyOfRange(plain, Long.BYTES, plain.length));
    if (session == null) {
      return Glimpse.of(new Absent(Reason.SESSION_UNREADABLE));
    }
    Found found = new Found(session, ticket, kept.version());
    if (!settings.endsWhenIdle()) {
      return Glimpse.of(found);
    }
    Instant lastUse = Instant.ofEpochSecond(ByteBuffer.wrap(plain).getLong());
    return lately(found, lastUse.plus(settings.idleTimeout()));
  }

  private Glimpse lately(Found found, Instant idleEnd) {
    return clock.instant().isBefore(idleEnd) // at the instant itself it is over
        ? new Glimpse(found, idleEnd)
        : Glimpse.of(new Absent(Reason.SESSION_IDLE));
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
    Kept kept = replace(found, found.session(), null);
    return kept == Kept.DONE
        ? new Found(found.session(), found.ticket(), found.version() + 1)
        : found;
  }

  @Override
  public Kept begin(Session session, CookieJar jar) {
    byte[] record = SessionRecord.write(session);
    if (record == null) {
      return Kept.TOO_LARGE;
    }
    Ticket ticket = Ticket.next(random); // never one that somebody may have planted
    try {
      index.add(
          session,
          ticket.storeKey(),
          timeToLive(session)); // first, since one that leads nowhere does no harm
      store.putIfAbsent(ticket.storeKey(), seal(ticket, record), timeToLive(session));
      if (endedBeforeBegun.cover(session)) { // only now: from here on a logout finds it
        store.remove(ticket.storeKey());
        return Kept.ENDED;
      }
      forget(jar); // last, so that an outage leaves whoever was signed in before
    } catch (IOException e) {
      return Kept.UNAVAILABLE;
    }
    Duration lifetime = Duration.between(clock.instant(), session.endsAt());
    jar.put(settings.cookieName(), ticket.cookieValue(), settings.persistent() ? lifetime : null);
    return Kept.DONE;
  }

  @Override
  public Kept replace(Found before, Session after, @Nullable CookieJar jar) {
    Ticket ticket = before.ticket();
    byte[] record = SessionRecord.write(after);
    if (ticket == null || record == null) {
      return Kept.TOO_LARGE;
    }
    try {
      if (!store.putIfVersion(
          ticket.storeKey(), before.version(), seal(ticket, record), timeToLive(after))) {
        return Kept.CHANGED;
      }
      index.add(after, ticket.storeKey(), timeToLive(after)); // else it would end before its record
      return Kept.DONE;
    } catch (IOException e) {
      return Kept.UNAVAILABLE;
    }
  }

  private byte[] seal(Ticket ticket, byte[] record) {
    byte[] plain =
        ByteBuffer.allocate(Long.BYTES + record.length)
            .putLong(clock.instant().getEpochSecond())
            .put(record)
            .array();
    return sealer.under(ticket.key()).sealBytes(PURPOSE, ticket.storeKey(), plain);
  }

  private Duration timeToLive(Session session) {
    Duration rest = Duration.between(clock.instant(), session.endsAt());
    Duration time = settings.idleTimeout().compareTo(rest) < 0 ? settings.idleTimeout() : rest;
    return time.compareTo(LEAST) < 0 ? LEAST : time;
  }

  @Override
  public LogoutResult end(Logout logout) throws IOException {
    if (logout.isDated()) {
      noteForWhoeverSignsInJustNow(logout);
    }
    return index.end(logout);
  }

  private void noteForWhoeverSignsInJustNow(Logout logout) {
    try {
      endedBeforeBegun.revoke(logout);
    } catch (IOException e) {
      // the sessions that there are shall end all the same
    }
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
        jar.remove(settings.cookieName());
      }
    }
  }

  private void forget(CookieJar jar) throws IOException {
    Ticket ticket = Ticket.parse(jar.value(settings.cookieName()));
    if (ticket != null) {
      store.remove(ticket.storeKey());
    }
  }
}
