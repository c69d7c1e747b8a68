package dev.latchkey.testkit;

import com.nimbusds.jose.JWSAlgorithm;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** How a token is signed: by a key of the provider's, by one of nobody's, with a secret, not. */
final class TokenSignature {
  private final SigningKeys keys;
  private JWSAlgorithm algorithm;
  private boolean unsigned;
  private boolean foreign;
  private byte @Nullable [] secret;

  TokenSignature(SigningKeys keys) {
    this.keys = keys;
    this.algorithm = keys.algorithm();
  }

  /** Chooses the key by the name of an algorithm; {@code none} leaves the signature empty. */
  void algorithm(String name) {
    secret = null;
    unsigned = name.equals("none");
    algorithm = unsigned ? algorithm : SigningKeys.algorithm(name);
  }

  void foreign() {
    foreign = true;
  }

  /** HS256 with these bytes. */
  void secret(byte[] bytes) {
    secret = bytes.clone();
  }

  /** The published key that this signature claims to be by. */
  SigningKey claimedKey() {
    return keys.current().keyFor(algorithm);
  }

  /** The key that makes the signature where it is no published one. */
  SigningKey foreignKey() {
    return keys.foreign().keyFor(algorithm);
  }

  byte[] sign(byte[] input) {
    if (unsigned) {
      return new byte[0];
    }
    if (secret != null) {
      return hmac(secret, input);
    }
    return (foreign ? foreignKey() : claimedKey()).sign(algorithm, input);
  }

  private static byte[] hmac(byte[] secret, byte[] input) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      return mac.doFinal(input);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JVM cannot compute HMAC-SHA-256", e);
    }
  }
}
