package dev.latchkey.session;

import dev.latchkey.event.Reason;
import dev.latchkey.provider.TokenAnswer;
import dev.latchkey.provider.TokenEndpoint;
import dev.latchkey.session.RefreshResult.Ended;
import dev.latchkey.session.RefreshResult.Failed;
import dev.latchkey.session.RefreshResult.Renewed;
import dev.latchkey.token.IdTokens;
import dev.latchkey.token.TokenResult;
import dev.latchkey.token.VerifiedIdToken;

/** Asks the provider for new tokens of a session, and who they are for. Thread-safe. */
final class TokenRefresh {

  private final TokenEndpoint endpoint;
  private final IdTokens idTokens;
  private final SessionMaker maker;

  TokenRefresh(TokenEndpoint endpoint, IdTokens idTokens, SessionMaker maker) {
    this.endpoint = endpoint;
    this.idTokens = idTokens;
    this.maker = maker;
  }

  /** Spends a refresh token: renewed, ended or failed. */
  RefreshResult ask(Session session, String refreshToken) {
    TokenAnswer answer = endpoint.refresh(refreshToken);
    if (answer instanceof TokenAnswer.Granted granted) {
      return identify(session, granted);
    }
    if (answer instanceof TokenAnswer.Refused refused) {
      return refusal(refused);
    }
    TokenAnswer.Failed failed = (TokenAnswer.Failed) answer;
    return new Failed(failed.reason(), failed.detail());
  }

  /** RFC 6749 section 5.2: only invalid_grant speaks of the refresh token, the rest of us. */
  private static RefreshResult refusal(TokenAnswer.Refused refused) {
    String detail = "the token endpoint says " + refused.error() + " " + refused.description();
    return refused.error().equals("invalid_grant")
        ? new Ended(Reason.REFRESH_REFUSED, detail)
        : new Failed(Reason.TOKEN_ENDPOINT_FAILED, detail);
  }

  private RefreshResult identify(Session session, TokenAnswer.Granted granted) {
    Session renewed = session.renewed(maker.tokens(granted, session));
    String idToken = granted.idToken();
    if (idToken == null) { // OpenID Connect Core 1.0 section 12.2: it may be left out
      return new Renewed(renewed);
    }
    TokenResult<VerifiedIdToken> result =
        idTokens.verifyRefreshed(idToken, granted.accessToken(), session.idClaims());
    if (result instanceof TokenResult.Verified<VerifiedIdToken> verified) {
      return new Renewed(renewed.identifiedBy(verified.token()));
    }
    if (result instanceof TokenResult.Refused<VerifiedIdToken> refused) {
      return new Ended(refused.reason(), "the refreshed ID token: " + refused.detail());
    }
    return new Renewed(renewed); // who it is was verified before; the new words for it were not
  }
}
