package dev.latchkey.keys;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Which RSA keys are neither breakable nor a burden. */
final class RsaStrength {

  private static final int MIN_BITS = 2048; // RFC 7518 section 3.3
  private static final int MAX_BITS = 8192; // more would cost seconds a signature
  private static final int MAX_EXPONENT_BITS = 64;

  /** Residues modulo these give away the key generator of CVE-2017-15361 (ROCA). */
  private static final int[] ROCA_PRIMES = {
    3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97,
    101, 103, 107, 109, 113, 127, 131, 137, 139, 149, 151, 157, 163, 167
  };

  private static final int ROCA_GENERATOR = 65_537;

  private RsaStrength() {}

  /** Tells why a key must not be used; {@code null} when it may. */
  static @Nullable String weakness(BigInteger modulus, BigInteger exponent) {
    int bits = modulus.bitLength();
    if (bits < MIN_BITS || bits > MAX_BITS) {
      return "has " + bits + " bits, not " + MIN_BITS + " to " + MAX_BITS;
    }
    if (!modulus.testBit(0)) {
      return "has an even modulus";
    }
    if (!exponent.testBit(0)
        || exponent.compareTo(BigInteger.valueOf(3)) < 0
        || exponent.bitLength() > MAX_EXPONENT_BITS) {
      return "has an exponent that is even, below 3 or above 64 bits";
    }
    return isRoca(modulus) ? "comes from a broken key generator (CVE-2017-15361)" : null;
  }

  private static boolean isRoca(BigInteger modulus) {
    for (int prime : ROCA_PRIMES) {
      int residue = modulus.mod(BigInteger.valueOf(prime)).intValue();
      if (!isPowerOfGenerator(residue, prime)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPowerOfGenerator(int residue, int prime) {
    int power = 1;
    do {
      if (power == residue) {
        return true;
      }
      power = power * (ROCA_GENERATOR % prime) % prime;
    } while (power != 1);
    return false;
  }
}
