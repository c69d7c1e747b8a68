package dev.latchkey.session;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.latchkey.seal.SealedStore;
import dev.latchkey.seal.Sealer;
import dev.latchkey.session.SessionPlace.Found;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A session as a store has it, under the key that its {@link Ticket} holds: the time of its last
 * use, who refreshes it just now, and the session. Thread-safe.
 */
final class StoredRecord {

  private static final String PURPOSE = "stored session";
  private static final int HEAD_BYTES = 2 * Long.BYTES;

  private final Sealer sealer;
  private final Unsealed<Opened> lately;

  /** What a store had, and what it held. */
  private record Opened(SealedStore.Kept kept, Found found) {}

  /** A ticket that came with a request, and what it opened lately. */
  record Brought(Ticket ticket, @Nullable Opened lately) {}

  StoredRecord(Sealer sealer, Ticker elapsed) {
    this.sealer = sealer;
    this.lately = new Unsealed<>(elapsed);
  }

  /** Reads what a browser brought; {@code null} for what is no ticket. */
  @Nullable Brought read(@Nullable String text) {
    Opened known = text == null ? null : lately.find(text);
    if (known != null && known.found.ticket() != null) {
      return new Brought(known.found.ticket(), known);
    }
    Ticket ticket = Ticket.parse(text);
    return ticket == null ? null : new Brought(ticket, null);
  }

  /** Seals a session; {@code null} for what is so long that it could not be read again. */
  byte @Nullable [] seal(Found found) {
    byte[] session = SessionRecord.write(found.session());
    if (session == null) {
      return null;
    }
    byte[] plain =
        ByteBuffer.allocate(HEAD_BYTES + session.length)
            .putLong(found.lastUse().getEpochSecond())
            .putLong(found.claim())
            .put(session)
            .array();
    Ticket ticket = Objects.requireNonNull(found.ticket(), "kept in a store");
    return sealer.under(ticket.key()).sealBytes(PURPOSE, ticket.storeKey(), plain);
  }

  /** Opens what a store has; {@code null} for what is not ours, or of another version. */
  @Nullable Found open(Brought brought, SealedStore.Kept kept) {
    if (brought.lately != null && brought.lately.kept.equals(kept)) {
      return brought.lately.found;
    }
    Found found = unseal(brought.ticket, kept);
    if (found != null) {
      lately.keep(brought.ticket.cookieValue(), new Opened(kept, found));
    }
    return found;
  }

  private @Nullable Found unseal(Ticket ticket, SealedStore.Kept kept) {
    byte[] plain = sealer.under(ticket.key()).openBytes(PURPOSE, ticket.storeKey(), kept.sealed());
    if (plain == null || plain.length < HEAD_BYTES) {
      return null;
    }
    Session session = SessionRecord.read(Arrays.copyOfRange(plain, HEAD_BYTES, plain.length));
    ByteBuffer head = ByteBuffer.wrap(plain);
    Instant lastUse = Instant.ofEpochSecond(head.getLong());
    return session == null
        ? null
        : new Found(session, ticket, kept.version(), head.getLong(), lastUse);
  }
}
