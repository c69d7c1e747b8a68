package dev.latchkey.token;

import dev.latchkey.http.Health;
import java.util.Optional;

/** See {@link BearerTokens#signedAndActive}. */
final class SignedActiveTokens extends BearerTokens {

  private final AccessTokens signed;
  private final OpaqueTokens opaque;

  SignedActiveTokens(AccessTokens signed, OpaqueTokens opaque) {
    this.signed = signed;
    this.opaque = opaque;
  }

  @Override
  public TokenResult<VerifiedToken> verify(String token) {
    return confirm(token, signed.verify(token));
  }

  @Override
  TokenResult<VerifiedToken> verify(String token, CompactJws jws) {
    return confirm(token, signed.verify(token, jws));
  }

  private TokenResult<VerifiedToken> confirm(String token, TokenResult<VerifiedToken> result) {
    return result instanceof TokenResult.Verified<VerifiedToken> verified
        ? opaque.confirm(token, verified)
        : result;
  }

  @Override
  boolean knows(String token) {
    return signed.knows(token);
  }

  @Override
  boolean isFrom(Claims claims) {
    return signed.isFrom(claims);
  }

  @Override
  boolean takesOpaque() {
    return false;
  }

  @Override
  int maxBytes() {
    return signed.maxBytes();
  }

  @Override
  public Optional<Health> introspection() {
    return opaque.introspection();
  }
}
