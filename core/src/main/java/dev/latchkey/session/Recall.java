package dev.latchkey.session;

import dev.latchkey.event.Reason;

/** Who a request's session belongs to: somebody, nobody, or it could not be found out. */
public sealed interface Recall {

  /** The request carries no session. */
  Recall NONE = new None();

  /** A session that is alive. */
  record Alive(RecalledSession session) implements Recall {}

  /** No session came. */
  record None() implements Recall {}

  /**
   * One came that does not count, and why. Its cookies are removed, unless it is the store that is
   * away ({@link Reason#SESSION_STORE_UNAVAILABLE}).
   */
  record Over(Reason reason, String detail) implements Recall {}

  /** It could not be found out; the session may well be alive, and its cookies stay. */
  record Unavailable(Reason reason, String detail) implements Recall {}
}
