package dev.latchkey.login;

import dev.latchkey.event.Reason;
import dev.latchkey.provider.UserInfo;
import dev.latchkey.provider.UserInfoAnswer;
import dev.latchkey.token.Claims;
import dev.latchkey.token.TokenResult;
import dev.latchkey.token.VerifiedIdToken;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the userinfo endpoint adds to a login (OpenID Connect Core 1.0 section 5.3). */
final class UserInfoCheck {

  /** What tokens say of themselves and of the authentication is the ID token's to say. */
  private static final Set<String> PROTOCOL =
      Set.of(
          "iss",
          "aud",
          "exp",
          "nbf",
          "iat",
          "jti",
          "nonce",
          "azp",
          "sid",
          "auth_time",
          "acr",
          "amr",
          "at_hash",
          "c_hash",
          "cnf");

  private final UserInfo endpoint;

  UserInfoCheck(UserInfo endpoint) {
    this.endpoint = endpoint;
  }

  /** Asks for the claims of the user who signs in, and takes them for no other. */
  TokenResult<Claims> ask(VerifiedIdToken idToken, String accessToken) {
    UserInfoAnswer answer = endpoint.ask(accessToken);
    if (answer instanceof UserInfoAnswer.Said said) {
      return judge(said.members(), idToken);
    }
    if (answer instanceof UserInfoAnswer.Refused refused) {
      return new TokenResult.Refused<>(Reason.USERINFO_REFUSED, refused.detail());
    }
    UserInfoAnswer.Failed failed = (UserInfoAnswer.Failed) answer;
    return new TokenResult.Unavailable<>(failed.reason(), failed.detail());
  }

  private static TokenResult<Claims> judge(
      Map<String, @Nullable Object> members, VerifiedIdToken idToken) {
    String subject = idToken.claims().string("sub");
    if (subject == null || !subject.equals(members.get("sub"))) { // section 5.3.2
      return new TokenResult.Refused<>(
          Reason.USERINFO_SUBJECT_WRONG,
          "sub of the userinfo endpoint is missing, or not the one of the ID token");
    }
    Map<String, @Nullable Object> personal = new LinkedHashMap<>(members);
    personal.keySet().removeAll(PROTOCOL);
    return new TokenResult.Verified<>(Claims.of(personal));
  }
}
