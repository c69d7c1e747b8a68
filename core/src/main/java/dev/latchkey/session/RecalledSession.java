package dev.latchkey.session;

import dev.latchkey.token.Identity;

/**
 * The proof that a request came with a session that is alive. Only this place makes one. Immutable.
 */
public final class RecalledSession {

  private final Identity identity;
  private final String idToken;

  RecalledSession(Identity identity, String idToken) {
    this.identity = identity;
    this.idToken = idToken;
  }

  /** Who signed in. */
  public Identity identity() {
    return identity;
  }

  /** The raw ID token of the login, for {@code id_token_hint}. */
  public String idToken() {
    return idToken;
  }

  /** Who signed in, no token. */
  @Override
  public String toString() {
    return "RecalledSession[" + identity + "]";
  }
}
