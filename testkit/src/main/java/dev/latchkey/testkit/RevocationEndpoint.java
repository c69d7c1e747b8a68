package dev.latchkey.testkit;

import com.nimbusds.jwt.JWTClaimsSet;
import org.jspecify.annotations.Nullable;

/** The revocation endpoint: RFC 7009 section 2. */
final class RevocationEndpoint implements ClientEndpoint.Forms {
  private final RefreshTokens refreshTokens;
  private final TokenMint mint;

  RevocationEndpoint(RefreshTokens refreshTokens, TokenMint mint) {
    this.refreshTokens = refreshTokens;
    this.mint = mint;
  }

  @Override
  public Answer answer(Parameters form, TestClient client) {
    String token = form.value("token");
    if (token == null) {
      return Answer.error(400, "invalid_request", "token is missing");
    }
    Grant grant = refreshTokens.owner(token);
    Object owner = grant == null ? clientOf(token) : grant.clientId();
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

  /** The client of an access token that is good; otherwise null. */
  private @Nullable Object clientOf(String accessToken) {
    JWTClaimsSet claims = mint.current(accessToken);
    return claims == null ? null : claims.getClaim("client_id");
  }
}
