package dev.latchkey.session;

import dev.latchkey.event.Reason;
import dev.latchkey.seal.CookieJar;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Where sessions are kept. Implementations are thread-safe. */
interface SessionPlace {

  /** What a request brought along. */
  sealed interface Reading {}

  /**
   * A session, not judged yet.
   *
   * @param ticket what it was found by; {@code null} where the browser keeps it whole
   * @param version of what was read, where it can change behind our back
   * @param claim who refreshes it just now, as a word; {@link #UNCLAIMED} for nobody
   * @param lastUse what its idle time counts from, where that is known here
   */
  record Found(Session session, @Nullable Ticket ticket, long version, long claim, Instant lastUse)
      implements Reading {

    /** The word that is nobody's. */
    static final long UNCLAIMED = 0;

    static Found inBrowser(Session session) {
      return new Found(session, null, 0, UNCLAIMED, Instant.EPOCH);
    }

    /** The same as it is to be written next. */
    Found next(Session newSession, long newClaim, Instant newUse) {
      return new Found(newSession, ticket, version + 1, newClaim, newUse);
    }

    /** The same with the tokens of a refresh that have yet to be kept. */
    Found with(Session renewed) {
      return new Found(renewed, ticket, version, claim, lastUse);
    }

    /** Tells whether nobody has brought new tokens since. */
    boolean hasTokensOf(Found other) {
      return session.tokens().areThoseOf(other.session.tokens());
    }
  }

  /** None that counts, and why: what came is to be removed. */
  record Absent(Reason reason) implements Reading {}

  /** It could not be found out. */
  record Unavailable(String detail) implements Reading {}

  /** What became of a session that has just begun. */
  enum Kept {
    DONE,
    /** Longer than this place allows. */
    TOO_LARGE,
    /** The provider said that it has ended before it could begin. */
    ENDED,
    /** It could not be found out. */
    UNAVAILABLE
  }

  /**
   * What a request brought, looked at in passing.
   *
   * @param idleEnd when it is over if nobody uses it; {@code null} where that does not matter
   */
  record Glimpse(Reading reading, @Nullable Instant idleEnd) {

    static Glimpse of(Reading reading) {
      return new Glimpse(reading, null);
    }

    static Glimpse absent(Reason why) {
      return of(new Absent(why));
    }
  }

  /** Tells whether there is anything to read, or left over. */
  boolean has(CookieJar jar);

  /** How many characters of a request's headers a session can take, with the cookies' names. */
  int mostChars();

  /** Reads what a request brought, and notes that the session is in use. */
  Reading read(CookieJar jar);

  /** Reads what a request brought, and changes nothing. */
  Glimpse look(CookieJar jar);

  /** Reads what has become of a session that somebody else may have changed. */
  Reading readAgain(Found before);

  /**
   * Keeps a new session, in place of whatever the request brought.
   *
   * @param word 256 random bits; where a session of that word is kept already, that is the one
   */
  Kept begin(Session session, String word, CookieJar jar);

  /**
   * Keeps the tokens of a refresh, in place of those that were read: of no others, and of no
   * session that has ended.
   *
   * @param jar {@code null} where no cookie can be set
   * @return what is there now, by our hand or another's; unavailable where they could not be kept
   */
  Reading replace(Found before, Session after, @Nullable CookieJar jar);

  /** Ends sessions wherever their browsers are. */
  LogoutResult end(Logout logout) throws IOException;

  /** Removes what a request brought, so that no copy of it counts either; false as below. */
  boolean revoke(CookieJar jar);

  /** Removes what a request brought; false when what lies elsewhere could not be reached. */
  boolean remove(CookieJar jar);
}
