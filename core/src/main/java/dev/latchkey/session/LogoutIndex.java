package dev.latchkey.session;

import dev.latchkey.event.Reason;
import dev.latchkey.provider.IssuerMatch;
import dev.latchkey.seal.Base64Url;
import dev.latchkey.seal.SealedStore;
import dev.latchkey.seal.Sealer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the sessions in a store that a provider speaks of, by issuer with session or subject. The
 * store sees keyed hashes for names and sealed members. Thread-safe.
 */
final class LogoutIndex {

  private static final String SESSION = "logout by session";
  private static final String SUBJECT = "logout by subject";

  /** By subject, those sessions that the provider gave no name to. */
  private static final String NAMELESS = "logout by subject without session";

  /** Of the name of a subject, which is a keyed hash, so that nobody can choose its start. */
  private static final int SUBJECT_BYTES = 12;

  private static final int SUBJECT_CHARS = SUBJECT_BYTES / 3 * 4;

  /** Sealed, it has 64 characters: up to that Redis keeps small sets in a third of the memory. */
  private static final int ENTRY_BYTES = Ticket.STORE_KEY_BYTES + SUBJECT_BYTES + 2 * Integer.BYTES;

  private static final String END_MARK = "ended session";

  /** No ID token counts that is older, whatever the clocks, so until then a session has begun. */
  private static final Duration LONGEST_SIGN_IN = Duration.ofMinutes(25);

  private static final Duration LEAST = Duration.ofSeconds(1);

  private final IssuerMatch issuer;
  private final SealedStore store;
  private final Sealer sealer;
  private final InstantSource clock;
  private final Revocations endedBeforeBegun;

  LogoutIndex(IssuerMatch issuer, SealedStore store, Sealer sealer, InstantSource clock) {
    this.issuer = issuer;
    this.store = store;
    this.sealer = sealer;
    this.clock = clock;
    this.endedBeforeBegun = new Revocations(issuer, LONGEST_SIGN_IN, store, sealer);
  }

  /**
   * One session under one of its names.
   *
   * @param member as the store has it
   * @param subject whose it is, as the start of a name
   */
  private record Entry(
      String index, String member, String storeKey, String subject, Instant begunAt, Instant end) {}

  /**
   * Makes a session findable, or keeps it so. As often as its record is written: an entry that
   * outlived its session would be in the way of others where there is no more room.
   *
   * @param howLong as long as the record
   */
  void add(Session session, String storeKey, Duration howLong) throws IOException {
    String owner = issuer.of(session.idClaims().asMap());
    String subject = session.idClaims().string("sub");
    if (owner == null || subject == null) { // the settings have changed, so it is over anyway
      return;
    }
    String subjectName = names(SUBJECT, owner, subject).get(0);
    byte[] entry = entry(session, storeKey, subjectName);
    add(subjectName, entry, howLong);
    for (String sid : session.sids()) {
      add(names(SESSION, owner, sid).get(0), entry, howLong);
    }
    if (session.sids().isEmpty()) {
      add(names(NAMELESS, owner, subject).get(0), entry, howLong);
    }
  }

  private void add(String index, byte[] entry, Duration howLong) throws IOException {
    store.index(index, sealer.sealAlike(index, index, entry), howLong);
  }

  /** Both times fit until the year 2106. */
  private static byte[] entry(Session session, String storeKey, String subject) {
    return ByteBuffer.allocate(ENTRY_BYTES)
        .put(Base64Url.decode(storeKey))
        .put(Base64Url.decode(subject, 0, SUBJECT_CHARS))
        .putInt((int) session.begunAt().getEpochSecond())
        .putInt((int) session.endsAt().getEpochSecond())
        .array();
  }

  private Duration untilEnd(Instant end) {
    Duration rest = Duration.between(clock.instant(), end);
    return rest.compareTo(LEAST) < 0 ? LEAST : rest;
  }

  /** Tells whether the provider ended a session before it could be found. */
  boolean hasEnded(Session session) throws IOException {
    return endedBeforeBegun.cover(session);
  }

  private void noteForWhoeverSignsInJustNow(Logout logout) {
    try {
      endedBeforeBegun.revoke(logout);
    } catch (IOException e) {
      // the sessions that there are shall end all the same
    }
  }

