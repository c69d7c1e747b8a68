package dev.latchkey.keys;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import org.jspecify.annotations.Nullable;

/** The curves of ECDSA, each with its one algorithm (RFC 7518 sections 3.4 and 6.2.1.1). */
enum Curve {
  P256("P-256", "secp256r1", SignatureAlgorithm.ES256, 32),
  P384("P-384", "secp384r1", SignatureAlgorithm.ES384, 48),
  P521("P-521", "secp521r1", SignatureAlgorithm.ES512, 66);

  private final String jwkName;
  private final SignatureAlgorithm algorithm;
  private final int coordinateBytes;
  private final ECParameterSpec parameters;

  Curve(String jwkName, String jcaName, SignatureAlgorithm algorithm, int coordinateBytes) {
    this.jwkName = jwkName;
    this.algorithm = algorithm;
    this.coordinateBytes = coordinateBytes;
    this.parameters = parameters(jcaName);
  }

  private static ECParameterSpec parameters(String jcaName) {
    try {
      AlgorithmParameters named = AlgorithmParameters.getInstance("EC");
      named.init(new ECGenParameterSpec(jcaName));
      return named.getParameterSpec(ECParameterSpec.class);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no curve " + jcaName, e);
    }
  }

  static @Nullable Curve named(Object jwkName) {
    for (Curve curve : values()) {
      if (curve.jwkName.equals(jwkName)) {
        return curve;
      }
    }
    return null;
  }

  static @Nullable Curve of(ECParameterSpec parameters) {
    for (Curve curve : values()) {
      if (curve.parameters.getCurve().equals(parameters.getCurve())
          && curve.parameters.getGenerator().equals(parameters.getGenerator())
          && curve.parameters.getOrder().equals(parameters.getOrder())) {
        return curve;
      }
    }
    return null;
  }

  SignatureAlgorithm algorithm() {
    return algorithm;
  }

  int coordinateBytes() {
    return coordinateBytes;
  }

  ECParameterSpec parameters() {
    return parameters;
  }

  /** Tells whether the point satisfies y² = x³ + ax + b with both coordinates below p. */
  boolean contains(ECPoint point) {
    if (point.equals(ECPoint.POINT_INFINITY)) {
      return false;
    }
    BigInteger x = point.getAffineX();
    BigInteger y = point.getAffineY();
    BigInteger p = ((ECFieldFp) parameters.getCurve().getField()).getP();
    if (x.signum() < 0 || y.signum() < 0 || x.compareTo(p) >= 0 || y.compareTo(p) >= 0) {
      return false;
    }
    BigInteger a = parameters.getCurve().getA();
    BigInteger right = x.pow(3).add(a.multiply(x)).add(parameters.getCurve().getB());
    return y.pow(2).subtract(right).mod(p).signum() == 0;
  }

  /**
   * Tells whether a signature is R and S of exactly this length, each from 1 to n - 1. Asked before
   * the JDK is, because some of its versions take zeros for a good signature.
   */
  boolean mayBeSignature(byte[] signature) {
    return signature.length == 2 * coordinateBytes
        && inRange(new BigInteger(1, signature, 0, coordinateBytes))
        && inRange(new BigInteger(1, signature, coordinateBytes, coordinateBytes));
  }

  private boolean inRange(BigInteger number) {
    return number.signum() > 0 && number.compareTo(parameters.getOrder()) < 0;
  }
}
