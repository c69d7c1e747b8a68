package dev.latchkey.benchmarks.peers;

import dev.latchkey.benchmarks.Issuer;
import io.jsonwebtoken.JwtParser;
import io.jsonwebtoken.JwtParserBuilder;
import io.jsonwebtoken.Jwts;

/** jjwt. */
final class Jjwt {

  private Jjwt() {}

  static Verifier of(Issuer issuer) {
    JwtParserBuilder builder =
        Jwts.parser().requireIssuer(Issuer.NAME).requireAudience(Issuer.AUDIENCE);
    JwtParser parser =
        issuer.algorithm().equals("HS256")
            ? builder.verifyWith(issuer.secret()).build()
            : builder.verifyWith(issuer.publicKey()).build();
    return token -> () -> parser.parseSignedClaims(token);
  }
}
