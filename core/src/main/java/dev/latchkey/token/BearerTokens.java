package dev.latchkey.token;

import dev.latchkey.http.Health;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Verifies the access tokens of one issuer that requests carry. Thread-safe. */
public abstract sealed class BearerTokens permits AccessTokens, OpaqueTokens, MixedTokens {

  BearerTokens() {}

  /** Verifies a token; never throws because of it. */
  public abstract TokenResult<VerifiedToken> verify(BearerToken token);

  /** Verifies a token that is not remembered and that was taken apart before. */
  abstract TokenResult<VerifiedToken> verify(BearerToken token, CompactJws jws);

  /**
   * Returns the result for a token that was verified before and still counts; {@code null} where
   * that has to be found out. Quick, never waits.
   */
  @Nullable TokenResult<VerifiedToken> recall(BearerToken token) {
    return null;
  }

  /** Tells whether this very token is remembered, as it is and not by a hash. */
  abstract boolean knows(BearerToken token);

  /** How many verified tokens are remembered here at the most. */
  abstract int cacheSize();

  /** All that this issuer is called in tokens; empty where that cannot be listed. */
  abstract Set<String> issuerNames();

  /** Tells whether the claims, which nobody verified, name this issuer. */
  abstract boolean isFrom(Claims claims);

  /** Tells whether tokens are taken that say nothing of their issuer. */
  abstract boolean takesOpaque();

  /** The longest token looked at. */
  abstract int maxBytes();

  /** How asking the provider about tokens goes; empty where that is not done. */
  public Optional<Health> introspection() {
    return Optional.empty();
  }

  /** What looks like a signed JWT is verified as one, all else by introspection. */
  public static BearerTokens byForm(AccessTokens signed, OpaqueTokens opaque) {
    return new TokensByForm(signed, opaque);
  }

  /**
   * The signature first, so that forgeries cost the provider nothing; then the provider is asked
   * whether the token still counts. The signed claims say who it is, the answer what that caller
   * may do now.
   */
  public static BearerTokens signedAndActive(AccessTokens signed, OpaqueTokens opaque) {
    return new SignedActiveTokens(signed, opaque);
  }
}
