package dev.latchkey.session;

import dev.latchkey.event.Reason;
import java.time.Duration;

/** What became of an attempt to refresh the tokens of a session. */
sealed interface RefreshResult {

  /** Whoever sent a request before an answer with new cookies arrived comes within this time. */
  Duration GRACE = Duration.ofMinutes(2);

  /** After a failure the provider is left alone. */
  Duration PAUSE = Duration.ofSeconds(5);

  /** How long whoever still comes with the old refresh token is given the same; zero for not. */
  default Duration remembered() {
    return GRACE;
  }

  /** The session with new tokens, which whoever asked has yet to keep. */
  record Renewed(Session session) implements RefreshResult {

    /** What it comes to where it was to be kept; what could not be kept is still there to keep. */
    RefreshResult keptAs(SessionPlace.Reading now) {
      if (now instanceof SessionPlace.Found found) {
        return new Stored(found);
      }
      return now instanceof SessionPlace.Absent ? new Elsewhere(now) : this;
    }
  }

  /** New tokens that are kept already, by this node or another. */
  record Stored(SessionPlace.Found found) implements RefreshResult {}

  /** The provider, or what it sent, ends the session. */
  record Ended(Reason reason, String detail) implements RefreshResult {}

  /** It could not be found out; the tokens there are go on until they end. */
  record Failed(Reason reason, String detail) implements RefreshResult {

    @Override
    public Duration remembered() {
      return PAUSE;
    }
  }

  /**
   * The provider was not asked, or to no end: another request is at it, the session has ended, or
   * the store is away.
   *
   * @param now what is known of the session
   */
  record Elsewhere(SessionPlace.Reading now) implements RefreshResult {

    @Override
    public Duration remembered() {
      return Duration.ZERO;
    }
  }
}
