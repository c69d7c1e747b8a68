package dev.latchkey.token;

import dev.latchkey.event.Reason;
import dev.latchkey.http.Health;
import java.util.Map;
import java.util.Optional;

/**
 * Adds to each refusal what an operator should know of this provider. Thread-safe.
 *
 * @param advice by the reasons it is for
 */
record AdvisedTokens(BearerTokens tokens, Map<Reason, String> advice) implements BearerTokens {

  @Override
  public TokenResult<VerifiedToken> verify(String token) {
    TokenResult<VerifiedToken> result = tokens.verify(token);
    if (result instanceof TokenResult.Refused<VerifiedToken> refused) {
      String known = advice.get(refused.reason());
      return known == null
          ? refused
          : new TokenResult.Refused<>(refused.reason(), refused.detail() + "; " + known);
    }
    return result;
  }

  @Override
  public Optional<Health> introspection() {
    return tokens.introspection();
  }
}
