package dev.latchkey.keys;

import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a key can do by its nature, or why it must not be used.
 *
 * @param algorithms names of algorithms; empty when the key must not be used
 * @param shape tells whether bytes may be a signature at all
 * @param problem why the key must not be used; {@code null} when it may
 */
record KeyKind(Set<String> algorithms, Predicate<byte[]> shape, @Nullable String problem) {

  private static final Set<String> RSA =
      Set.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512");

  /** Two names of the same: RFC 9864 section 2.2 puts the curve's in place of {@code EdDSA}. */
  private static final Set<String> EDWARDS =
      Set.of(SignatureAlgorithm.EDDSA.headerName(), SignatureAlgorithm.ED25519.headerName());

  static KeyKind of(PublicKey key) {
    if (key instanceof RSAPublicKey rsa) {
      return ofRsa(rsa);
    }
    if (key instanceof ECPublicKey ec) {
      return ofEc(ec);
    }
    if (key instanceof EdECPublicKey ed) {
      return ofEd(ed);
    }
    return unusable("is of kind " + key.getAlgorithm() + ", which is not for signatures we check");
  }

  static KeyKind unusable(String problem) {
    return new KeyKind(Set.of(), signature -> false, problem);
  }

  private static KeyKind ofRsa(RSAPublicKey key) {
    String weakness = RsaStrength.weakness(key.getModulus(), key.getPublicExponent());
    if (weakness != null) {
      return unusable(weakness);
    }
    int bytes = (key.getModulus().bitLength() + 7) / 8; // RFC 8017 section 8.2.2 step 1
    return new KeyKind(RSA, signature -> signature.length == bytes, null);
  }

  private static KeyKind ofEc(ECPublicKey key) {
    Curve curve = Curve.of(key.getParams());
    if (curve == null) {
      return unusable("is on another curve than P-256, P-384 and P-521");
    }
    if (!curve.contains(key.getW())) { // RFC 8725 section 3.4
      return unusable("is not a point on its curve");
    }
    return new KeyKind(Set.of(curve.algorithm().headerName()), curve::mayBeSignature, null);
  }

  private static KeyKind ofEd(EdECPublicKey key) {
    if (!key.getParams().getName().equals("Ed25519")) {
      return unusable("is on another curve than Ed25519");
    }
    String weakness = EdwardsPoint.weakness(key.getPoint());
    return weakness != null
        ? unusable(weakness)
        : new KeyKind(EDWARDS, EdwardsPoint::mayBeSignature, null);
  }

  /** What a key of this kind may verify that is published for one algorithm. */
  Set<String> algorithms(String published) {
    return EDWARDS.contains(published) ? EDWARDS : Set.of(published);
  }
}
