package dev.latchkey.token;

import com.nimbusds.jose.jwk.JWKSet;
import dev.latchkey.keys.FixedKeys;
import dev.latchkey.keys.KeySource;
import dev.latchkey.keys.SecretKeys;
import dev.latchkey.testing.TestKeys;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.text.ParseException;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** What the issuer of the generated tokens signs with, by the names of the algorithms. */
enum SigningKey {
  RS256("r1", TestKeys.RSA, "SHA256withRSA"),
  PS256("r1", TestKeys.RSA, "RSASSA-PSS"),
  ES256("e1", TestKeys.P256, "SHA256withECDSAinP1363Format"),
  ES384("e3", TestKeys.P384, "SHA384withECDSAinP1363Format"),
  EdDSA("d1", TestKeys.ED25519, "Ed25519"),
  HS256("any", null, "HmacSHA256");

  static final Set<String> NAMES =
      Stream.of(values()).map(Enum::name).collect(Collectors.toUnmodifiableSet());

  /** From no seed: what a failure prints must not be enough to sign with. */
  private static final byte[] SECRET = new SecureRandom().generateSeed(32);

  final String kid;
  private final @Nullable KeyPair pair;
  private final String jcaName;

  SigningKey(String kid, @Nullable KeyPair pair, String jcaName) {
    this.kid = kid;
    this.pair = pair;
    this.jcaName = jcaName;
  }

  /** The keys as we take them: those published, and the secret beside them. */
  static KeySource ours() {
    KeySource published = FixedKeys.fromJwks(jwks().getBytes(StandardCharsets.UTF_8));
    return SecretKeys.beside(published, SECRET, Set.of("HS256"));
  }

  /** The same keys for Nimbus. */
  static NimbusKeys nimbus() {
    try {
      return new NimbusKeys(JWKSet.parse(jwks()), SECRET, NAMES);
    } catch (ParseException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String jwks() {
    return TestKeys.jwks(
        TestKeys.jwk("r1", TestKeys.RSA.getPublic()),
        TestKeys.jwk("e1", TestKeys.P256.getPublic()),
        TestKeys.jwk("e3", TestKeys.P384.getPublic()),
        TestKeys.jwk("d1", TestKeys.ED25519.getPublic()));
  }

  /** Makes a token of a header and claims that may be anything. */
  String token(String header, byte[] claims) {
    String input = TokenMaker.encoded(header) + "." + TestKeys.base64(claims);
    return input + "." + TestKeys.base64(sign(input.getBytes(StandardCharsets.US_ASCII)));
  }

  private byte[] sign(byte[] input) {
    try {
      return pair == null ? mac(input) : signature(pair, input);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private byte[] mac(byte[] input) throws GeneralSecurityException {
    Mac mac = Mac.getInstance(jcaName);
    mac.init(new SecretKeySpec(SECRET, jcaName));
    return mac.doFinal(input);
  }

  private byte[] signature(KeyPair by, byte[] input) throws GeneralSecurityException {
    Signature signature = Signature.getInstance(jcaName);
    if (this == PS256) {
      signature.setParameter(
          new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
    }
    signature.initSign(by.getPrivate());
    signature.update(input);
    return signature.sign();
  }
}
