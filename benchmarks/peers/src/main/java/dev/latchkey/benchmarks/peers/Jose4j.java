package dev.latchkey.benchmarks.peers;

import dev.latchkey.benchmarks.Issuer;
import java.security.Key;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;

/** jose4j. */
final class Jose4j {

  private Jose4j() {}

  static Verifier of(Issuer issuer) {
    String algorithm = issuer.algorithm();
    Key key = algorithm.equals("HS256") ? issuer.secret() : issuer.publicKey();
    JwtConsumer consumer =
        new JwtConsumerBuilder()
            .setVerificationKey(key)
            .setJwsAlgorithmConstraints(new AlgorithmConstraints(ConstraintType.PERMIT, algorithm))
            .setExpectedIssuer(Issuer.NAME)
            .setExpectedAudience(Issuer.AUDIENCE)
            .setRequireExpirationTime()
            .build();
    return token -> () -> consumer.process(token);
  }
}
