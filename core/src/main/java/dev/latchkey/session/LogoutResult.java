package dev.latchkey.session;

import dev.latchkey.event.Reason;

/** What became of sessions that the provider says have ended. */
public sealed interface LogoutResult {

  /**
   * None of them is left, also when there was none.
   *
   * @param remembered false when the token could not be noted as used, so that it could come again
   */
  record Done(boolean remembered) implements LogoutResult {}

  /** Nothing has ended, and why. */
  record Refused(Reason reason, String detail) implements LogoutResult {}

  /** It could not be found out whether all have ended. */
  record Unavailable(String detail) implements LogoutResult {}
}
