package dev.latchkey.keys;

import java.math.BigInteger;
import java.security.spec.EdECPoint;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which points are keys of Ed25519, and what may be a signature (RFC 8032 section 5.1). */
final class EdwardsPoint {

  private static final BigInteger ONE = BigInteger.ONE;
  private static final BigInteger P = ONE.shiftLeft(255).subtract(BigInteger.valueOf(19));
  private static final BigInteger D =
      BigInteger.valueOf(-121_665).multiply(BigInteger.valueOf(121_666).modInverse(P)).mod(P);

  /** Of the base point. */
  static final BigInteger ORDER =
      ONE.shiftLeft(252).add(new BigInteger("27742317777372353535851937790883648493"));

  static final int NUMBER_BYTES = 32;

  private static final BigInteger ORDER_EIGHT =
      new BigInteger("05fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826", 16);

  /**
   * The heights of the eight points whose order divides eight: with one of them as key, a signature
   * can be made that verifies for every message, or for one in eight.
   */
  private static final Set<BigInteger> SMALL_ORDER =
      Set.of(BigInteger.ZERO, ONE, P.subtract(ONE), ORDER_EIGHT, P.subtract(ORDER_EIGHT));

  private EdwardsPoint() {}

  /** Tells why a point must not be a key; {@code null} when it may. */
  static @Nullable String weakness(EdECPoint point) {
    BigInteger y = point.getY();
    if (y.compareTo(P) >= 0) { // section 5.1.3 step 1
      return "is not written canonically";
    }
    if (SMALL_ORDER.contains(y)) {
      return "is a point of small order, which verifies anything";
    }
    return isOnCurve(y) ? null : "is not a point on its curve";
  }

  /**
   * Tells whether a signature is R and S of this length, with S below the order: else the same one
   * could be written in several ways (section 5.1.7 step 1).
   */
  static boolean mayBeSignature(byte[] signature) {
    return signature.length == 2 * NUMBER_BYTES && s(signature).compareTo(ORDER) < 0;
  }

  /** The second number of a signature, which is little-endian. */
  static BigInteger s(byte[] signature) {
    byte[] bigEndian = new byte[NUMBER_BYTES];
    for (int i = 0; i < NUMBER_BYTES; i++) {
      bigEndian[i] = signature[signature.length - 1 - i];
    }
    return new BigInteger(1, bigEndian);
  }

  /** Section 5.1.3 step 2: x² = (y² - 1) / (d y² + 1) has a solution. */
  private static boolean isOnCurve(BigInteger y) {
    BigInteger square = y.multiply(y).mod(P);
    BigInteger u = square.subtract(ONE);
    BigInteger v = D.multiply(square).add(ONE).mod(P); // never zero, since -d is no square
    BigInteger x2 = u.multiply(v.modInverse(P)).mod(P);
    return x2.modPow(P.subtract(ONE).shiftRight(1), P).equals(ONE); // Euler's criterion
  }
}
