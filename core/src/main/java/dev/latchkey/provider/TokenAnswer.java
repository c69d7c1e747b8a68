package dev.latchkey.provider;

import dev.latchkey.event.Reason;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What the token endpoint answered (RFC 6749 section 5). */
public sealed interface TokenAnswer {

  /**
   * Tokens, none of them verified yet.
   *
   * @param expiresIn the access token's lifetime, zero to 1 year; {@code null} when not said
   * @param scope {@code null} when not said: then it is what was asked for
   */
  record Granted(
      String accessToken,
      @Nullable String idToken,
      @Nullable String refreshToken,
      @Nullable Duration expiresIn,
      @Nullable String scope)
      implements TokenAnswer {

    /** This answer with its scope: leaving it out means what was asked (RFC 6749 section 5.1). */
    public Granted asAsked(String askedScope) {
      return scope != null
          ? this
          : new Granted(accessToken, idToken, refreshToken, expiresIn, askedScope);
    }

    /** This answer to a refresh: what it leaves out stays as it was (RFC 6749 section 6). */
    public Granted following(Granted before) {
      return new Granted(
          accessToken,
          idToken,
          refreshToken == null ? before.refreshToken() : refreshToken,
          expiresIn,
          scope == null ? before.scope() : scope);
    }

    /** Which tokens there are, not what they are. */
    @Override
    public String toString() {
      return "Granted[access token"
          + (idToken == null ? "" : ", ID token")
          + (refreshToken == null ? "" : ", refresh token")
          + "]";
    }
  }

  /**
   * The provider said no.
   *
   * @param error its code, e.g. {@code invalid_grant}; escaped and cut
   * @param description its words for a developer, escaped and cut; empty when there are none
   */
  record Refused(String error, String description) implements TokenAnswer {}

  /**
   * It could not be found out.
   *
   * @param sent whether the code or token may have reached the provider, and be spent
   */
  record Failed(Reason reason, String detail, boolean sent) implements TokenAnswer {}
}
