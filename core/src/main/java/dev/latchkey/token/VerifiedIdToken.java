package dev.latchkey.token;

/** The proof that an ID token was verified for one login. Only this place makes one. Immutable. */
public final class VerifiedIdToken {

  private final String raw;
  private final Claims claims;

  VerifiedIdToken(String raw, Claims claims) {
    this.raw = raw;
    this.claims = claims;
  }

  /** The token itself, for a later {@code id_token_hint}. */
  public String raw() {
    return raw;
  }

  /** What the token says. */
  public Claims claims() {
    return claims;
  }

  /** The names of the claims only. */
  @Override
  public String toString() {
    return "VerifiedIdToken[" + claims + "]";
  }
}
