package dev.latchkey.session;

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

  StoredRecord(Sealer sealer) {
    this.sealer = sealer;
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
  @Nullable Found open(Ticket ticket, SealedStore.Kept kept) {
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
