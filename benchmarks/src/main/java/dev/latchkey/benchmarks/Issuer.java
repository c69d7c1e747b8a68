package dev.latchkey.benchmarks;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;

/** Keys and tokens of the size that providers make: fifteen claims, about 950 characters. */
final class Issuer {

  static final String NAME = "https://id.example.com/realms/shop";
  static final String AUDIENCE = "orders-api";

  private final JWSAlgorithm algorithm;
  private final JWK key;

  Issuer(String algorithm) throws JOSEException {
    this.algorithm = JWSAlgorithm.parse(algorithm);
    this.key =
        algorithm.startsWith("RS")
            ? new RSAKeyGenerator(2048).keyID("one").generate()
            : new ECKeyGenerator(Curve.P_256).keyID("one").generate();
  }

  byte[] jwks() {
    return new JWKSet(key.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
  }

  PublicKey publicKey() throws JOSEException {
    return algorithm.getName().startsWith("RS")
        ? key.toRSAKey().toPublicKey()
        : key.toECKey().toPublicKey();
  }

  String token() throws JOSEException {
    JWSHeader header =
        new JWSHeader.Builder(algorithm).keyID("one").type(new JOSEObjectType("at+jwt")).build();
    SignedJWT jwt = new SignedJWT(header, claims());
    JWSSigner signer =
        algorithm.getName().startsWith("RS")
            ? new RSASSASigner(key.toRSAKey())
            : new ECDSASigner(key.toECKey());
    jwt.sign(signer);
    return jwt.serialize();
  }

  private static JWTClaimsSet claims() {
    Instant now = Instant.now();
    return new JWTClaimsSet.Builder()
        .issuer(NAME)
        .audience(List.of(AUDIENCE, "account"))
        .subject("5a5c6a0e-3f0e-4b7e-9d53-0f6f0f6d1c11")
        .issueTime(Date.from(now))
        .expirationTime(Date.from(now.plus(Duration.ofHours(8))))
        .jwtID("1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed")
        .claim("auth_time", now.getEpochSecond())
        .claim("azp", "shop")
        .claim("sid", "8f14e45f-ceea-467f-a9f6-3c2a1b0c9d8e")
        .claim("acr", "1")
        .claim("scope", "openid profile email orders:read orders:write")
        .claim("email_verified", true)
        .claim("preferred_username", "alice")
        .claim("email", "alice@example.com")
        .claim("roles", List.of("user", "clerk"))
        .build();
  }
}
