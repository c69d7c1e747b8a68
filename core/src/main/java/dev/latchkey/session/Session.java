package dev.latchkey.session;

import dev.latchkey.token.Claims;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a login left behind: verified claims and the tokens they came in.
 *
 * @param begunAt when the user signed in
 * @param endsAt when this is over, whatever happens
 * @param idToken the raw ID token, a later {@code id_token_hint}
 * @param idClaims its verified claims
 * @param accessToken the raw access token
 * @param accessClaims its verified claims; {@code null} when it is opaque to us
 * @param scopes what the token endpoint said was granted; empty when it did not say
 */
record Session(
    Instant begunAt,
    Instant endsAt,
    String idToken,
    Claims idClaims,
    String accessToken,
    @Nullable Claims accessClaims,
    Set<String> scopes) {

  Session {
    scopes = Set.copyOf(scopes);
  }

  Optional<Claims> claims(ClaimSource source) {
    return source == ClaimSource.ID_TOKEN
        ? Optional.of(idClaims)
        : Optional.ofNullable(accessClaims);
  }

  /** When it ends, nothing else. */
  @Override
  public String toString() {
    return "Session[ends " + endsAt + "]";
  }
}
