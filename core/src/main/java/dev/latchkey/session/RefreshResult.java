package dev.latchkey.session;

import dev.latchkey.event.Reason;

/** What became of an attempt to refresh the tokens of a session. */
sealed interface RefreshResult {

  /** The session with new tokens. */
  record Renewed(Session session) implements RefreshResult {}

  /** The provider, or what it sent, ends the session. */
  record Ended(Reason reason, String detail) implements RefreshResult {}

  /** It could not be found out; the tokens there are go on until they end. */
  record Failed(Reason reason, String detail) implements RefreshResult {}
}
