package dev.latchkey.benchmarks.peers;

import dev.latchkey.benchmarks.Issuer;
import java.security.PublicKey;
import java.util.function.UnaryOperator;
import javax.crypto.SecretKey;
import org.keycloak.TokenVerifier;
import org.keycloak.representations.AccessToken;

/** What Keycloak's adapters verify tokens with. */
final class Keycloak {

  private Keycloak() {}

  static Verifier of(Issuer issuer) {
    UnaryOperator<TokenVerifier<AccessToken>> key = key(issuer);
    TokenVerifier.RealmUrlCheck from = new TokenVerifier.RealmUrlCheck(Issuer.NAME);
    TokenVerifier.AudienceCheck to = new TokenVerifier.AudienceCheck(Issuer.AUDIENCE);
    return token ->
        () ->
            key.apply(TokenVerifier.create(token, AccessToken.class))
                .withChecks(TokenVerifier.IS_ACTIVE, from, to)
                .verify()
                .getToken();
  }

  private static UnaryOperator<TokenVerifier<AccessToken>> key(Issuer issuer) {
    switch (issuer.algorithm()) {
      case "RS256":
        PublicKey key = issuer.publicKey();
        return verifier -> verifier.publicKey(key);
      case "HS256":
        SecretKey secret = issuer.secret();
        return verifier -> verifier.secretKey(secret);
      default:
        throw new UnsupportedOperationException("not without Keycloak's server");
    }
  }
}
