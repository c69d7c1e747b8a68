package dev.latchkey.session;

import dev.latchkey.provider.IssuerMatch;
import dev.latchkey.seal.CookieSettings;
import dev.latchkey.token.ClaimPlaces;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How sessions are kept.
 *
 * @param issuer who vouches for sessions; one of another's is over
 * @param cookieName the name of the first cookie; further ones add {@code .1}, … and {@code .idle}
 * @param cookies the attributes of all of them
 * @param maxAge how long a session lives at the most
 * @param idleTimeout how long it lives when nobody uses it; no less than {@code maxAge} means that
 *     it does not matter
 * @param persistent whether the cookies outlive the browser
 * @param keepsTokens whether the tokens are kept, or only what they said
 * @param refreshBefore how long before the access token's end a new one is asked for; empty for
 *     never
 * @param onStoreFailure what a request comes to whose session the store cannot give
 * @param places where name, scopes, roles and groups stand
 * @param sources where they are looked up, in order; not empty
 */
public record SessionSettings(
    IssuerMatch issuer,
    String cookieName,
    CookieSettings cookies,
    Duration maxAge,
    Duration idleTimeout,
    boolean persistent,
    boolean keepsTokens,
    Optional<Duration> refreshBefore,
    StoreFailure onStoreFailure,
    ClaimPlaces places,
    List<ClaimSource> sources) {

  private static final Duration LEAST = Duration.ofSeconds(1);

  /** Refuses to have no source of claims. */
  public SessionSettings {
    sources = List.copyOf(sources);
    if (sources.isEmpty()) {
      throw new IllegalArgumentException("a session needs a source of claims");
    }
  }

  /** How long a store keeps a session that nobody uses: a second at the least, as stores can. */
  Duration timeToLive(Duration untilEnd) {
    Duration time = idleTimeout.compareTo(untilEnd) < 0 ? idleTimeout : untilEnd;
    return time.compareTo(LEAST) < 0 ? LEAST : time;
  }

  boolean endsWhenIdle() {
    return idleTimeout.compareTo(maxAge) < 0;
  }

  /** Use is noted in steps: a tenth of the time after which it would matter. */
  Duration noteEvery() {
    long seconds = idleTimeout.getSeconds();
    // asked for by each request, and Duration divides by way of BigDecimal
    return Duration.ofSeconds(
        seconds / 10, seconds % 10 * 100_000_000 + idleTimeout.getNano() / 10);
  }
}
