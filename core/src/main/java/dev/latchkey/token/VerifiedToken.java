package dev.latchkey.token;

import dev.latchkey.keys.VerificationKey;

/**
 * The proof that an access token was verified: signature, issuer, audience, times and kind. Only
 * this place makes one. Immutable.
 */
public final class VerifiedToken {

  private final Identity identity;
  private final Claims claims;
  private final VerificationKey key;

  VerifiedToken(Identity identity, Claims claims, VerificationKey key) {
    this.identity = identity;
    this.claims = claims;
    this.key = key;
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
    return key;
  }

  /** Whom it speaks for, nothing of the token. */
  @Override
  public String toString() {
    return "VerifiedToken[" + identity + "]";
  }
}
