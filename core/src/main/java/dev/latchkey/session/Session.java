package dev.latchkey.session;

import dev.latchkey.token.Claims;
import dev.latchkey.token.VerifiedIdToken;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a login left behind: verified claims and the tokens they came in.
 *
 * @param id unguessable, and the same as long as the session lives; never shown to anybody
 * @param sid what the provider called the session at the login, and may call it in a logout though
 *     the ID token of a refresh leaves it out; {@code null} where it said nothing
 * @param begunAt when the user signed in by the provider's clock, as the ID token of the login says
 * @param endsAt when this is over, whatever happens
 * @param idToken the raw ID token, a later {@code id_token_hint}; {@code null} where none is kept
 * @param idClaims its verified claims
 * @param userinfo the claims of the userinfo endpoint; {@code null} where it was not asked
 * @param tokens what calls to other services need
 */
record Session(
    String id,
    @Nullable String sid,
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

  /**
   * All that the provider may call it in a logout, beside its user; empty where it said nothing.
   */
  Set<String> sids() {
    return Stream.of(sid, idClaims.string("sid"))
        .filter(Objects::nonNull)
        .collect(Collectors.toUnmodifiableSet());
  }

  boolean isOfSameUser(Session other) {
    return Objects.equals(idClaims.get("iss"), other.idClaims.get("iss"))
        && Objects.equals(idClaims.get("sub"), other.idClaims.get("sub"));
  }

  /** The same session with the tokens of a refresh. */
  Session renewed(SessionTokens newTokens) {
    return new Session(id, sid, begunAt, endsAt, idToken, idClaims, userinfo, newTokens);
  }

  /** The same session with the ID token of a refresh. */
  Session identifiedBy(VerifiedIdToken newIdToken) {
    return new Session(
        id, sid, begunAt, endsAt, newIdToken.raw(), newIdToken.claims(), userinfo, tokens);
  }

  /** The same session without any token: only what they said stays. */
  Session withoutTokens() {
    return new Session(id, sid, begunAt, endsAt, null, idClaims, userinfo, tokens.claimsOnly());
  }

  /** When it ends, nothing else. */
  @Override
  public String toString() {
    return "Session[ends " + endsAt + "]";
  }
}
