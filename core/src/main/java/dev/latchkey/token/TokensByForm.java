package dev.latchkey.token;

import dev.latchkey.http.Health;
import java.util.Optional;

/** See {@link BearerTokens#byForm}. */
final class TokensByForm extends BearerTokens {

  private final AccessTokens signed;
  private final OpaqueTokens opaque;

  TokensByForm(AccessTokens signed, OpaqueTokens opaque) {
    this.signed = signed;
    this.opaque = opaque;
  }

  @Override
  public TokenResult<VerifiedToken> verify(String token) {
    return (isThreePart(token) ? signed : opaque).verify(token);
  }

  private static boolean isThreePart(String token) {
    int first = token.indexOf('.');
    int second = token.indexOf('.', first + 1);
    return second > first && token.indexOf('.', second + 1) < 0;
  }

  @Override
  TokenResult<VerifiedToken> verify(String token, CompactJws jws) {
    return signed.verify(token, jws);
  }

  @Override
  boolean knows(String token) {
    return (isThreePart(token) ? signed : opaque).knows(token);
  }

  @Override
  boolean isFrom(Claims claims) {
    return signed.isFrom(claims);
  }

  @Override
  boolean takesOpaque() {
    return true;
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
