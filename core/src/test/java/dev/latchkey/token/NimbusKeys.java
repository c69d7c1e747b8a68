package dev.latchkey.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.proc.JWSKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;

/**
 * Chooses keys for Nimbus by Nimbus's own matcher.
 *
 * @param published by {@code kid}, kind, use and algorithm
 * @param secret for a MAC, whatever {@code kid} says: there is but one
 * @param allowed names of algorithms
 */
record NimbusKeys(JWKSet published, byte[] secret, Set<String> allowed)
    implements JWSKeySelector<SecurityContext> {

  /** All of an Ed25519 key in X.509 but its point (RFC 8410 section 4). */
  private static final String ED25519_PREFIX = "302a300506032b6570032100";

  @Override
  public List<Key> selectJWSKeys(JWSHeader header, SecurityContext context) {
    if (!allowed.contains(header.getAlgorithm().getName())) {
      return List.of();
    }
    if (JWSAlgorithm.Family.HMAC_SHA.contains(header.getAlgorithm())) {
      return List.of(new SecretKeySpec(secret, "HMAC"));
    }
    List<Key> keys = new ArrayList<>();
    for (JWK jwk : new JWKSelector(JWKMatcher.forJWSHeader(header)).select(published)) {
      if (fits(jwk, header.getAlgorithm())) {
        keys.add(javaKey(jwk));
      }
    }
    return keys;
  }

  /** Nimbus's matcher forgets the curve, and its processor then stops at the first key. */
  private static boolean fits(JWK jwk, JWSAlgorithm algorithm) {
    return !(jwk instanceof ECKey ec) || Curve.forJWSAlgorithm(algorithm).contains(ec.getCurve());
  }

  private static Key javaKey(JWK jwk) {
    try {
      return jwk instanceof OctetKeyPair edwards
          ? ed25519(edwards.getDecodedX())
          : ((AsymmetricJWK) jwk).toPublicKey();
    } catch (JOSEException | GeneralSecurityException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static Key ed25519(byte[] point) throws GeneralSecurityException {
    String encoded = ED25519_PREFIX + HexFormat.of().formatHex(point);
    return KeyFactory.getInstance("Ed25519")
        .generatePublic(new X509EncodedKeySpec(HexFormat.of().parseHex(encoded)));
  }
}
