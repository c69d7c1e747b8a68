package dev.latchkey.token;

import dev.latchkey.event.Reason;

/**
 * What became of a token: verified, refused, or not to be found out just now. The last is never the
 * caller's fault.
 *
 * @param <T> the proof that a verified token leaves behind
 */
public sealed interface TokenResult<T> {

  /** The token is what it claims to be. */
  record Verified<T>(T token) implements TokenResult<T> {}

  /** The token is refused; the detail is for the operator and holds nothing of the signature. */
  record Refused<T>(Reason reason, String detail) implements TokenResult<T> {}

  /** The token could not be judged: keys are missing through no fault of the caller. */
  record Unavailable<T>(Reason reason, String detail) implements TokenResult<T> {}
}
