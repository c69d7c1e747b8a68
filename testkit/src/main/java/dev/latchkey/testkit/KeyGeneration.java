package dev.latchkey.testkit;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.SignedJWT;
import java.security.KeyPair;
import java.util.List;

/** The keys of one period between two rotations, each for one algorithm; the first is RSA. */
record KeyGeneration(List<SigningKey> keys) {

  static KeyGeneration of(KeyPair pair, JWSAlgorithm rsaAlgorithm) {
    return new KeyGeneration(
        List.of(
            SigningKey.rsa(pair, rsaAlgorithm),
            SigningKey.ec(JWSAlgorithm.ES256),
            SigningKey.ec(JWSAlgorithm.ES384),
            SigningKey.ec(JWSAlgorithm.ES512),
            SigningKey.ed25519()));
  }

  /** The RSA key serves all RSA algorithms, though it is published for one. */
  SigningKey keyFor(JWSAlgorithm algorithm) {
    return keys.stream()
        .filter(key -> key.published().getAlgorithm().equals(algorithm))
        .findFirst()
        .orElse(keys.get(0));
  }

  List<JWK> published() {
    return keys.stream().map(SigningKey::published).toList();
  }

  boolean signed(SignedJWT token) {
    return keys.stream().anyMatch(key -> key.signed(token));
  }
}
