package dev.latchkey.session;

import dev.latchkey.provider.TokenAnswer;
import dev.latchkey.token.Claims;
import dev.latchkey.token.VerifiedIdToken;
import org.jspecify.annotations.Nullable;

/**
 * What a login left behind, to be kept as a session.
 *
 * @param userinfo what the userinfo endpoint said; {@code null} where it was not asked
 * @param word 256 random bits; whoever saves with the same word once more shares the session
 */
public record NewSession(
    VerifiedIdToken idToken, TokenAnswer.Granted granted, @Nullable Claims userinfo, String word) {

  /** Whose it is; the rest is secret. */
  @Override
  public String toString() {
    return "NewSession[" + idToken + "]";
  }
}
