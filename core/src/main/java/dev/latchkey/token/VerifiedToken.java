package dev.latchkey.token;

import dev.latchkey.keys.VerificationKey;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The proof that an access token was verified: signature or introspection, issuer, audience, times
 * and kind. Only this place makes one. Immutable.
 */
public final class VerifiedToken {

  private final Identity identity;
  private final Claims claims;
  private final @Nullable VerificationKey key;

  VerifiedToken(Identity identity, Claims claims, VerificationKey key) {
    this(identity, claims, Optional.of(key));
  }

  private VerifiedToken(Identity identity, Claims claims, Optional<VerificationKey> key) {
    this.identity = identity;
    this.claims = claims;
    this.key = key.orElse(null);
  }

  /** The provider vouched for it, no key did. */
  static VerifiedToken introspected(Identity identity, Claims claims) {
    return new VerifiedToken(identity, claims, Optional.empty());
  }

  /** Who the token speaks for. */
  public Identity identity() {
    return identity;
  }

  /** What the token says. */
  public Claims claims() {
    return claims;
  }

  /** The key that verified it; when that leaves the issuer's set, this is no proof any more. */
  VerificationKey key() {
    return Objects.requireNonNull(key, "no key verified an introspected token");
  }

  /** Whom it speaks for, nothing of the token. */
  @Override
  public String toString() {
    return "VerifiedToken[" + identity + "]";
  }
}
