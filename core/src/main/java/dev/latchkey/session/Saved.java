package dev.latchkey.session;

import dev.latchkey.event.Reason;
import dev.latchkey.token.Identity;

/** What became of a session that was to be saved. */
public sealed interface Saved {

  /** It is kept. */
  record Done(Identity identity) implements Saved {}

  /** The provider has ended it meanwhile; nobody is signed in by it. */
  record Ended() implements Saved {}

  /** It does not fit into the cookies it may use; nobody is signed in. */
  record TooLarge() implements Saved {}

  /** The store could not be reached; whoever was signed in before still is. */
  record Unavailable(Reason reason, String detail) implements Saved {}
}
