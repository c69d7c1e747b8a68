package dev.latchkey.benchmarks;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** Keys and tokens of the size that providers make: fifteen claims, about 950 characters. */
public final class Issuer {

  /** Who signs. */
  public static final String NAME = "https://id.example.com/realms/shop";

  /** Whom the tokens are for. */
  public static final String AUDIENCE = "orders-api";

  /** The {@code kid} of the one key. */
  public static final String KEY_ID = "one";

  private static final int ED25519_BYTES = 32;

  private final SigningKey key;

  /** Makes a new key for RS256 (2048 bits), ES256, EdDSA (Ed25519) or HS256. */
  public Issuer(String algorithm) throws GeneralSecurityException {
    this.key = SigningKey.generate(algorithm);
  }

  /** The name of the algorithm in a header. */
  public String algorithm() {
    return key.algorithm();
  }

  /** The name that the JDK has for it; the signatures of ES256 in the form of RFC 7518. */
  public String jcaName() {
    return key.jcaName();
  }

  /** The public half; none for HS256. */
  public PublicKey publicKey() {
    return key.publicKey();
  }

  /** The secret of HS256, 32 bytes; none for the others. */
  public SecretKey secret() {
    return new SecretKeySpec(key.secret(), jcaName());
  }

  /** The published key; for HS256 the secret, which nobody publishes. */
  public JWK jwk() {
    if (algorithm().equals("HS256")) {
      return new OctetSequenceKey.Builder(secret()).keyID(KEY_ID).build();
    }
    PublicKey published = publicKey();
    if (published instanceof RSAPublicKey rsa) {
      return new RSAKey.Builder(rsa).keyID(KEY_ID).build();
    }
    if (published instanceof ECPublicKey ec) {
      return new ECKey.Builder(Curve.P_256, ec).keyID(KEY_ID).build();
    }
    byte[] encoded = published.getEncoded(); // ends in the key as RFC 8032 writes it
    byte[] x = Arrays.copyOfRange(encoded, encoded.length - ED25519_BYTES, encoded.length);
    return new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(x)).keyID(KEY_ID).build();
  }

  /** The published key set; none for HS256. */
  public byte[] jwks() {
    return new JWKSet(jwk()).toString().getBytes(StandardCharsets.UTF_8);
  }

  /** A good token for eight hours. */
  public String token() throws GeneralSecurityException {
    return token(NAME, AUDIENCE, Duration.ofHours(8));
  }

  /** A token that is properly signed, whatever it says. */
  public String token(String issuer, String audience, Duration life)
      throws GeneralSecurityException {
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("alg", algorithm());
    header.put("typ", "JWT");
    header.put("kid", KEY_ID);
    String signed = segment(header) + "." + segment(claims(issuer, audience, life));
    byte[] signature = key.sign(signed.getBytes(StandardCharsets.US_ASCII));
    return signed + "." + Base64URL.encode(signature);
  }

  /** The same token with another signature, of the same length. */
  public static String forged(String good) {
    int at = good.length() - 10;
    char other = good.charAt(at) == 'A' ? 'B' : 'A';
    return good.substring(0, at) + other + good.substring(at + 1);
  }

  private static Base64URL segment(Map<String, Object> members) {
    return Base64URL.encode(JSONObjectUtils.toJSONString(members));
  }

  private static Map<String, Object> claims(String issuer, String audience, Duration life) {
    long now = Instant.now().getEpochSecond();
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("iss", issuer);
    claims.put("aud", List.of(audience, "account"));
    claims.put("sub", "5a5c6a0e-3f0e-4b7e-9d53-0f6f0f6d1c11");
    claims.put("iat", now - 1);
    claims.put("exp", now + life.toSeconds());
    claims.put("jti", UUID.randomUUID().toString());
    claims.put("auth_time", now - 1);
    claims.put("azp", audience);
    claims.put("sid", "8f14e45f-ceea-467f-a9f6-3c2a1b0c9d8e");
    claims.put("acr", "1");
    claims.put("scope", "openid profile email orders:read orders:write");
    claims.put("email_verified", true);
    claims.put("preferred_username", "alice");
    claims.put("email", "alice@example.com");
    claims.put("roles", List.of("user", "clerk"));
    return claims;
  }
}
