package dev.latchkey.http;

import java.io.IOException;

/**
 * A call failed before anything of it was sent, so that making it later repeats nothing: there was
 * no connection, or the address may not be called.
 */
public final class NotSentException extends IOException {

  private static final long serialVersionUID = 1L;

  /** Makes one that says what is in the way. */
  public NotSentException(String message) {
    super(message);
  }

  NotSentException(String message, Throwable cause) {
    super(message, cause);
  }
}
