package dev.latchkey.benchmarks.peers;

import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import dev.latchkey.benchmarks.Issuer;

/** The Nimbus OpenID Connect SDK, which reads the token as an ID token. */
final class OidcSdk {

  private OidcSdk() {}

  static Verifier of(Issuer issuer) {
    if (issuer.algorithm().equals("EdDSA")) {
      throw new UnsupportedOperationException("knows no such keys");
    }
    IDTokenValidator validator =
        new IDTokenValidator(
            new com.nimbusds.oauth2.sdk.id.Issuer(Issuer.NAME),
            new ClientID(Issuer.AUDIENCE),
            Nimbus.keys(issuer),
            null);
    return token -> () -> validator.validate(SignedJWT.parse(token), null);
  }
}
