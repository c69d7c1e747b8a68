package dev.latchkey.session;

import dev.latchkey.token.Claims;
import dev.latchkey.token.VerifiedIdToken;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a login left behind: verified claims and the tokens they came in.
 *
 * @param id unguessable, and the same as long as the session lives; never shown to anybody
 * @param begunAt when the user signed in by the provider's clock, as the ID token of the login says
 * @param endsAt when this is over, whatever happens
 * @param idToken the raw ID token, a later {@code id_token_hint}; {@code null} where none is kept
 * @param idClaims its verified claims
 * @param userinfo the claims of the userinfo endpoint; {@code null} where it was not asked
 * @param tokens what calls to other services need
 */
record Session(
    String id,
    Instant begunAt,
    Instant endsAt,
    @Nullable String idToken,
    Claims idClaims,
    @Nullable Claims userinfo,
    SessionTokens tokens) {

  Optional<Claims> claims(ClaimSource source) {
    switch (source) {
      case ID_TOKEN:
        return Optional.of(idClaims);
      case ACCESS_TOKEN:
        return Optional.ofNullable(tokens.accessClaims());
      default:
        return Optional.ofNullable(userinfo);
    }
  }

  /** The same session with the tokens of a refresh. */
  Session renewed(SessionTokens newTokens) {
    return new Session(id, begunAt, endsAt, idToken, idClaims, userinfo, newTokens);
  }

  /** The same session with the ID token of a refresh. */
  Session identifiedBy(VerifiedIdToken newIdToken) {
    return new Session(
        id, begunAt, endsAt, newIdToken.raw(), newIdToken.claims(), userinfo, tokens);
  }

  /** The same session without any token: only what they said stays. */
  Session withoutTokens() {
    return new Session(id, begunAt, endsAt, null, idClaims, userinfo, tokens.claimsOnly());
  }

  /** When it ends, nothing else. */
  @Override
  public String toString() {
    return "Session[ends " + endsAt + "]";
  }
}
