package dev.latchkey.token;

import dev.latchkey.http.Health;
import java.util.Optional;
import java.util.Set;

/** Tokens of an issuer for which both the signature and the provider's answer count. */
abstract sealed class MixedTokens extends BearerTokens permits TokensByForm, SignedActiveTokens {

  private final AccessTokens signed;
  private final OpaqueTokens opaque;

  MixedTokens(AccessTokens signed, OpaqueTokens opaque) {
    this.signed = signed;
    this.opaque = opaque;
  }

  final AccessTokens signed() {
    return signed;
  }

  final OpaqueTokens opaque() {
    return opaque;
  }

  @Override
  final boolean isFrom(Claims claims) {
    return signed.isFrom(claims);
  }

  @Override
  final boolean knows(BearerToken token) {
    return signed.knows(token);
  }

  @Override
  final int cacheSize() {
    return signed.cacheSize();
  }

  @Override
  final Set<String> issuerNames() {
    return signed.issuerNames();
  }

  @Override
  final int maxBytes() {
    return signed.maxBytes();
  }

  @Override
  public final Optional<Health> introspection() {
    return opaque.introspection();
  }
}
