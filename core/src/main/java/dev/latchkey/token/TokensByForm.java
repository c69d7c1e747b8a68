package dev.latchkey.token;

import org.jspecify.annotations.Nullable;

/** See {@link BearerTokens#byForm}. */
final class TokensByForm extends MixedTokens {

  TokensByForm(AccessTokens signed, OpaqueTokens opaque) {
    super(signed, opaque);
  }

  @Override
  public TokenResult<VerifiedToken> verify(BearerToken token) {
    return (isThreePart(token) ? signed() : opaque()).verify(token);
  }

  private static boolean isThreePart(BearerToken token) {
    String sent = token.header();
    int first = sent.indexOf('.');
    int second = sent.indexOf('.', first + 1);
    return second > first && sent.indexOf('.', second + 1) < 0;
  }

  @Override
  TokenResult<VerifiedToken> verify(BearerToken token, CompactJws jws) {
    return signed().verify(token, jws);
  }

  @Override
  @Nullable TokenResult<VerifiedToken> recall(BearerToken token) {
    return signed().recall(token); // which knows none that the provider was asked about
  }

  @Override
  boolean takesOpaque() {
    return true;
  }
}
