package dev.latchkey.session;

import dev.latchkey.token.Claims;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The access token of a session and what belongs to it.
 *
 * @param accessToken {@code null} where none is kept
 * @param accessClaims its verified claims; {@code null} when it is opaque to us
 * @param scopes what was granted; empty when that is unknown
 * @param refreshToken {@code null} when there is none
 * @param endsAt when the access token ends; {@code null} when nobody said
 * @param refreshAt when a new one is asked for; {@code null} when there is no refresh token or it
 *     is not to be used
 */
record SessionTokens(
    @Nullable String accessToken,
    @Nullable Claims accessClaims,
    Set<String> scopes,
    @Nullable String refreshToken,
    @Nullable Instant endsAt,
    @Nullable Instant refreshAt) {

  SessionTokens {
    scopes = Set.copyOf(scopes);
  }

  boolean isRefreshDue(Instant now) {
    return refreshAt != null && !now.isBefore(refreshAt);
  }

  /** At the instant itself a token has ended; one whose end nobody said goes on. */
  boolean isOver(Instant now) {
    return endsAt != null && !now.isBefore(endsAt);
  }

  /** Tells whether these came with one answer of the provider; claims follow from the tokens. */
  boolean areThoseOf(SessionTokens other) {
    return Objects.equals(accessToken, other.accessToken)
        && Objects.equals(refreshToken, other.refreshToken);
  }

  SessionTokens claimsOnly() {
    return new SessionTokens(null, accessClaims, scopes, null, null, null);
  }

  /** When they end, nothing else. */
  @Override
  public String toString() {
    return "SessionTokens[ends " + endsAt + "]";
  }
}
