package dev.latchkey.benchmarks.peers;

import dev.latchkey.benchmarks.Issuer;
import dev.latchkey.benchmarks.Verifiers;
import dev.latchkey.token.AccessTokens;
import dev.latchkey.token.BearerToken;
import dev.latchkey.token.TokenResult;
import dev.latchkey.token.VerifiedToken;
import org.jspecify.annotations.Nullable;

/** Latchkey, up to the identity that an application sees. */
final class LatchkeyTokens {

  private LatchkeyTokens() {}

  /** With no memory of tokens. */
  static Verifier forgetting(Issuer issuer) {
    AccessTokens tokens = Verifiers.of(issuer, 0);
    return token -> {
      BearerToken sent = BearerToken.of(token);
      return () -> verified(tokens, sent);
    };
  }

  static @Nullable VerifiedToken verified(AccessTokens tokens, BearerToken token) {
    return tokens.verify(token) instanceof TokenResult.Verified<VerifiedToken> verified
        ? verified.token()
        : null;
  }
}
