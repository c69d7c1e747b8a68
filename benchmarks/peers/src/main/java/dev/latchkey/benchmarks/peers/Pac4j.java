package dev.latchkey.benchmarks.peers;

import dev.latchkey.benchmarks.Issuer;
import java.security.KeyPair;
import org.pac4j.jwt.config.signature.ECSignatureConfiguration;
import org.pac4j.jwt.config.signature.RSASignatureConfiguration;
import org.pac4j.jwt.config.signature.SecretSignatureConfiguration;
import org.pac4j.jwt.config.signature.SignatureConfiguration;
import org.pac4j.jwt.credentials.authenticator.JwtAuthenticator;

/** pac4j, up to the profile that an application sees. */
final class Pac4j {

  private Pac4j() {}

  static Verifier of(Issuer issuer) {
    JwtAuthenticator authenticator = new JwtAuthenticator(keys(issuer));
    return token -> () -> authenticator.validateToken(token);
  }

  private static SignatureConfiguration keys(Issuer issuer) {
    return switch (issuer.algorithm()) {
      case "RS256" -> new RSASignatureConfiguration(new KeyPair(issuer.publicKey(), null));
      case "ES256" -> new ECSignatureConfiguration(new KeyPair(issuer.publicKey(), null));
      case "HS256" -> new SecretSignatureConfiguration(issuer.secret().getEncoded());
      default -> throw new UnsupportedOperationException("has no such algorithm");
    };
  }
}
