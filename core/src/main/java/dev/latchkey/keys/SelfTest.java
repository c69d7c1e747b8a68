package dev.latchkey.keys;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks a provider's engine what is known, before it is asked about tokens. Our own checks stand in
 * front of every engine; this is asked without them, so that neither relies on the other.
 */
final class SelfTest {

  private final SignatureAlgorithm algorithm;
  private final PublicKey key;
  private final byte[] text = KnownAnswers.text();
  private final byte[] good;

  /**
   * Makes the test of an algorithm.
   *
   * @throws GeneralSecurityException when this JVM cannot read a key for it
   */
  SelfTest(SignatureAlgorithm algorithm) throws GeneralSecurityException {
    this.algorithm = algorithm;
    this.key = KnownAnswers.key(algorithm);
    this.good = KnownAnswers.signature(algorithm);
  }

  /** Makes an engine for the key. */
  interface Maker {
    Signature engine(PublicKey key) throws GeneralSecurityException;
  }

  /**
   * Tells what an engine of this algorithm gets wrong; {@code null}: nothing.
   *
   * @throws GeneralSecurityException when there is none for a key like ours
   */
  @Nullable String fault(Maker maker) throws GeneralSecurityException {
    Signature engine = maker.engine(key);
    if (!verifies(engine, text, good)) {
      return "takes a good signature of " + algorithm.headerName() + " for a bad one";
    }
    if (verifies(engine, flipped(text, text.length / 2), good)) {
      return "takes a signature of " + algorithm.headerName() + " for that of another text";
    }
    for (byte[] bad : forgeries()) {
      if (verifies(maker.engine(key), text, bad)) {
        return "takes a bad signature of " + algorithm.headerName() + " for a good one";
      }
    }
    return verifies(engine, text, good) // it is used again and again
        ? null
        : "verifies a signature of " + algorithm.headerName() + " only once";
  }

  /** Whatever is thrown is a no, as {@link VerificationKey#verifies} has it. */
  private static boolean verifies(Signature engine, byte[] text, byte[] signature) {
    try {
      engine.update(text);
      return engine.verify(signature);
    } catch (GeneralSecurityException | RuntimeException e) {
      return false;
    }
  }

  /**
   * Signatures that are none. Of what is no RSA the length is not asked: Java 17 itself takes one
   * byte more at Ed25519, and {@link KeyKind#shape} stands in front.
   */
  private List<byte[]> forgeries() {
    List<byte[]> forgeries = new ArrayList<>();
    forgeries.add(flipped(good, 0));
    forgeries.add(flipped(good, good.length / 2));
    forgeries.add(flipped(good, good.length - 1));
    switch (algorithm) {
      case ES256, ES384, ES512 -> addEdges(forgeries, Curve.of(((ECPublicKey) key).getParams()));
      case EDDSA, ED25519 -> forgeries.add(withLargeS());
      default -> {
        forgeries.add(Arrays.copyOf(good, good.length - 1));
        forgeries.add(Arrays.copyOf(good, good.length + 1));
        forgeries.add(shifted());
        forgeries.addAll(KnownAnswers.otherPaddings(algorithm));
      }
    }
    return forgeries;
  }

  private static byte[] flipped(byte[] bytes, int at) {
    byte[] flipped = bytes.clone();
    flipped[at] ^= 1;
    return flipped;
  }

  /** R, S or both are zero or the group's order (CVE-2022-21449). */
  private void addEdges(List<byte[]> forgeries, @Nullable Curve curve) {
    if (curve == null) {
      throw new IllegalStateException("the key of " + algorithm + " is on no curve of ours");
    }
    int bytes = curve.coordinateBytes();
    for (BigInteger edge : List.of(BigInteger.ZERO, curve.parameters().getOrder())) {
      byte[] number = bigEndian(edge, bytes);
      byte[] r = good.clone();
      System.arraycopy(number, 0, r, 0, bytes);
      byte[] both = r.clone();
      System.arraycopy(number, 0, both, bytes, bytes);
      byte[] s = good.clone();
      System.arraycopy(number, 0, s, bytes, bytes);
      forgeries.addAll(List.of(r, s, both));
    }
  }

  /** The same S, but for a multiple of the order (RFC 8032 section 5.1.7). */
  private byte[] withLargeS() {
    byte[] larger = good.clone();
    byte[] s = EdwardsPoint.s(good).add(EdwardsPoint.ORDER).toByteArray();
    for (int i = 0; i < s.length; i++) {
      larger[EdwardsPoint.NUMBER_BYTES + i] = s[s.length - 1 - i];
    }
    return larger;
  }

  /** The same number, written one byte too long. */
  private byte[] shifted() {
    byte[] longer = new byte[good.length + 1];
    System.arraycopy(good, 0, longer, 1, good.length);
    return longer;
  }

  private static byte[] bigEndian(BigInteger number, int length) {
    byte[] bytes = number.toByteArray(); // one longer where the highest bit is set
    byte[] fixed = new byte[length];
    int used = Math.min(bytes.length, length);
    System.arraycopy(bytes, bytes.length - used, fixed, length - used, used);
    return fixed;
  }
}
