package dev.latchkey.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import dev.latchkey.testing.TestKeys;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateKey;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Makes the tokens of an imagined issuer. Members are given as names and raw JSON in turns, so that
 * they can have any shape; {@link #ABSENT} leaves one out.
 */
public final class TokenMaker {

  public static final String ISSUER = "https://id.example.com/realms/shop";
  public static final String AUDIENCE = "orders-api";

  /** 2026-01-01T12:00:00Z, where a settable clock begins. */
  public static final long NOW = 1_767_268_800L;

  public static final String ABSENT = "";

  private TokenMaker() {}

  /** The key set of the issuer: an RSA key r1 and a P-256 key e1. */
  public static byte[] jwks() {
    return TestKeys.jwks(
            TestKeys.jwk("r1", TestKeys.RSA.getPublic()),
            TestKeys.jwk("e1", TestKeys.P256.getPublic()))
        .getBytes(StandardCharsets.UTF_8);
  }

  /** The claims of a good access token, with changes. */
  public static String accessClaims(String... changes) {
    Map<String, String> members = new LinkedHashMap<>();
    members.put("iss", quoted(ISSUER));
    members.put("aud", quoted(AUDIENCE));
    members.put("sub", quoted("alice-1"));
    members.put("iat", String.valueOf(NOW - 10));
    members.put("exp", String.valueOf(NOW + 300));
    members.put("scope", quoted("orders:read"));
    return object(members, changes);
  }

  /** The claims of a good ID token for the client {@code shop}, with changes. */
  public static String idClaims(String... changes) {
    Map<String, String> members = new LinkedHashMap<>();
    members.put("iss", quoted(ISSUER));
    members.put("aud", quoted("shop"));
    members.put("sub", quoted("alice-1"));
    members.put("iat", String.valueOf(NOW - 1));
    members.put("exp", String.valueOf(NOW + 300));
    members.put("nonce", quoted("n-1"));
    return object(members, changes);
  }

  /** The claims of a good logout token for the client {@code shop}, with changes. */
  public static String logoutClaims(String... changes) {
    Map<String, String> members = new LinkedHashMap<>();
    members.put("iss", quoted(ISSUER));
    members.put("aud", quoted("shop"));
    members.put("sub", quoted("alice-1"));
    members.put("iat", String.valueOf(NOW));
    members.put("exp", String.valueOf(NOW + 120));
    members.put("jti", quoted("logout-1"));
    members.put("events", "{\"http://schemas.openid.net/event/backchannel-logout\":{}}");
    return object(members, changes);
  }

  /** A good header of RS256, with changes. */
  public static String header(String... changes) {
    Map<String, String> members = new LinkedHashMap<>();
    members.put("alg", quoted("RS256"));
    members.put("typ", quoted("JWT"));
    members.put("kid", quoted("r1"));
    return object(members, changes);
  }

  private static String object(Map<String, String> members, String... changes) {
    for (int i = 0; i < changes.length; i += 2) {
      members.put(changes[i], changes[i + 1]);
    }
    return members.entrySet().stream()
        .filter(member -> !member.getValue().equals(ABSENT))
        .map(member -> quoted(member.getKey()) + ":" + member.getValue())
        .collect(Collectors.joining(",", "{", "}"));
  }

  public static String quoted(String text) {
    return '"' + text + '"';
  }

  /** An access token signed by the RSA key r1. */
  public static String rs256(String... changes) {
    return nimbus("RS256", "r1", accessClaims(changes));
  }

  /** An access token signed by the P-256 key e1. */
  public static String es256(String... changes) {
    return nimbus("ES256", "e1", accessClaims(changes));
  }

  /** A token that Nimbus makes and signs with the issuer's key for the algorithm. */
  public static String nimbus(String algorithm, String kid, String claims) {
    KeyPair pair = algorithm.startsWith("ES") ? TestKeys.P256 : TestKeys.RSA;
    return nimbus(algorithm, kid, claims, pair);
  }

  public static String nimbus(String algorithm, String kid, String claims, KeyPair pair) {
    JWSHeader header =
        new JWSHeader.Builder(JWSAlgorithm.parse(algorithm))
            .type(JOSEObjectType.JWT)
            .keyID(kid)
            .build();
    JWSObject jws = new JWSObject(header, new Payload(claims));
    try {
      jws.sign(signer(pair));
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
    return jws.serialize();
  }

  private static JWSSigner signer(KeyPair pair) throws JOSEException {
    return pair.getPrivate() instanceof RSAPrivateKey rsa
        ? new RSASSASigner(rsa)
        : new ECDSASigner((ECPrivateKey) pair.getPrivate());
  }

  /** A token with a header that no library would write, signed truly with SHA-256. */
  public static String raw(String header, String claims, KeyPair pair) {
    String input = encoded(header) + "." + encoded(claims);
    String jcaName =
        pair.getPrivate() instanceof RSAPrivateKey
            ? "SHA256withRSA"
            : "SHA256withECDSAinP1363Format";
    return input
        + "."
        + TestKeys.base64(TestKeys.sign(jcaName, pair, input.getBytes(StandardCharsets.US_ASCII)));
  }

  /** A token whose parts are bytes of any kind, a header and claims with a line end in between. */
  public static String signed(String headerAndClaims) {
    int end = headerAndClaims.indexOf('\n');
    String header = end < 0 ? header() : headerAndClaims.substring(0, end);
    String input = encodedBytes(header) + "." + encodedBytes(headerAndClaims.substring(end + 1));
    byte[] bytes = input.getBytes(StandardCharsets.US_ASCII);
    byte[] signature = TestKeys.sign("SHA256withECDSAinP1363Format", TestKeys.P256, bytes);
    return input + "." + TestKeys.base64(signature);
  }

  private static String encodedBytes(String bytes) {
    return TestKeys.base64(bytes.getBytes(StandardCharsets.ISO_8859_1));
  }

  public static String encoded(String text) {
    return TestKeys.base64(text.getBytes(StandardCharsets.UTF_8));
  }
}
