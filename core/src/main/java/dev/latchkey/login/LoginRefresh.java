package dev.latchkey.login;

import dev.latchkey.event.Reason;
import dev.latchkey.provider.TokenAnswer;
import dev.latchkey.provider.TokenEndpoint;
import dev.latchkey.token.IdTokens;
import dev.latchkey.token.TokenResult;
import dev.latchkey.token.VerifiedIdToken;

/**
 * New tokens for a login whose access token is not taken: some providers have nodes that hear of a
 * token late, and some issue one that has ended already. Thread-safe.
 */
final class LoginRefresh {

  /** The tokens of a login, of one answer or of two. */
  record Tokens(VerifiedIdToken idToken, TokenAnswer.Granted granted) {}

  private final TokenEndpoint endpoint;
  private final IdTokens idTokens;

  LoginRefresh(LoginParts parts) {
    this.endpoint = parts.tokenEndpoint();
    this.idTokens = parts.idTokens();
  }

  /** Asks once; whatever comes but tokens is a refusal, since nobody vouches for the user now. */
  TokenResult<Tokens> refresh(Tokens before, String refreshToken) {
    TokenAnswer answer = endpoint.refresh(refreshToken);
    if (answer instanceof TokenAnswer.Granted granted) {
      return identify(before, granted.following(before.granted()));
    }
    String said =
        answer instanceof TokenAnswer.Refused refused
            ? "the token endpoint says " + refused.error() + " " + refused.description()
            : ((TokenAnswer.Failed) answer).detail();
    return new TokenResult.Refused<>(
        Reason.USERINFO_REFUSED,
        "the access token is not taken, and to refresh it failed: " + said);
  }

  private TokenResult<Tokens> identify(Tokens before, TokenAnswer.Granted granted) {
    String idToken = granted.idToken();
    if (idToken == null) { // OpenID Connect Core 1.0 section 12.2: it may be left out
      return new TokenResult.Verified<>(new Tokens(before.idToken(), granted));
    }
    TokenResult<VerifiedIdToken> result =
        idTokens.verifyRefreshed(idToken, granted.accessToken(), before.idToken().claims());
    if (result instanceof TokenResult.Verified<VerifiedIdToken> verified) {
      return new TokenResult.Verified<>(new Tokens(verified.token(), granted));
    }
    if (result instanceof TokenResult.Refused<VerifiedIdToken> refused) {
      return new TokenResult.Refused<>(
          refused.reason(), "the refreshed ID token: " + refused.detail());
    }
    // as at a refresh: who it is was verified before, the new words for it were not
    return new TokenResult.Verified<>(new Tokens(before.idToken(), granted));
  }
}
