package dev.latchkey.login;

import dev.latchkey.event.Reason;
import dev.latchkey.provider.TokenAnswer;
import dev.latchkey.token.Claims;
import dev.latchkey.token.LoginDemands;
import dev.latchkey.token.TokenResult;
import dev.latchkey.token.VerifiedIdToken;
import org.jspecify.annotations.Nullable;

/** From a code to a user: tokens, the ID token's proof, and what userinfo adds. Thread-safe. */
final class CodeRedemption {

  private final LoginSettings settings;
  private final LoginParts parts;
  private final UserInfoCheck userInfo;

  CodeRedemption(LoginSettings settings, LoginParts parts) {
    this.settings = settings;
    this.parts = parts;
    this.userInfo = new UserInfoCheck(parts.userInfo());
  }

  LoginOutcome redeem(String code, PendingLogin login) {
    TokenAnswer answer =
        parts.tokenEndpoint().redeem(code, settings.redirectUri(), login.codeVerifier());
    if (answer instanceof TokenAnswer.Granted granted) {
      return identify(granted, login);
    }
    if (answer instanceof TokenAnswer.Refused refused) {
      return refusal(refused, login);
    }
    TokenAnswer.Failed failed = (TokenAnswer.Failed) answer;
    return login.refused(Reason.TOKEN_ENDPOINT_FAILED, failed.detail());
  }

  private static LoginOutcome refusal(TokenAnswer.Refused refused, PendingLogin login) {
    // RFC 6749 section 5.2: only invalid_grant speaks of the code, the rest of us
    Reason reason =
        refused.error().equals("invalid_grant")
            ? Reason.CODE_REFUSED
            : Reason.TOKEN_ENDPOINT_FAILED;
    return login.refused(
        reason, "the token endpoint says " + refused.error() + " " + refused.description());
  }

  private LoginOutcome identify(TokenAnswer.Granted granted, PendingLogin login) {
    String idToken = granted.idToken();
    if (idToken == null) {
      return login.refused(
          Reason.ID_TOKEN_MISSING, "the token endpoint answered without an ID token");
    }
    LoginDemands demands = settings.extra().demands(login.wishes());
    TokenResult<VerifiedIdToken> result =
        parts.idTokens().verify(idToken, login.nonce(), demands, granted.accessToken());
    if (result instanceof TokenResult.Verified<VerifiedIdToken> verified) {
      return complete(verified.token(), granted, login);
    }
    if (result instanceof TokenResult.Refused<VerifiedIdToken> refused) {
      return login.refused(refused.reason(), refused.detail());
    }
    TokenResult.Unavailable<VerifiedIdToken> unavailable =
        (TokenResult.Unavailable<VerifiedIdToken>) result;
    return new LoginOutcome.Unavailable(unavailable.reason(), unavailable.detail());
  }

  private LoginOutcome complete(
      VerifiedIdToken idToken, TokenAnswer.Granted granted, PendingLogin login) {
    if (settings.userInfo() == UserInfoUse.NEVER) {
      return signedIn(idToken, granted, login, null, "");
    }
    TokenResult<Claims> said = userInfo.ask(idToken, granted.accessToken());
    if (said instanceof TokenResult.Verified<Claims> claims) {
      return signedIn(idToken, granted, login, claims.token(), "");
    }
    if (said instanceof TokenResult.Refused<Claims> refused) {
      return login.refused(refused.reason(), refused.detail());
    }
    TokenResult.Unavailable<Claims> missing = (TokenResult.Unavailable<Claims>) said;
    return settings.userInfo() == UserInfoUse.WELCOME
        ? signedIn(idToken, granted, login, null, "without userinfo: " + missing.detail())
        : login.refused(missing.reason(), missing.detail());
  }

  private LoginOutcome signedIn(
      VerifiedIdToken idToken,
      TokenAnswer.Granted granted,
      PendingLogin login,
      @Nullable Claims claims,
      String detail) {
    String asked = String.join(" ", settings.scopes());
    return new LoginOutcome.SignedIn(
        idToken, granted.asAsked(asked), claims, login.returnTo(), detail);
  }
}
