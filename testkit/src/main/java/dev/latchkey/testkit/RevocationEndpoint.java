package dev.latchkey.testkit;

import com.nimbusds.jwt.JWTClaimsSet;
import org.jspecify.annotations.Nullable;

/** The revocation endpoint: RFC 7009 section 2. */
final class RevocationEndpoint implements Endpoint {
  private final ClientAuthentication authentication;
  private final RefreshTokens refreshTokens;
  private final TokenMint mint;

  RevocationEndpoint(Realm realm, RefreshTokens refreshTokens, TokenMint mint) {
    this.authentication = new ClientAuthentication(realm.clients());
    this.refreshTokens = refreshTokens;
    this.mint = mint;
  }

  @Override
  public Answer answer(Call call) {
    if (!call.isPost()) {
      return Answer.methodNotAllowed("POST");
    }
    if (call.form().repeated() != null) {
      return Answer.error(400, "invalid_request", "a parameter was sent more than once");
    }
    ClientAuthentication.Outcome outcome = authentication.authenticate(call);
    return outcome instanceof ClientAuthentication.Known known
        ? revoke(call.form().value("token"), known.client())
        : ((ClientAuthentication.Refused) outcome).answer();
  }

  private Answer revoke(@Nullable String token, TestClient client) {
    if (token == null) {
      return Answer.error(400, "invalid_request", "token is missing");
    }
    Grant grant = refreshTokens.owner(token);
    JWTClaimsSet claims = mint.current(token);
    Object owner =
        grant != null ? grant.clientId() : claims == null ? null : claims.getClaim("client_id");
    if (owner != null && !owner.equals(client.id())) {
      return Answer.error(400, "invalid_grant", "the token was issued to another client");
    }
    if (grant != null) {
      grant.revoke(); // section 2.1: the access tokens of the same grant, too
    } else {
      mint.revoke(token);
    }
    return Answer.of(200, "text/plain", "").unstored(); // section 2.2: unknown tokens as well
  }
}
