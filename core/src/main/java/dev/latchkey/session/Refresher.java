package dev.latchkey.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.latchkey.event.Reason;
import dev.latchkey.http.SingleFlights;
import dev.latchkey.provider.TokenAnswer;
import dev.latchkey.provider.TokenEndpoint;
import dev.latchkey.seal.Base64Url;
import dev.latchkey.seal.Sha256;
import dev.latchkey.session.RefreshResult.Ended;
import dev.latchkey.session.RefreshResult.Failed;
import dev.latchkey.session.RefreshResult.Renewed;
import dev.latchkey.token.IdTokens;
import dev.latchkey.token.TokenResult;
import dev.latchkey.token.VerifiedIdToken;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Brings sessions new tokens: each refresh token is used once, whoever comes with it, and what it
 * brought is shared for a while with those who still come with the old one. Thread-safe.
 */
final class Refresher {

  /** Whoever sent a request before an answer with new cookies arrived comes within this time. */
  static final Duration GRACE = Duration.ofMinutes(2);

  /** After a failure the provider is left alone. */
  static final Duration PAUSE = Duration.ofSeconds(5);

  private static final int MOST_AT_ONCE = 32;
  private static final int MOST_REMEMBERED = 10_000;

  private final TokenEndpoint endpoint;
  private final IdTokens idTokens;
  private final SessionMaker maker;
  private final InstantSource clock;
  private final Cache<String, RefreshResult> results;
  private final SingleFlights<RefreshResult> flights =
      new SingleFlights<>(
          MOST_AT_ONCE,
          failed("as many refreshes as are allowed at once are under way, or waited for"),
          failed("interrupted while another request refreshed the session"),
          failed("the refresh broke off"));

  Refresher(
      TokenEndpoint endpoint,
      IdTokens idTokens,
      SessionMaker maker,
      InstantSource clock,
      Ticker elapsed) {
    this.endpoint = endpoint;
    this.idTokens = idTokens;
    this.maker = maker;
    this.clock = clock;
    this.results =
        Caffeine.newBuilder()
            .maximumSize(MOST_REMEMBERED)
            .expireAfter(
                Expiry.<String, RefreshResult>writing(
                    (key, result) -> result instanceof Failed ? PAUSE : GRACE))
            .ticker(elapsed)
            .executor(Runnable::run)
            .build();
  }

  /** Refreshes a session that has a refresh token; nobody waits whose tokens are still good. */
  RefreshResult refresh(Session session) {
    String refreshToken = session.tokens().refreshToken();
    if (refreshToken == null) {
      return new Ended(Reason.SESSION_EXPIRED, "there is no refresh token");
    }
    String key = Base64Url.encode(Sha256.of(session.id() + "\n" + refreshToken));
    RefreshResult known = results.getIfPresent(key);
    if (known != null) {
      return known;
    }
    if (flights.isUnderWay(key) && !session.tokens().isOver(clock.instant())) {
      return failed("another request refreshes the session");
    }
    return flights.ask(key, () -> askOnce(key, session, refreshToken));
  }

  private RefreshResult askOnce(String key, Session session, String refreshToken) {
    RefreshResult meanwhile = results.getIfPresent(key); // another flight may just have landed
    if (meanwhile != null) {
      return meanwhile;
    }
    RefreshResult result = ask(session, refreshToken);
    results.put(key, result);
    return result;
  }

  private RefreshResult ask(Session session, String refreshToken) {
    TokenAnswer answer = endpoint.refresh(refreshToken);
    if (answer instanceof TokenAnswer.Granted granted) {
      return identify(session, granted);
    }
    if (answer instanceof TokenAnswer.Refused refused) {
      return refusal(refused);
    }
    TokenAnswer.Failed failed = (TokenAnswer.Failed) answer;
    return new Failed(failed.reason(), failed.detail());
  }

  /** RFC 6749 section 5.2: only invalid_grant speaks of the refresh token, the rest of us. */
  private static RefreshResult refusal(TokenAnswer.Refused refused) {
    String detail = "the token endpoint says " + refused.error() + " " + refused.description();
    return refused.error().equals("invalid_grant")
        ? new Ended(Reason.REFRESH_REFUSED, detail)
        : new Failed(Reason.TOKEN_ENDPOINT_FAILED, detail);
  }

  private RefreshResult identify(Session session, TokenAnswer.Granted granted) {
    Session renewed = session.renewed(maker.tokens(granted, session));
    String idToken = granted.idToken();
    if (idToken == null) { // OpenID Connect Core 1.0 section 12.2: it may be left out
      return new Renewed(renewed);
    }
    TokenResult<VerifiedIdToken> result =
        idTokens.verifyRefreshed(idToken, granted.accessToken(), session.idClaims());
    if (result instanceof TokenResult.Verified<VerifiedIdToken> verified) {
      return new Renewed(renewed.identifiedBy(verified.token()));
    }
    if (result instanceof TokenResult.Refused<VerifiedIdToken> refused) {
      return new Ended(refused.reason(), "the refreshed ID token: " + refused.detail());
    }
    return new Renewed(renewed); // who it is was verified before; the new words for it were not
  }

  private static Failed failed(String detail) {
    return new Failed(Reason.TOKEN_ENDPOINT_FAILED, detail);
  }
}
