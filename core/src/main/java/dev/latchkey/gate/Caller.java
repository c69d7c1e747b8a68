package dev.latchkey.gate;

import dev.latchkey.token.Identity;

/**
 * A caller whose credential was verified.
 *
 * @param identity who it is
 * @param scheme {@code BEARER} or {@code OIDC}
 */
record Caller(Identity identity, String scheme) {

  static Caller byToken(Identity identity) {
    return new Caller(identity, "BEARER");
  }

  static Caller bySession(Identity identity) {
    return new Caller(identity, "OIDC");
  }
}
