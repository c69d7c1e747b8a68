package dev.latchkey.login;

import dev.latchkey.event.Reason;
import dev.latchkey.login.LoginRefresh.Tokens;
import dev.latchkey.provider.TokenAnswer;
import dev.latchkey.seal.Unguessable;
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
  private final LoginRefresh refresh;
  private final Unguessable random;

  CodeRedemption(LoginSettings settings, LoginParts parts, Unguessable random) {
    this.settings = settings;
    this.parts = parts;
    this.userInfo = new UserInfoCheck(parts.userInfo());
    this.refresh = new LoginRefresh(parts);
    this.random = random;
  }

  LoginOutcome redeem(String code, PendingLogin login) {
    TokenResult.Unavailable<VerifiedIdToken> outage = parts.idTokens().outage();
    if (outage != null) { // what it is redeemed for could not be verified, so it is kept
      return new LoginOutcome.Unavailable(outage.reason(), outage.detail(), null);
    }
    TokenAnswer answer =
        parts.tokenEndpoint().redeem(code, settings.redirectUri(), login.codeVerifier());
    if (answer instanceof TokenAnswer.Granted granted) {
      return identify(granted, login);
    }
    if (answer instanceof TokenAnswer.Refused refused) {
      return refusal(refused, login);
    }
    TokenAnswer.Failed failed = (TokenAnswer.Failed) answer;
    return failed.sent() // RFC 6749 section 4.1.2: a code is never sent twice
        ? login.refused(Reason.TOKEN_ENDPOINT_FAILED, failed.detail())
        : new LoginOutcome.Unavailable(failed.reason(), failed.detail(), null);
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
      String asked = String.join(" ", settings.scopes());
      return complete(new Tokens(verified.token(), granted.asAsked(asked)), login);
    }
    if (result instanceof TokenResult.Refused<VerifiedIdToken> refused) {
      return login.refused(refused.reason(), refused.detail());
    }
    TokenResult.Unavailable<VerifiedIdToken> unavailable =
        (TokenResult.Unavailable<VerifiedIdToken>) result;
    return new LoginOutcome.Unavailable(
        unavailable.reason(), unavailable.detail(), login.returnTo());
  }

  private LoginOutcome complete(Tokens tokens, PendingLogin login) {
    if (settings.userInfo() == UserInfoUse.NEVER) {
      return signedIn(tokens, login, null, "");
    }
    TokenResult<Claims> said = ask(tokens);
    String refreshToken = tokens.granted().refreshToken();
    boolean tokenRefused =
        said instanceof TokenResult.Refused<Claims> refused
            && refused.reason() == Reason.USERINFO_REFUSED;
    return tokenRefused && refreshToken != null
        ? completeAnew(tokens, refreshToken, login)
        : conclude(tokens, said, login);
  }

  private TokenResult<Claims> ask(Tokens tokens) {
    return userInfo.ask(tokens.idToken(), tokens.granted().accessToken());
  }

  private LoginOutcome completeAnew(Tokens before, String refreshToken, PendingLogin login) {
    TokenResult<Tokens> renewed = refresh.refresh(before, refreshToken);
    if (renewed instanceof TokenResult.Verified<Tokens> verified) {
      return conclude(verified.token(), ask(verified.token()), login);
    }
    TokenResult.Refused<Tokens> refused = (TokenResult.Refused<Tokens>) renewed;
    return login.refused(refused.reason(), refused.detail());
  }

  private LoginOutcome conclude(Tokens tokens, TokenResult<Claims> said, PendingLogin login) {
    if (said instanceof TokenResult.Verified<Claims> claims) {
      return signedIn(tokens, login, claims.token(), "");
    }
    if (said instanceof TokenResult.Refused<Claims> refused) {
      return login.refused(refused.reason(), refused.detail());
    }
    TokenResult.Unavailable<Claims> missing = (TokenResult.Unavailable<Claims>) said;
    return settings.userInfo() == UserInfoUse.WELCOME
        ? signedIn(tokens, login, null, "without userinfo: " + missing.detail())
        : login.refused(missing.reason(), missing.detail());
  }

  private LoginOutcome signedIn(
      Tokens tokens, PendingLogin login, @Nullable Claims claims, String detail) {
    return new LoginOutcome.SignedIn(
        tokens.idToken(), tokens.granted(), claims, login.returnTo(), detail, random.word());
  }
}
