package dev.latchkey.token;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The raw tokens behind an identity, for calls to other services. Never printed. Immutable.
 *
 * <p>Internal: applications ask {@code dev.latchkey.gate.Tokens}.
 */
public final class HeldTokens {

  private static final HeldTokens NONE = new HeldTokens(null, null, null, null);

  private final @Nullable BearerToken bearer;
  private final @Nullable String accessToken;
  private final @Nullable String idToken;
  private final @Nullable Source fresh;

  private HeldTokens(
      @Nullable BearerToken bearer,
      @Nullable String accessToken,
      @Nullable String idToken,
      @Nullable Source fresh) {
    this.bearer = bearer;
    this.accessToken = accessToken;
    this.idToken = idToken;
    this.fresh = fresh;
  }

  /** Where an access token comes from that is good at the time of the question. Thread-safe. */
  public interface Source {

    /**
     * Returns the access token, refreshed where that is due.
     *
     * @throws IllegalStateException when there is none any more
     */
    String accessToken();
  }

  /** No tokens at all. */
  public static HeldTokens none() {
    return NONE;
  }

  /** A bearer token that came with the request. */
  public static HeldTokens ofBearer(BearerToken token) {
    return new HeldTokens(token, null, null, null);
  }

  /** The tokens that a session keeps. */
  public static HeldTokens ofSession(
      @Nullable String accessToken, @Nullable String idToken, Source fresh) {
    return new HeldTokens(null, accessToken, idToken, fresh);
  }

  /**
   * The access token, good for a call that begins now.
   *
   * @throws IllegalStateException when there is none, or its session's has ended and cannot be
   *     refreshed
   */
  public String freshAccessToken() {
    if (fresh != null) {
      return fresh.accessToken();
    }
    return accessToken()
        .orElseThrow(() -> new IllegalStateException("this caller came without an access token"));
  }

  /** The access token at the time of the request, where there is one. */
  public Optional<String> accessToken() {
    return Optional.ofNullable(bearer == null ? accessToken : bearer.text());
  }

  /** The ID token; present for sessions only. */
  public Optional<String> idToken() {
    return Optional.ofNullable(idToken);
  }

  /** Says that there are tokens, not which. */
  @Override
  public String toString() {
    return "HeldTokens[" + (bearer == null && accessToken == null ? "none" : "present") + "]";
  }
}
