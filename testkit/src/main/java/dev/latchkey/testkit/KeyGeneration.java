package dev.latchkey.testkit;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.SignedJWT;
import java.security.KeyPair;
import java.security.interfaces.RSAPublicKey;
import java.util.List;

/** The keys of one period between two rotations: one RSA, one EC, each for one algorithm. */
record KeyGeneration(RSAKey rsa, ECKey ec) {

  static KeyGeneration of(KeyPair pair, JWSAlgorithm rsaAlgorithm, JWSAlgorithm ecAlgorithm) {
    try {
      RSAKey rsa =
          new RSAKey.Builder((RSAPublicKey) pair.getPublic())
              .privateKey(pair.getPrivate())
              .keyUse(KeyUse.SIGNATURE)
              .algorithm(rsaAlgorithm)
              .keyIDFromThumbprint()
              .build();
      ECKey ec =
          new ECKeyGenerator(Curve.forJWSAlgorithm(ecAlgorithm).iterator().next())
              .keyUse(KeyUse.SIGNATURE)
              .algorithm(ecAlgorithm)
              .keyIDFromThumbprint(true)
              .generate();
      return new KeyGeneration(rsa, ec);
    } catch (JOSEException e) {
      throw new IllegalStateException("this JVM cannot make keys for " + ecAlgorithm, e);
    }
  }

  JWK keyFor(JWSAlgorithm algorithm) {
    return JWSAlgorithm.Family.EC.contains(algorithm) ? ec : rsa;
  }

  List<JWK> publicKeys() {
    return List.of(rsa.toPublicJWK(), ec.toPublicJWK());
  }

  byte[] sign(JWSAlgorithm algorithm, byte[] input) {
    try {
      return signer(algorithm).sign(new JWSHeader(algorithm), input).decode();
    } catch (JOSEException e) {
      throw new IllegalArgumentException("the provider has no key for " + algorithm, e);
    }
  }

  private JWSSigner signer(JWSAlgorithm algorithm) throws JOSEException {
    return JWSAlgorithm.Family.EC.contains(algorithm) ? new ECDSASigner(ec) : new RSASSASigner(rsa);
  }

  boolean signed(SignedJWT token) {
    try {
      JWSAlgorithm algorithm = token.getHeader().getAlgorithm();
      JWK key = keyFor(algorithm);
      return key.getKeyID().equals(token.getHeader().getKeyID())
          && algorithm.equals(key.getAlgorithm())
          && token.verify(verifier(key));
    } catch (JOSEException e) {
      return false;
    }
  }

  private static JWSVerifier verifier(JWK key) throws JOSEException {
    return key instanceof ECKey ec ? new ECDSAVerifier(ec) : new RSASSAVerifier(key.toRSAKey());
  }

  /** Names the keys; what a record would print holds the private parts. */
  @Override
  public String toString() {
    return "KeyGeneration[" + rsa.getKeyID() + ", " + ec.getKeyID() + "]";
  }
}
