package dev.latchkey.session;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.latchkey.http.Background;
import dev.latchkey.provider.Revocation;
import dev.latchkey.provider.TokenEndpoint;
import dev.latchkey.seal.SealedStore;
import dev.latchkey.seal.Sealer;
import dev.latchkey.seal.Unguessable;
import dev.latchkey.token.AccessTokens;
import dev.latchkey.token.IdTokens;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * What sessions are made of.
 *
 * @param sealer seals what the browser keeps
 * @param store where sessions are kept; {@code null} for the browser's cookies
 * @param isStoreShared whether other nodes may keep the same sessions there
 * @param ended where it is remembered which sessions in cookies the provider has ended; {@code
 *     null} for nowhere
 * @param tokenEndpoint where tokens are refreshed
 * @param revocation where tokens are given up; {@code null} for nowhere
 * @param idTokens verifies the ID tokens of refreshes
 * @param accessTokens verifies the access token of a login for any audience, since it may be meant
 *     for services that this application calls
 * @param random tells the nodes that refresh apart
 * @param clock tells when a session is over
 * @param elapsed measures how long the result of a refresh is shared
 * @param background where tokens are refreshed
 */
public record SessionParts(
    Sealer sealer,
    @Nullable SealedStore store,
    boolean isStoreShared,
    @Nullable SealedStore ended,
    TokenEndpoint tokenEndpoint,
    @Nullable Revocation revocation,
    IdTokens idTokens,
    AccessTokens accessTokens,
    Unguessable random,
    InstantSource clock,
    Ticker elapsed,
    Background background) {

  SessionPlace place(SessionSettings settings) {
    if (store != null) {
      return new StoredSessions(settings, store, sealer, clock, elapsed);
    }
    Revocations revocations =
        ended == null ? null : new Revocations(settings.issuer(), settings.maxAge(), ended, sealer);
    EndedHere here = new EndedHere(settings.maxAge(), elapsed);
    return new CookieSessions(settings, sealer, clock, elapsed, here, revocations);
  }

  Turns turns(SessionPlace place, Pause pause) {
    return place instanceof StoredSessions stored && isStoreShared
        ? new ClaimedTurns(stored, this, pause)
        : Turns.ofOneNode(place);
  }

  @Nullable Logouts logouts(SessionSettings settings, SessionPlace place) {
    SealedStore remembering = store != null ? store : ended;
    return remembering == null
        ? null
        : new Logouts(settings.issuer(), place, new UsedLogoutTokens(remembering, sealer));
  }
}
