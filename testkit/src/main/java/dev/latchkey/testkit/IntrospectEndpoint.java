package dev.latchkey.testkit;

import com.nimbusds.jwt.JWTClaimsSet;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The introspection endpoint: RFC 7662 section 2. */
final class IntrospectEndpoint implements ClientEndpoint.Forms {

  private final TokenMint mint;
  private final Faults faults;

  IntrospectEndpoint(Realm realm, TokenMint mint) {
    this.mint = mint;
    this.faults = realm.faults();
  }

  @Override
  public Answer answer(Parameters form, TestClient client) {
    // RFC 7662 section 2.1: else anybody could try out tokens
    return client.hasSecret()
        ? answer(form.value("token"))
        : Answer.error(401, "invalid_client", "this client has no secret, so it may not ask");
  }

  private Answer answer(@Nullable String token) {
    if (token == null) {
      return Answer.error(400, "invalid_request", "token is missing");
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    JWTClaimsSet claims = mint.current(token);
    answer.put("active", claims != null); // RFC 7662 section 2.2: nothing else of one that is not
    if (claims != null) {
      answer.put("token_type", "Bearer");
      answer.putAll(claims.toJSONObject());
    }
    return Answer.json(200, faults.inIntrospection(answer)).unstored();
  }
}
