package dev.latchkey.benchmarks.peers;

import dev.latchkey.benchmarks.Issuer;
import io.fusionauth.jwt.JWTDecoder;
import io.fusionauth.jwt.ec.ECVerifier;
import io.fusionauth.jwt.hmac.HMACVerifier;
import io.fusionauth.jwt.rsa.RSAVerifier;

/** fusionauth-jwt. */
final class FusionAuth {

  private FusionAuth() {}

  static Verifier of(Issuer issuer) {
    JWTDecoder decoder = new JWTDecoder();
    io.fusionauth.jwt.Verifier key = key(issuer);
    return token -> () -> decoder.decode(token, key);
  }

  private static io.fusionauth.jwt.Verifier key(Issuer issuer) {
    return switch (issuer.algorithm()) {
      case "RS256" -> RSAVerifier.newVerifier(issuer.publicKey());
      case "ES256" -> ECVerifier.newVerifier(issuer.publicKey());
      case "HS256" -> HMACVerifier.newVerifier(issuer.secret().getEncoded());
      default -> throw new UnsupportedOperationException("knows the name Ed25519 only");
    };
  }
}
