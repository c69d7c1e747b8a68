package dev.latchkey.token;

import dev.latchkey.event.Reason;
import java.util.Map;

/** Verifies the access tokens that requests carry. Implementations are thread-safe. */
public interface BearerTokens {

  /** Verifies a token; never throws because of it. */
  TokenResult<VerifiedToken> verify(String token);

  /** What looks like a signed JWT is verified as one, all else by introspection. */
  static BearerTokens byForm(AccessTokens signed, OpaqueTokens opaque) {
    return token -> (isThreePart(token) ? signed : opaque).verify(token);
  }

  /**
   * The signature first, so that forgeries cost the provider nothing; then the provider is asked
   * whether the token still counts. The signed claims say who it is.
   */
  static BearerTokens signedAndActive(AccessTokens signed, OpaqueTokens opaque) {
    return token -> {
      TokenResult<VerifiedToken> result = signed.verify(token);
      return result instanceof TokenResult.Verified<VerifiedToken> verified
          ? opaque.confirm(token, verified)
          : result;
    };
  }

  /** Adds to each refusal for one of these reasons what an operator should know beside it. */
  static BearerTokens advised(BearerTokens tokens, Map<Reason, String> advice) {
    return advice.isEmpty() ? tokens : new AdvisedTokens(tokens, advice);
  }

  private static boolean isThreePart(String token) {
    return token.chars().filter(c -> c == '.').count() == 2;
  }
}
