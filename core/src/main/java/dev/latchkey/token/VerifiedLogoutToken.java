package dev.latchkey.token;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The proof that the provider says that somebody has signed out (OpenID Connect Back-Channel Logout
 * 1.0). Only this place makes one. Immutable.
 */
public final class VerifiedLogoutToken {

  private final String issuer;
  private final Claims claims;

  VerifiedLogoutToken(String issuer, Claims claims) {
    this.issuer = issuer;
    this.claims = claims;
  }

  /** Who says so, in the one spelling that sessions are known by, too. */
  public String issuer() {
    return issuer;
  }

  /** The session that ended at the provider; empty where only its user is named. */
  public Optional<String> sessionId() {
    return Optional.ofNullable(claims.string("sid"));
  }

  /** Who has signed out; empty where only a session is named. */
  public Optional<String> subject() {
    return Optional.ofNullable(claims.string("sub"));
  }

  /** What no other logout token of this issuer is called. */
  public String id() {
    return required(claims.string("jti"));
  }

  /** When it was issued, by the provider's clock. */
  public Instant issuedAt() {
    return required(claims.instant("iat"));
  }

  private static <T> T required(@Nullable T claim) {
    return Objects.requireNonNull(claim, "verified to be there");
  }

  /** The names of the claims only. */
  @Override
  public String toString() {
    return "VerifiedLogoutToken[" + claims + "]";
  }
}
