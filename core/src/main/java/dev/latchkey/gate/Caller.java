package dev.latchkey.gate;

import dev.latchkey.token.Identity;

/**
 * A caller whose credential was verified.
 *
 * @param identity who it is
 * @param scheme {@code BEARER} or {@code OIDC}
 * @param unknownToCaches whether the credential stands where no cache expects one
 */
record Caller(Identity identity, String scheme, boolean unknownToCaches) {

  static Caller byToken(Identity identity, BearerCredential credential) {
    return new Caller(identity, "BEARER", !credential.isInAuthorization());
  }

  static Caller bySession(Identity identity) {
    return new Caller(identity, "OIDC", false);
  }
}
