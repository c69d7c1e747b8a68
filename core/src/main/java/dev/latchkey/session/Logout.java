package dev.latchkey.session;

import dev.latchkey.token.VerifiedLogoutToken;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What has ended at the provider: a session, or all of one user's.
 *
 * @param issuer whose session or user it is
 * @param sessionId {@code null} for all sessions of the subject
 * @param subject {@code null} where only a session is named
 * @param at sessions that began later go on
 */
record Logout(String issuer, @Nullable String sessionId, @Nullable String subject, Instant at) {

  static Logout of(VerifiedLogoutToken token) {
    return new Logout(
        token.issuer(),
        token.sessionId().orElse(null),
        token.subject().orElse(null),
        token.issuedAt());
  }

  /** One session, whenever it began. */
  static Logout ofSession(String issuer, String sessionId) {
    return new Logout(issuer, sessionId, null, Instant.MAX);
  }

  /** Tells whether the provider itself said so, which can say when; the rest is anybody's word. */
  boolean isDated() {
    return !at.equals(Instant.MAX);
  }

  /** Both times are the provider's, in seconds; within one second ending is the safe guess. */
  boolean isAfterBeginOf(Instant begunAt) {
    return !begunAt.isAfter(at);
  }
}
