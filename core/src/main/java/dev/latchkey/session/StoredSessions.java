package dev.latchkey.session;

import dev.latchkey.event.Reason;
import dev.latchkey.seal.CookieJar;
import dev.latchkey.seal.SealedStore;
import dev.latchkey.seal.Sealer;
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

  private final SessionSettings settings;
  private final SealedStore store;
  private final Sealer sealer;
  private final LogoutIndex index;
  private final InstantSource clock;

  StoredSessions(SessionSettings settings, SealedStore store, Sealer sealer, InstantSource clock) {
    this.settings = settings;
    this.store = store;
    this.sealer = sealer;
    this.index = new LogoutIndex(settings.issuer(), store, sealer, clock);
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
  public Kept begin(Session session, String word, CookieJar jar) {
    byte[] record = SessionRecord.write(session);
    if (record == null) {
      return Kept.TOO_LARGE;
    }
    Ticket ticket = Ticket.of(word); // never one that somebody may have planted
    try {
      index.add(session, ticket.storeKey()); // first, since one that leads nowhere does no harm
      store.putIfAbsent(ticket.storeKey(), seal(ticket, record), timeToLive(session));
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
      return store.putIfVersion(
              ticket.storeKey(), before.version(), seal(ticket, record), timeToLive(after))
          ? Kept.DONE
          : Kept.CHANGED;
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
    return settings.idleTimeout().compareTo(rest) < 0 ? settings.idleTimeout() : rest;
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
