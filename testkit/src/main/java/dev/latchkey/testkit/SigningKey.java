package dev.latchkey.testkit;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.SignedJWT;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;

/** A key pair for one algorithm, and how it is published. */
record SigningKey(KeyPair pair, JWK published) {
  private static final int ED25519_KEY_BYTES = 32; // RFC 8032 section 5.1.5

  static SigningKey rsa(KeyPair pair, JWSAlgorithm algorithm) {
    try {
      return new SigningKey(
          pair,
          new RSAKey.Builder((RSAPublicKey) pair.getPublic())
              .keyUse(KeyUse.SIGNATURE)
              .algorithm(algorithm)
              .keyIDFromThumbprint()
              .build());
    } catch (JOSEException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }

  static SigningKey ec(JWSAlgorithm algorithm) {
    Curve curve = Curve.forJWSAlgorithm(algorithm).iterator().next();
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(curve.toECParameterSpec());
      KeyPair pair = generator.generateKeyPair();
      return new SigningKey(
          pair,
          new ECKey.Builder(curve, (ECPublicKey) pair.getPublic())
              .keyUse(KeyUse.SIGNATURE)
              .algorithm(algorithm)
              .keyIDFromThumbprint()
              .build());
    } catch (GeneralSecurityException | JOSEException e) {
      throw new IllegalStateException("this JVM cannot make keys for " + algorithm, e);
    }
  }

  /** RFC 8037 section 2. */
  static SigningKey ed25519() {
    try {
      KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      byte[] der = pair.getPublic().getEncoded(); // RFC 8410 section 4: the key stands at the end
      byte[] point = Arrays.copyOfRange(der, der.length - ED25519_KEY_BYTES, der.length);
      return new SigningKey(
          pair,
          new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(point))
              .keyUse(KeyUse.SIGNATURE)
              .algorithm(JWSAlgorithm.EdDSA)
              .keyIDFromThumbprint()
              .build());
    } catch (GeneralSecurityException | JOSEException e) {
      throw new IllegalStateException("this JVM cannot make Ed25519 keys", e);
    }
  }

  byte[] sign(JWSAlgorithm algorithm, byte[] input) {
    try {
      Signature signature = JcaSignatures.of(algorithm);
      signature.initSign(pair.getPrivate());
      signature.update(input);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("the provider has no key for " + algorithm, e);
    }
  }

  boolean signed(SignedJWT token) {
    JWSAlgorithm algorithm = token.getHeader().getAlgorithm();
    return published.getKeyID().equals(token.getHeader().getKeyID())
        && published.getAlgorithm().equals(algorithm)
        && verifies(token, algorithm);
  }

  private boolean verifies(SignedJWT token, JWSAlgorithm algorithm) {
    try {
      Signature signature = JcaSignatures.of(algorithm);
      signature.initVerify(pair.getPublic());
      signature.update(token.getSigningInput());
      return signature.verify(token.getSignature().decode());
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /** Names the key; what a record would print holds the private part. */
  @Override
  public String toString() {
    return "SigningKey[" + published.getKeyID() + "]";
  }
}
