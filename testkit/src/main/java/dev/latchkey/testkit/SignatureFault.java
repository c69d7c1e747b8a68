package dev.latchkey.testkit;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Ways in which the signature of a token, or the key that it claims, is wrong. */
public enum SignatureFault implements TokenFault {
  /** {@code alg} is none, and there is no signature. */
  NONE(token -> token.algorithm("none"), "A01"),
  /** {@code alg} is none, beside a signature that would verify. */
  NONE_BESIDE_SIGNATURE(token -> token.header("alg", "none"), "A01"),
  /** {@code alg} is none in other letters. */
  NONE_IN_OTHER_CASE(token -> token.header("alg", "nOnE"), "A02"),
  /** A MAC made with the text of the published RSA key. */
  MAC_WITH_RSA_KEY(token -> token.signWithSecret(token.publishedKey().toJSONString()), "A04"),
  /** A MAC made with the text of the published EC key. */
  MAC_WITH_EC_KEY(
      token -> token.signWithSecret(token.algorithm("ES256").publishedKey().toJSONString()), "A05"),
  /** A MAC made with the secret of the ready client. */
  MAC_WITH_CLIENT_SECRET(token -> token.signWithSecret(TestProvider.CLIENT_SECRET), "A06"),
  /** A MAC made with a key of one byte. */
  MAC_WITH_ONE_BYTE(token -> token.signWithSecret(new byte[1]), "A07"),
  /** Another algorithm than the key is published for, although the signature verifies. */
  OTHER_ALGORITHM(token -> token.algorithm("PS256"), "A09"),
  /** An EC signature under the key id of the RSA key. */
  OTHER_KEY_TYPE(token -> token.keyId(token.publishedKey().getKeyID()).algorithm("ES256"), "A10"),
  /** An algorithm of another curve than its key. */
  OTHER_CURVE(token -> token.algorithm("ES256").header("alg", "ES384"), "A11"),
  /** {@code Ed25519} where the key is published for {@code EdDSA}: not wrong (RFC 9864). */
  OTHER_NAME(token -> token.algorithm("EdDSA").header("alg", "Ed25519"), "A12"),
  /** A key that nobody has published, under the key id of one that is. */
  FOREIGN_KEY(TestToken::signWithForeignKey, "A28"),
  /** The token brings its key along ({@code jwk}), without a key id. */
  BROUGHT_KEY(
      token ->
          token
              .signWithForeignKey()
              .header("jwk", token.foreignKey().toJSONObject())
              .withoutHeader("kid"),
      "A13"),
  /** The token brings its key along ({@code jwk}), under the key id of a published one. */
  BROUGHT_KEY_UNDER_KNOWN_ID(
      token -> token.signWithForeignKey().header("jwk", token.foreignKey().toJSONObject()), "A14"),
  /** The token names the address of its key ({@code jku}), the provider's {@code /elsewhere}. */
  KEY_ADDRESS(
      token -> token.signWithForeignKey().header("jku", token.text("iss") + "/elsewhere"), "A15"),
  /** The token names the address of its certificate ({@code x5u}), an internal one. */
  CERTIFICATE_ADDRESS(
      token -> token.signWithForeignKey().header("x5u", "http://169.254.169.254/"), "A16"),
  /** The token brings a certificate along ({@code x5c}). */
  BROUGHT_CERTIFICATE(
      token -> token.signWithForeignKey().header("x5c", List.of("MIIBszCCARygAwIBAgIBATAN")),
      "A17"),
  /** The token names another certificate than its key id ({@code x5t#S256}). */
  CERTIFICATE_THUMBPRINT(
      token -> token.signWithForeignKey().header("x5t#S256", token.foreignKey().getKeyID()), "A18"),
  /** One bit is turned over. */
  BROKEN(TestToken::breakSignature, "A28"),
  /** There is nothing behind the second dot. */
  EMPTY(token -> token.rewriteSignature(bytes -> new byte[0]), "A29"),
  /** Both numbers of an ECDSA signature are 0. */
  ECDSA_ZEROES(
      token -> token.algorithm("ES256").rewriteSignature(bytes -> new byte[bytes.length]), "A34"),
  /** An ECDSA signature in DER. */
  ECDSA_IN_DER(token -> token.algorithm("ES256").rewriteSignature(EcdsaBytes::der), "A35"),
  /** An ECDSA signature with a byte too many. */
  ECDSA_TOO_LONG(
      token ->
          token
              .algorithm("ES256")
              .rewriteSignature(bytes -> Arrays.copyOf(bytes, bytes.length + 1)),
      "A36"),
  /** The other ECDSA signature of the same text, which is as good as the first: not wrong. */
  ECDSA_TWIN(token -> token.algorithm("ES256").rewriteSignature(EcdsaBytes::twin), "A37"),
  /** Unused bits of the last character are set. */
  UNUSED_BITS(token -> token.rewrite(SignatureFault::withUnusedBits), "A38"),
  /** An algorithm that no JWS may have. */
  UNKNOWN_ALGORITHM(token -> token.header("alg", "RS1"), "A61");

  private static final String DIGITS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  private final Consumer<TestToken> change;
  private final Set<String> rows;

  SignatureFault(Consumer<TestToken> change, String... rows) {
    this.change = change;
    this.rows = Set.of(rows);
  }

  /** The last character of 256 or 64 bytes carries two bits, and four that must be 0. */
  private static String withUnusedBits(String token) {
    int last = token.length() - 1;
    return token.substring(0, last) + DIGITS.charAt(DIGITS.indexOf(token.charAt(last)) + 1);
  }

  @Override
  public void accept(TestToken token) {
    change.accept(token);
  }

  @Override
  public Set<String> rows() {
    return rows;
  }
}
