package dev.latchkey.http;

import dev.latchkey.event.Reason;
import java.time.Instant;
import java.util.Optional;

/**
 * How asking for something goes, for people to look at. Immutable.
 *
 * @param lastSuccess when it went well last; empty when never
 * @param trouble what is wrong; empty when the last time went well, or there was none
 */
public record Health(Optional<Instant> lastSuccess, Optional<Trouble> trouble) {

  /** Nothing was asked yet. */
  public static final Health UNKNOWN = new Health(Optional.empty(), Optional.empty());

  /**
   * What is wrong.
   *
   * @param since when it began; it may have changed its face since
   */
  public record Trouble(Reason reason, String detail, Instant since) {}

  /** How it goes now that it went well. */
  public Health afterSuccess(Instant now) {
    return new Health(Optional.of(now), Optional.empty());
  }

  /** How it goes now that it failed; trouble that was there before goes on. */
  public Health afterFailure(Reason reason, String detail, Instant now) {
    Instant since = trouble.map(Trouble::since).orElse(now);
    return new Health(lastSuccess, Optional.of(new Trouble(reason, detail, since)));
  }
}
