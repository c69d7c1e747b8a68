package dev.latchkey.benchmarks;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** A key pair or a secret, and how its algorithm is called by the JDK. */
record SigningKey(String algorithm, String jcaName, @Nullable KeyPair pair, byte[] secret) {

  private static final int SECRET_BYTES = 32;

  static SigningKey generate(String algorithm) throws GeneralSecurityException {
    return switch (algorithm) {
      case "RS256" ->
          pair(
              algorithm,
              "SHA256withRSA",
              "RSA",
              new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4));
      case "ES256" ->
          pair(
              algorithm, "SHA256withECDSAinP1363Format", "EC", new ECGenParameterSpec("secp256r1"));
      case "EdDSA" -> pair(algorithm, "Ed25519", "Ed25519", NamedParameterSpec.ED25519);
      case "HS256" -> secret(algorithm, "HmacSHA256");
      default -> throw new IllegalArgumentException(algorithm);
    };
  }

  private static SigningKey pair(
      String algorithm, String jcaName, String kind, AlgorithmParameterSpec parameters)
      throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
    generator.initialize(parameters);
    return new SigningKey(algorithm, jcaName, generator.generateKeyPair(), new byte[0]);
  }

  private static SigningKey secret(String algorithm, String jcaName) {
    byte[] secret = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(secret);
    return new SigningKey(algorithm, jcaName, null, secret);
  }

  PublicKey publicKey() {
    return Objects.requireNonNull(pair, "a secret has no public half").getPublic();
  }

  byte[] sign(byte[] input) throws GeneralSecurityException {
    if (pair == null) {
      Mac mac = Mac.getInstance(jcaName);
      mac.init(new SecretKeySpec(secret, jcaName));
      return mac.doFinal(input);
    }
    Signature signer = Signature.getInstance(jcaName);
    signer.initSign(pair.getPrivate());
    signer.update(input);
    return signer.sign();
  }
}
