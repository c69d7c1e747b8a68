package dev.latchkey.testing;

import dev.latchkey.json.Json;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Key pairs, made once a run, and their JSON form. */
public final class TestKeys {

  public static final KeyPair RSA = rsa(2048);
  public static final KeyPair RSA_TWO = rsa(2048);
  public static final KeyPair P256 = ec("secp256r1");
  public static final KeyPair P384 = ec("secp384r1");
  public static final KeyPair P521 = ec("secp521r1");
  public static final KeyPair ED25519 = pair("Ed25519");

  private TestKeys() {}

  public static KeyPair rsa(int bits) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(bits);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public static KeyPair ec(String curve) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(curve));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public static KeyPair pair(String algorithm) {
    try {
      return KeyPairGenerator.getInstance(algorithm).generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The JWK of a key; its members may be changed. */
  public static Map<String, Object> jwk(String kid, PublicKey key) {
    Map<String, Object> jwk = new LinkedHashMap<>();
    if (kid != null) {
      jwk.put("kid", kid);
    }
    if (key instanceof RSAPublicKey rsa) {
      jwk.put("kty", "RSA");
      jwk.put("n", base64(rsa.getModulus()));
      jwk.put("e", base64(rsa.getPublicExponent()));
    } else if (key instanceof ECPublicKey ec) {
      int bits = ec.getParams().getOrder().bitLength();
      jwk.put("kty", "EC");
      jwk.put("crv", "P-" + bits);
      jwk.put("x", base64(fixed(ec.getW().getAffineX(), (bits + 7) / 8)));
      jwk.put("y", base64(fixed(ec.getW().getAffineY(), (bits + 7) / 8)));
    } else {
      byte[] der = key.getEncoded();
      jwk.put("kty", "OKP");
      jwk.put("crv", "Ed25519");
      jwk.put("x", base64(Arrays.copyOfRange(der, der.length - 32, der.length)));
    }
    return jwk;
  }

  @SafeVarargs
  public static String jwks(Map<String, Object>... keys) {
    List<Object> entries = new ArrayList<>();
    for (Map<String, Object> key : keys) {
      entries.add(key);
    }
    return Json.write(Map.of("keys", entries));
  }

  public static String base64(BigInteger number) {
    byte[] bytes = number.toByteArray();
    return base64(
        bytes[0] == 0 && bytes.length > 1 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
  }

  public static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** A number in big-endian bytes of exactly this length. */
  public static byte[] fixed(BigInteger number, int length) {
    byte[] bytes = number.toByteArray();
    byte[] fixed = new byte[length];
    int skip = Math.max(0, bytes.length - length);
    System.arraycopy(bytes, skip, fixed, length - (bytes.length - skip), bytes.length - skip);
    return fixed;
  }

  /** Signs with a JCA algorithm, its parameters left at their defaults. */
  public static byte[] sign(String jcaName, KeyPair pair, byte[] input) {
    try {
      Signature signature = Signature.getInstance(jcaName);
      signature.initSign(pair.getPrivate());
      signature.update(input);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
