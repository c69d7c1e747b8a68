package dev.latchkey.token;

import dev.latchkey.json.Json;
import dev.latchkey.testing.TestKeys;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Tokens with a MAC, keyed by a secret or, as a forger does it, by what everybody can read. */
public final class HmacTokens {

  private HmacTokens() {}

  static String hs256(String header, String claims, byte[] key) {
    return hs("HmacSHA256", header, claims, key);
  }

  public static String hs(String jcaName, String header, String claims, byte[] key) {
    String input = TokenMaker.encoded(header) + "." + TokenMaker.encoded(claims);
    try {
      Mac mac = Mac.getInstance(jcaName);
      mac.init(new SecretKeySpec(key, jcaName));
      return input + "." + TestKeys.base64(mac.doFinal(input.getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static byte[] pem(byte[] der) {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return bytes("-----BEGIN PUBLIC KEY-----\n" + body + "\n-----END PUBLIC KEY-----\n");
  }

  static byte[] modulus(KeyPair rsa) {
    return TestKeys.fixed(((RSAPublicKey) rsa.getPublic()).getModulus(), 256);
  }

  static byte[] jwk(Map<String, Object> jwk) {
    return bytes(Json.write(jwk));
  }

  static byte[] openSsh(KeyPair rsa) {
    RSAPublicKey key = (RSAPublicKey) rsa.getPublic();
    ByteArrayOutputStream blob = new ByteArrayOutputStream();
    for (byte[] part :
        new byte[][] {
          bytes("ssh-rsa"), signed(key.getPublicExponent()), signed(key.getModulus())
        }) {
      blob.writeBytes(ByteBuffer.allocate(4).putInt(part.length).array());
      blob.writeBytes(part);
    }
    return bytes("ssh-rsa " + Base64.getEncoder().encodeToString(blob.toByteArray()));
  }

  private static byte[] signed(BigInteger number) {
    return number.toByteArray();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
