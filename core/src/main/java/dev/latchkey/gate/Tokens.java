package dev.latchkey.gate;

import dev.latchkey.token.Identity;
import java.security.Principal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The tokens behind a caller, for calls to other services. Never printed. Thread-safe. */
public final class Tokens {

  private final Identity identity;

  private Tokens(Identity identity) {
    this.identity = identity;
  }

  /**
   * Returns the tokens behind a request's principal.
   *
   * @throws IllegalStateException when the caller is anonymous, see {@link Identity#of}
   */
  public static Tokens of(@Nullable Principal principal) {
    return new Tokens(Identity.of(principal));
  }

  /**
   * The access token: the one that came with the request, or the one of the session. A session's is
   * refreshed first when it is about to end, which may take as long as the provider does.
   *
   * @throws IllegalStateException when the session keeps none, or it has ended and could not be
   *     refreshed
   */
  public String accessToken() {
    return identity.tokens().freshAccessToken();
  }

  /** The ID token of the session; empty for a bearer call. */
  public Optional<String> idToken() {
    return identity.tokens().idToken();
  }

  /** Whose tokens they are. */
  @Override
  public String toString() {
    return "Tokens[" + identity + "]";
  }
}
