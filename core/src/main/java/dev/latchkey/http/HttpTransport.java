package dev.latchkey.http;

import java.io.IOException;

/**
 * Sends one call and reads its whole answer. Implementations are thread-safe, never follow
 * redirects, and bound both the time and the size of an answer.
 */
@FunctionalInterface
public interface HttpTransport {

  /**
   * Sends the call and returns the answer, whatever its status.
   *
   * @throws IOException when there is no complete answer: refused, too slow, too large, or this
   *     thread was interrupted (its interrupt flag is then set); {@link UnfitAnswerException} where
   *     the server answered and only this answer will not do, {@link NotSentException} where
   *     nothing was sent, {@link java.io.InterruptedIOException} for the interrupt
   */
  HttpAnswer send(HttpCall call) throws IOException;
}
