package dev.latchkey.http;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.latchkey.event.Listener;
import java.time.InstantSource;

/**
 * What keeping a remote document needs from outside.
 *
 * @param transport the way out
 * @param clock tells the time of day, for people
 * @param ticker measures what has passed; does not jump
 * @param background where fetches run
 * @param listener hears of every fetch
 * @param jitter keeps nodes that were started together from fetching together
 */
public record Surroundings(
    HttpTransport transport,
    InstantSource clock,
    Ticker ticker,
    Background background,
    Listener listener,
    Jitter jitter) {

  /** Surroundings without jitter. */
  public Surroundings(
      HttpTransport transport,
      InstantSource clock,
      Ticker ticker,
      Background background,
      Listener listener) {
    this(transport, clock, ticker, background, listener, Jitter.NONE);
  }
}
