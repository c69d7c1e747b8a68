package dev.latchkey.session;

import dev.latchkey.provider.IssuerMatch;
import dev.latchkey.token.ClaimPlaces;
import java.time.Duration;
import java.util.List;

/**
 * How sessions are kept.
 *
 * @param issuer who vouches for sessions; one of another's is over
 * @param cookieName the name of the first cookie; further chunks add {@code .1}, {@code .2}, …
 * @param maxAge how long a session lives at the most
 * @param places where name, scopes, roles and groups stand
 * @param sources where they are looked up, in order; not empty
 */
public record SessionSettings(
    IssuerMatch issuer,
    String cookieName,
    Duration maxAge,
    ClaimPlaces places,
    List<ClaimSource> sources) {

  /** Refuses to have no source of claims. */
  public SessionSettings {
    sources = List.copyOf(sources);
    if (sources.isEmpty()) {
      throw new IllegalArgumentException("a session needs a source of claims");
    }
  }
}
