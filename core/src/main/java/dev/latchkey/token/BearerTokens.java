package dev.latchkey.token;

import dev.latchkey.http.Health;
import java.util.Optional;

/** Verifies the access tokens that requests carry. Implementations are thread-safe. */
public interface BearerTokens {

  /** Verifies a token; never throws because of it. */
  TokenResult<VerifiedToken> verify(String token);

  /** How asking the provider about tokens goes; empty where that is not done. */
  default Optional<Health> introspection() {
    return Optional.empty();
  }

  /** What looks like a signed JWT is verified as one, all else by introspection. */
  static BearerTokens byForm(AccessTokens signed, OpaqueTokens opaque) {
    return asking(opaque, token -> (isThreePart(token) ? signed : opaque).verify(token));
  }

  /**
   * The signature first, so that forgeries cost the provider nothing; then the provider is asked
   * whether the token still counts. The signed claims say who it is.
   */
  static BearerTokens signedAndActive(AccessTokens signed, OpaqueTokens opaque) {
    return asking(
        opaque,
        token -> {
          TokenResult<VerifiedToken> result = signed.verify(token);
          return result instanceof TokenResult.Verified<VerifiedToken> verified
              ? opaque.confirm(token, verified)
              : result;
        });
  }

  private static BearerTokens asking(OpaqueTokens opaque, BearerTokens way) {
    return new BearerTokens() {
      @Override
      public TokenResult<VerifiedToken> verify(String token) {
        return way.verify(token);
      }

      @Override
      public Optional<Health> introspection() {
        return opaque.introspection();
      }
    };
  }

  private static boolean isThreePart(String token) {
    return token.chars().filter(c -> c == '.').count() == 2;
  }
}
