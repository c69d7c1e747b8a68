package dev.latchkey.session;

import dev.latchkey.token.Identity;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The proof that a request came with a session that is alive. Only this place makes one. Immutable.
 */
public final class RecalledSession {

  private final Identity identity;
  private final @Nullable String idToken;

  RecalledSession(Identity identity, @Nullable String idToken) {
    this.identity = identity;
    this.idToken = idToken;
  }

  /** Who signed in. */
  public Identity identity() {
    return identity;
  }

  /** The raw ID token, for {@code id_token_hint}; empty where the session keeps none. */
  public Optional<String> idToken() {
    return Optional.ofNullable(idToken);
  }

  /** Who signed in, no token. */
  @Override
  public String toString() {
    return "RecalledSession[" + identity + "]";
  }
}
