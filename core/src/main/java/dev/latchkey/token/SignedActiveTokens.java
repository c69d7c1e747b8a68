package dev.latchkey.token;

/** See {@link BearerTokens#signedAndActive}. */
final class SignedActiveTokens extends MixedTokens {

  SignedActiveTokens(AccessTokens signed, OpaqueTokens opaque) {
    super(signed, opaque);
  }

  @Override
  public TokenResult<VerifiedToken> verify(BearerToken token) {
    return confirm(token, signed().verify(token));
  }

  @Override
  TokenResult<VerifiedToken> verify(BearerToken token, CompactJws jws) {
    return confirm(token, signed().verify(token, jws));
  }

  private TokenResult<VerifiedToken> confirm(BearerToken token, TokenResult<VerifiedToken> result) {
    return result instanceof TokenResult.Verified<VerifiedToken> verified
        ? opaque().confirm(token, verified)
        : result;
  }

  @Override
  boolean takesOpaque() {
    return false;
  }
}
