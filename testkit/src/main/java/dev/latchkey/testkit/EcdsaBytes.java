package dev.latchkey.testkit;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.impl.ECDSA;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.util.BigIntegerUtils;
import java.math.BigInteger;
import java.util.Arrays;

/** Other ways to write an ES256 signature, the two numbers of RFC 7518 section 3.4. */
final class EcdsaBytes {
  private static final int NUMBER_BYTES = 32;

  private EcdsaBytes() {}

  /** As other protocols write it. */
  static byte[] der(byte[] signature) {
    try {
      return ECDSA.transcodeSignatureToDER(signature);
    } catch (JOSEException e) {
      throw new IllegalArgumentException("no ECDSA signature", e);
    }
  }

  /** With s taken from the order of the curve: it verifies, too. */
  static byte[] twin(byte[] signature) {
    BigInteger order = Curve.P_256.toECParameterSpec().getOrder();
    byte[] half = Arrays.copyOfRange(signature, NUMBER_BYTES, signature.length);
    byte[] other = BigIntegerUtils.toBytesUnsigned(order.subtract(new BigInteger(1, half)));
    byte[] twin = Arrays.copyOf(signature, signature.length);
    Arrays.fill(twin, NUMBER_BYTES, twin.length, (byte) 0);
    System.arraycopy(other, 0, twin, twin.length - other.length, other.length);
    return twin;
  }
}
