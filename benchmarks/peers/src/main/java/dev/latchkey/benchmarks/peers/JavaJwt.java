package dev.latchkey.benchmarks.peers;

import com.auth0.jwt.JWT;
import com.auth0.jwt.JWTVerifier;
import com.auth0.jwt.algorithms.Algorithm;
import dev.latchkey.benchmarks.Issuer;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;

/** Auth0's java-jwt. */
final class JavaJwt {

  private JavaJwt() {}

  static Verifier of(Issuer issuer) {
    JWTVerifier verifier =
        JWT.require(algorithm(issuer))
            .withIssuer(Issuer.NAME)
            .withAnyOfAudience(Issuer.AUDIENCE)
            .build();
    return token -> () -> verifier.verify(token);
  }

  private static Algorithm algorithm(Issuer issuer) {
    return switch (issuer.algorithm()) {
      case "RS256" -> Algorithm.RSA256((RSAPublicKey) issuer.publicKey(), null);
      case "ES256" -> Algorithm.ECDSA256((ECPublicKey) issuer.publicKey(), null);
      case "HS256" -> Algorithm.HMAC256(issuer.secret().getEncoded());
      default -> throw new UnsupportedOperationException("has no such algorithm");
    };
  }
}
