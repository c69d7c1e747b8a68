package dev.latchkey.benchmarks.peers;

import dev.latchkey.benchmarks.Issuer;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.User;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;

/** Vert.x, up to its user; it answers on the calling thread. */
final class Vertx {

  private Vertx() {}

  static Verifier of(Issuer issuer) {
    JWTAuth auth = JWTAuth.create(io.vertx.core.Vertx.vertx(), options(issuer));
    return token ->
        () -> {
          Future<User> answer = auth.authenticate(new TokenCredentials(token));
          return answer.succeeded() ? answer.result() : null;
        };
  }

  private static JWTAuthOptions options(Issuer issuer) {
    return new JWTAuthOptions()
        .addJwk(key(issuer))
        .setJWTOptions(
            new JWTOptions()
                .setAlgorithm(issuer.algorithm())
                .setIssuer(Issuer.NAME)
                .addAudience(Issuer.AUDIENCE));
  }

  private static JsonObject key(Issuer issuer) {
    return new JsonObject(issuer.jwk().toJSONObject()).put("alg", issuer.algorithm());
  }
}
