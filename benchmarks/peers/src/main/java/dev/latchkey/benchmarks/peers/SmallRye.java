package dev.latchkey.benchmarks.peers;

import dev.latchkey.benchmarks.Issuer;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.auth.principal.DefaultJWTParser;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import java.util.Locale;
import java.util.Set;

/** SmallRye JWT, the MicroProfile way. */
final class SmallRye {

  private SmallRye() {}

  static Verifier of(Issuer issuer) {
    String algorithm = issuer.algorithm();
    JWTAuthContextInfo settings =
        algorithm.equals("HS256")
            ? new JWTAuthContextInfo(issuer.secret(), Issuer.NAME)
            : new JWTAuthContextInfo(issuer.publicKey(), Issuer.NAME);
    settings.setExpectedAudience(Set.of(Issuer.AUDIENCE));
    settings.setSignatureAlgorithm(
        Set.of(SignatureAlgorithm.valueOf(algorithm.toUpperCase(Locale.ROOT))));
    DefaultJWTParser parser = new DefaultJWTParser(settings);
    return token -> () -> parser.parse(token);
  }
}
