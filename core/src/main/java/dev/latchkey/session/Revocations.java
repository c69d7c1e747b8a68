package dev.latchkey.session;

import dev.latchkey.provider.IssuerMatch;
import dev.latchkey.seal.SealedStore;
import dev.latchkey.seal.Sealer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the provider has ended though browsers still keep them, or are just about to be given them:
 * remembered for as long as that matters, and forgotten with the store. Thread-safe.
 */
final class Revocations {

  private static final String PURPOSE = "revocation";
  private static final int TRIES = 3;

  private final IssuerMatch issuer;
  private final Duration howLong;
  private final SealedStore store;
  private final Sealer sealer;

  /**
   * Remembers.
   *
   * @param howLong as long as there can be such a session, counted from when it is told to end
   */
  Revocations(IssuerMatch issuer, Duration howLong, SealedStore store, Sealer sealer) {
    this.issuer = issuer;
    this.howLong = howLong;
    this.store = store;
    this.sealer = sealer;
  }

  /** Ends the sessions that a provider names, whether there are any or not. */
  void revoke(Logout logout) throws IOException {
    note(logout, text(logout.issuer(), logout.sessionId(), logout.subject()));
    if (logout.sessionId() != null && logout.subject() != null) {
      note(logout, nameless(logout.issuer(), logout.subject()));
    }
  }

  /** Ends one session, wherever there is a copy of it. */
  void revoke(Session session) throws IOException {
    note(sealer.names(PURPOSE, text(session)).get(0), session.begunAt());
  }

  private void note(Logout logout, String text) throws IOException {
    note(sealer.names(PURPOSE, text).get(0), logout.at());
  }

  /** Of two moments the later one counts. */
  private void note(String key, Instant at) throws IOException {
    for (int i = 0; i < TRIES; i++) {
      SealedStore.Kept known = store.get(key).orElse(null);
      Instant before = known == null ? null : read(key, known);
      if (before != null && !at.isAfter(before) || put(key, known, at)) {
        return;
      }
    }
    throw new IOException("somebody else changes the same entry again and again");
  }

  private boolean put(String key, SealedStore.@Nullable Kept known, Instant at) throws IOException {
    byte[] plain = ByteBuffer.allocate(Long.BYTES).putLong(at.getEpochSecond()).array();
    byte[] sealed = sealer.sealBytes(PURPOSE, key, plain);
    return known == null
        ? store.putIfAbsent(key, sealed, howLong)
        : store.putIfVersion(key, known.version(), sealed, howLong);
  }

  /** Tells whether a session has been ended, by whichever of its names. */
  boolean cover(Session session) throws IOException {
    List<String> keys = new ArrayList<>();
    for (String text : texts(session)) {
      keys.addAll(sealer.names(PURPOSE, text));
    }
    for (Map.Entry<String, SealedStore.Kept> known : store.getAll(keys).entrySet()) {
      Instant at = read(known.getKey(), known.getValue());
      if (at != null && !session.begunAt().isAfter(at)) {
        return true;
      }
    }
    return false;
  }

  private List<String> texts(Session session) {
    String owner = issuer.of(session.idClaims().asMap());
    String subject = session.idClaims().string("sub");
    if (owner == null || subject == null) {
      return List.of();
    }
    List<String> texts = new ArrayList<>(List.of(text(owner, null, subject), text(session)));
    for (String sid : session.sids()) {
      texts.add(text(owner, sid, null));
      texts.add(text(owner, sid, subject));
    }
    if (session.sids().isEmpty()) {
      texts.add(nameless(owner, subject));
    }
    return texts;
  }

  /** A session of this user that the provider gave no name to may be any that it names. */
  private static String nameless(String owner, String subject) {
    return owner + "\nno sid\nsub " + subject;
  }

  private static String text(Session session) {
    return "session " + session.id();
  }

  /** A session and a user that do not belong together are nobody's name. */
  private static String text(String owner, @Nullable String sessionId, @Nullable String subject) {
    return owner
        + "\nsid "
        + (sessionId == null ? "" : sessionId)
        + "\nsub "
        + (subject == null ? "" : subject);
  }

  private @Nullable Instant read(String key, SealedStore.Kept kept) {
    byte[] plain = sealer.openBytes(PURPOSE, key, kept.sealed());
    return plain == null ? null : Instant.ofEpochSecond(ByteBuffer.wrap(plain).getLong());
  }
}
