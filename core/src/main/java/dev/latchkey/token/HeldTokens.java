package dev.latchkey.token;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The raw tokens behind an identity, for calls to other services. Never printed. Immutable.
 *
 * <p>Internal: applications ask {@code dev.latchkey.gate.Tokens}.
 */
public final class HeldTokens {

  private static final HeldTokens NONE = new HeldTokens(null, null);

  private final @Nullable String accessToken;
  private final @Nullable String idToken;

  private HeldTokens(@Nullable String accessToken, @Nullable String idToken) {
    this.accessToken = accessToken;
    this.idToken = idToken;
  }

  /** No tokens at all. */
  public static HeldTokens none() {
    return NONE;
  }

  /** A bearer token that came with the request. */
  public static HeldTokens ofBearer(String accessToken) {
    return new HeldTokens(accessToken, null);
  }

  /** The tokens that a session keeps. */
  public static HeldTokens ofSession(@Nullable String accessToken, @Nullable String idToken) {
    return new HeldTokens(accessToken, idToken);
  }

  /** The access token, where there is one. */
  public Optional<String> accessToken() {
    return Optional.ofNullable(accessToken);
  }

  /** The ID token; present for sessions only. */
  public Optional<String> idToken() {
    return Optional.ofNullable(idToken);
  }

  /** Says that there are tokens, not which. */
  @Override
  public String toString() {
    return "HeldTokens[" + (accessToken == null ? "none" : "present") + "]";
  }
}