  /** Ends what a provider says has ended, and puts back what is not meant. */
  LogoutResult end(Logout logout) throws IOException {
    if (logout.isDated()) {
      noteForWhoeverSignsInJustNow(logout);
    }
    List<Entry> found = take(logout);
    boolean foreign = found.stream().anyMatch(entry -> !belongs(entry, logout));
    List<Entry> kept = new ArrayList<>(found);
    try {
      for (Entry entry : found) {
        if (!foreign && logout.isAfterBeginOf(entry.begunAt())) {
          end(entry);
          kept.remove(entry);
        }
      }
    } finally {
      putBack(kept); // also what could not be ended, for whoever is told again
    }
    return foreign
        ? new LogoutResult.Refused(
            Reason.CLAIM_INVALID, "the session that sid names is not of the user that sub names")
        : new LogoutResult.Done(true);
  }

  /**
   * Puts a mark in the place of a session, so that other nodes can tell it from one that the store
   * has lost. Where somebody changes the session just now it goes without.
   */
  private void end(Entry entry) throws IOException {
    String key = entry.storeKey();
    SealedStore.Kept known = store.get(key).orElse(null);
    if (known == null) { // one that is gone already is none the worse for it
      return;
    }
    byte[] mark = sealer.sealBytes(END_MARK, key, new byte[0]);
    if (!store.putIfVersion(key, known.version(), mark, untilEnd(entry.end()))) {
      store.remove(key);
    }
  }

  /** Tells whether what is kept where a session was says that the provider has ended it. */
  boolean isEndMark(String storeKey, SealedStore.Kept kept) {
    return sealer.openBytes(END_MARK, storeKey, kept.sealed()) != null;
  }

  private void putBack(List<Entry> entries) throws IOException {
    for (Entry entry : entries) {
      store.index(entry.index(), entry.member(), untilEnd(entry.end()));
    }
  }

  private List<Entry> take(Logout logout) throws IOException {
    List<Entry> entries = new ArrayList<>();
    try {
      for (String index : indexes(logout)) {
        take(index, entries);
      }
      return entries;
    } catch (IOException e) {
      putBack(entries);
      throw e;
    }
  }

  private void take(String index, List<Entry> entries) throws IOException {
    for (String member : store.takeIndex(index)) {
      Entry entry = read(index, member);
      if (entry != null) {
        entries.add(entry);
      }
    }
  }

  /** OpenID Connect Back-Channel Logout 1.0 section 2.7: the session, where one is named. */
  private List<String> indexes(Logout logout) {
    String subject = logout.subject();
    if (logout.sessionId() == null) {
      return names(SUBJECT, logout.issuer(), String.valueOf(subject));
    }
    List<String> indexes = new ArrayList<>(names(SESSION, logout.issuer(), logout.sessionId()));
    if (subject != null) { // a session of this user that has no name may be the one
      indexes.addAll(names(NAMELESS, logout.issuer(), subject));
    }
    return indexes;
  }

  private @Nullable Entry read(String index, String member) {
    byte[] plain = sealer.openAlike(index, index, member);
    if (plain == null || plain.length != ENTRY_BYTES) {
      return null;
    }
    ByteBuffer entry = ByteBuffer.wrap(plain);
    return new Entry(
        index,
        member,
        text(entry, Ticket.STORE_KEY_BYTES),
        text(entry, SUBJECT_BYTES),
        instant(entry),
        instant(entry));
  }

  private static String text(ByteBuffer from, int count) {
    byte[] bytes = new byte[count];
    from.get(bytes);
    return Base64Url.encode(bytes);
  }

  private static Instant instant(ByteBuffer from) {
    return Instant.ofEpochSecond(Integer.toUnsignedLong(from.getInt()));
  }

  private boolean belongs(Entry entry, Logout logout) {
    return logout.subject() == null
        || names(SUBJECT, logout.issuer(), logout.subject()).stream()
            .anyMatch(name -> name.startsWith(entry.subject()));
  }

  private List<String> names(String purpose, String owner, String name) {
    return sealer.names(purpose, owner + "\n" + name);
  }
}
