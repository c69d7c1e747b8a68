package dev.latchkey.keys;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.ProviderException;
import java.security.PublicKey;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.KeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Turns the numbers of a JWK into a public key; {@code null} wherever they make none. */
final class JwkNumbers {

  /** A modulus of 8,192 bits has 1,024 bytes; some providers put a zero before it. */
  private static final int MAX_NUMBER_BYTES = 1100;

  /** RFC 8410 section 4: what stands before the 32 bytes of an Ed25519 key in its DER form. */
  private static final byte[] ED25519_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

  private static final int ED25519_KEY_BYTES = 32;

  private JwkNumbers() {}

  static @Nullable PublicKey key(JwkEntry entry) {
    if ("RSA".equals(entry.text("kty"))) {
      return key("RSA", rsa(entry));
    }
    return "EC".equals(entry.text("kty")) ? key("EC", ec(entry)) : key("Ed25519", ed25519(entry));
  }

  private static @Nullable PublicKey key(String type, @Nullable KeySpec spec) {
    if (spec == null) {
      return null;
    }
    try {
      return KeyFactory.getInstance(type).generatePublic(spec);
    } catch (GeneralSecurityException | ProviderException e) {
      return null;
    }
  }

  private static @Nullable KeySpec rsa(JwkEntry entry) {
    byte[] modulus = bytes(entry, "n");
    byte[] exponent = bytes(entry, "e");
    if (modulus == null || exponent == null) {
      return null;
    }
    return new RSAPublicKeySpec(new BigInteger(1, modulus), new BigInteger(1, exponent));
  }

  private static @Nullable KeySpec ec(JwkEntry entry) {
    Curve curve = Curve.named(entry.shown("crv"));
    byte[] x = bytes(entry, "x");
    byte[] y = bytes(entry, "y");
    if (curve == null
        || x == null
        || y == null
        || x.length != curve.coordinateBytes() // RFC 7518 section 6.2.1.2
        || y.length != curve.coordinateBytes()) {
      return null;
    }
    ECPoint point = new ECPoint(new BigInteger(1, x), new BigInteger(1, y));
    return curve.contains(point) ? new ECPublicKeySpec(point, curve.parameters()) : null;
  }

  private static @Nullable KeySpec ed25519(JwkEntry entry) {
    byte[] x = bytes(entry, "x");
    if (!"Ed25519".equals(entry.text("crv")) || x == null || x.length != ED25519_KEY_BYTES) {
      return null;
    }
    byte[] der = new byte[ED25519_PREFIX.length + ED25519_KEY_BYTES];
    System.arraycopy(ED25519_PREFIX, 0, der, 0, ED25519_PREFIX.length);
    System.arraycopy(x, 0, der, ED25519_PREFIX.length, ED25519_KEY_BYTES);
    return new X509EncodedKeySpec(der);
  }

  private static byte @Nullable [] bytes(JwkEntry entry, String name) {
    String text = entry.text(name);
    if (text == null || text.isEmpty() || text.indexOf('=') >= 0) {
      return null;
    }
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(text);
      return bytes.length > MAX_NUMBER_BYTES ? null : bytes;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
