package dev.latchkey.testkit;

import com.nimbusds.jwt.JWTClaimsSet;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The userinfo endpoint: OpenID Connect Core section 5.3. */
final class UserInfoEndpoint implements Endpoint {
  private final Realm realm;
  private final TokenMint mint;

  UserInfoEndpoint(Realm realm, TokenMint mint) {
    this.realm = realm;
    this.mint = mint;
  }

  @Override
  public Answer answer(Call call) {
    if (!call.method().equals("GET") && !call.isPost()) {
      return Answer.methodNotAllowed("GET, POST");
    }
    String header = call.header("Authorization");
    if (header == null || !header.regionMatches(true, 0, "Bearer ", 0, 7)) {
      return refusal(401, ""); // RFC 6750 section 3.1: no error where no token was sent
    }
    JWTClaimsSet claims = mint.current(header.substring(7));
    if (claims == null) {
      return refusal(401, " error=\"invalid_token\"");
    }
    return answer(claims);
  }

  private Answer answer(JWTClaimsSet claims) {
    if (!Parameters.words(text(claims, "scope")).contains(Scopes.OPENID)) {
      return refusal(403, " error=\"insufficient_scope\", scope=\"openid\"");
    }
    TestUser user = realm.users().bySubject(String.valueOf(claims.getSubject()));
    if (user == null) {
      return refusal(401, " error=\"invalid_token\"");
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("sub", user.subject());
    answer.putAll(user.claims());
    return Answer.json(200, realm.faults().inUserInfo(answer)).unstored();
  }

  private static @Nullable String text(JWTClaimsSet claims, String name) {
    return claims.getClaim(name) instanceof String text ? text : null;
  }

  /** RFC 6750 section 3. */
  private static Answer refusal(int status, String error) {
    String challenge = "Bearer realm=\"test-provider\"" + (error.isEmpty() ? "" : "," + error);
    return Answer.of(status, "text/plain", "").unstored().with("WWW-Authenticate", challenge);
  }
}
