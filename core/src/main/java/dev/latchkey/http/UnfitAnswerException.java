package dev.latchkey.http;

import java.io.IOException;

/**
 * The server answered, but with what is not taken: too long, compressed, or badly framed. Unlike
 * silence this may be due to what was asked, so it says nothing of what others would be answered.
 */
public final class UnfitAnswerException extends IOException {

  private static final long serialVersionUID = 1L;

  /** Makes one that says what is unfit, without the answer's content. */
  public UnfitAnswerException(String message) {
    super(message);
  }
}
