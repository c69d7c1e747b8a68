package dev.latchkey.benchmarks.peers;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.Ed25519Verifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.JWSKeySelector;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.proc.SingleKeyJWSKeySelector;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.latchkey.benchmarks.Issuer;
import java.security.Key;
import java.util.Set;

/** Nimbus JOSE + JWT. */
final class Nimbus {

  private Nimbus() {}

  /** With a key set, as for an issuer's published keys. */
  static Verifier withKeySet(Issuer issuer) throws JOSEException {
    return issuer.algorithm().equals("EdDSA") ? ed25519(issuer) : processor(keys(issuer));
  }

  /** With the one key as the JDK has it. */
  static Verifier withOneKey(Issuer issuer) {
    return switch (issuer.algorithm()) {
      case "RS256", "ES256" -> processor(key(issuer, issuer.publicKey()));
      case "HS256" -> processor(key(issuer, issuer.secret()));
      default -> throw new UnsupportedOperationException("as with a key set");
    };
  }

  private static JWSKeySelector<SecurityContext> key(Issuer issuer, Key key) {
    return new SingleKeyJWSKeySelector<>(JWSAlgorithm.parse(issuer.algorithm()), key);
  }

  static JWSKeySelector<SecurityContext> keys(Issuer issuer) {
    return new JWSVerificationKeySelector<>(
        JWSAlgorithm.parse(issuer.algorithm()), keySource(issuer));
  }

  static JWKSource<SecurityContext> keySource(Issuer issuer) {
    return new ImmutableJWKSet<>(new JWKSet(issuer.jwk()));
  }

  private static Verifier processor(JWSKeySelector<SecurityContext> keys) {
    DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    processor.setJWSKeySelector(keys);
    processor.setJWTClaimsSetVerifier(claims());
    return token -> () -> processor.process(token, null);
  }

  /** Its processor knows no such keys, its verifier does, by way of Tink. */
  private static Verifier ed25519(Issuer issuer) throws JOSEException {
    Ed25519Verifier verifier = new Ed25519Verifier(issuer.jwk().toOctetKeyPair());
    DefaultJWTClaimsVerifier<SecurityContext> rules = claims();
    return token ->
        () -> {
          SignedJWT jwt = SignedJWT.parse(token);
          if (!jwt.verify(verifier)) {
            return null;
          }
          JWTClaimsSet claims = jwt.getJWTClaimsSet();
          rules.verify(claims, null);
          return claims;
        };
  }

  private static DefaultJWTClaimsVerifier<SecurityContext> claims() {
    return new DefaultJWTClaimsVerifier<>(
        Issuer.AUDIENCE, new JWTClaimsSet.Builder().issuer(Issuer.NAME).build(), Set.of("exp"));
  }
}
