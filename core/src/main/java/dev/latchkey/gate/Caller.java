package dev.latchkey.gate;

import dev.latchkey.token.Identity;
import dev.latchkey.token.TrustedIssuer;

/**
 * A caller whose credential was verified.
 *
 * @param identity who it is
 * @param scheme {@code BEARER} or {@code OIDC}
 * @param issuer who vouches for it
 */
record Caller(Identity identity, String scheme, TrustedIssuer issuer) {

  private static final String SESSION = "OIDC";

  static Caller byToken(Identity identity, TrustedIssuer issuer) {
    return new Caller(identity, "BEARER", issuer);
  }

  static Caller bySession(Identity identity, TrustedIssuer issuer) {
    return new Caller(identity, SESSION, issuer);
  }

  boolean isBySession() {
    return scheme.equals(SESSION);
  }

  /** What rules call whoever vouches for it. */
  String provider() {
    return issuer.provider();
  }

  boolean isOfMainProvider() {
    return issuer.isMain();
  }
}
