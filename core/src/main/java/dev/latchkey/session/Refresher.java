package dev.latchkey.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.latchkey.event.Reason;
import dev.latchkey.http.SingleFlights;
import dev.latchkey.seal.Base64Url;
import dev.latchkey.seal.Sha256;
import dev.latchkey.session.RefreshResult.Ended;
import dev.latchkey.session.RefreshResult.Failed;
import dev.latchkey.session.SessionPlace.Found;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executor;

/**
 * Brings sessions new tokens: each refresh token is used once, whoever comes with it, and what it
 * brought is shared for a while with those who still come with the old one. Thread-safe.
 */
final class Refresher {

  private static final int MOST_AT_ONCE = 32;
  private static final int MOST_REMEMBERED = 10_000;

  private final TokenRefresh provider;
  private final Turns turns;
  private final InstantSource clock;
  private final Cache<String, RefreshResult> results;
  private final SingleFlights<RefreshResult> flights;

  /**
   * Makes a refresher that has done nothing yet.
   *
   * @param threads where tokens are asked for, so that an interrupted request loses none
   */
  Refresher(
      TokenRefresh provider, Turns turns, Executor threads, InstantSource clock, Ticker elapsed) {
    this.provider = provider;
    this.turns = turns;
    this.clock = clock;
    this.results =
        Caffeine.newBuilder()
            .maximumSize(MOST_REMEMBERED)
            .expireAfter(
                Expiry.<String, RefreshResult>writing((key, result) -> result.remembered()))
            .ticker(elapsed)
            .executor(Runnable::run)
            .build();
    this.flights =
        new SingleFlights<>(
            threads,
            MOST_AT_ONCE,
            failed("as many refreshes as are allowed at once are under way, or waited for"),
            failed("interrupted while the session was refreshed"),
            failed("the refresh broke off"));
  }

  /** Refreshes a session that has a refresh token; nobody waits whose tokens are still good. */
  RefreshResult refresh(Found found) {
    Session session = found.session();
    String refreshToken = session.tokens().refreshToken();
    if (refreshToken == null) {
      return new Ended(Reason.SESSION_EXPIRED, "there is no refresh token");
    }
    String key = Base64Url.encode(Sha256.of(session.id() + "\n" + refreshToken));
    RefreshResult known = results.getIfPresent(key);
    if (known != null) {
      return known;
    }
    if (isAtWork(key, found) && !session.tokens().isOver(clock.instant())) {
      return failed("another request refreshes the session");
    }
    return flights.ask(key, () -> askOnce(key, found, refreshToken));
  }

  private boolean isAtWork(String key, Found found) {
    return flights.isUnderWay(key) || turns.isTaken(found);
  }

  private RefreshResult askOnce(String key, Found found, String refreshToken) {
    RefreshResult meanwhile = results.getIfPresent(key); // another flight may just have landed
    if (meanwhile != null) {
      return meanwhile;
    }
    RefreshResult result = turns.take(found, () -> provider.ask(found.session(), refreshToken));
    if (!result.remembered().isZero()) {
      results.put(key, result);
    }
    return result;
  }

  private static Failed failed(String detail) {
    return new Failed(Reason.TOKEN_ENDPOINT_FAILED, detail);
  }

  /** Lets no more refreshes begin. */
  void close() {
    flights.close();
  }

  /** Waits for those under way; what they bring is kept by then, where no browser keeps it. */
  void land(Duration longest) {
    flights.land(longest);
  }
}
