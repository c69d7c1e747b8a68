package dev.latchkey.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.testing.TestKeys;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a key verifies, with the JDK's engines; those of others pass the same tests. */
class VerificationKeyTest {

  private static final byte[] INPUT = "header.payload".getBytes(StandardCharsets.US_ASCII);
  private static final List<String> ALL =
      List.of(
          "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA");

  private final SignatureProvider provider = provider();

  SignatureProvider provider() {
    return SignatureProvider.jdk();
  }

  private VerificationKey key(KeyPair pair) {
    return key("k", null, pair);
  }

  private VerificationKey key(String keyId, @Nullable String algorithm, KeyPair pair) {
    return VerificationKey.of(
        keyId, algorithm, pair.getPublic(), KeyKind.of(pair.getPublic()), provider);
  }

  private static byte[] signPss(String hash, int saltBytes) throws GeneralSecurityException {
    return signPss(hash, new MGF1ParameterSpec(hash), saltBytes);
  }

  private static byte[] signPss(String hash, MGF1ParameterSpec mask, int saltBytes)
      throws GeneralSecurityException {
    Signature signature = Signature.getInstance("RSASSA-PSS");
    signature.setParameter(new PSSParameterSpec(hash, "MGF1", mask, saltBytes, 1));
    signature.initSign(TestKeys.RSA.getPrivate());
    signature.update(INPUT);
    return signature.sign();
  }

  @Test
  @Tag("E20")
  void isAnotherKeyWhenItIsAnotherIssuers() {
    VerificationKey anybodys = key(TestKeys.RSA);
    VerificationKey ours = anybodys.ofIssuer("https://one.example.com");

    assertThat(ours.issuer()).isEqualTo("https://one.example.com");
    assertThat(anybodys.issuer()).isNull();
    assertThat(ours)
        .isEqualTo(key(TestKeys.RSA).ofIssuer("https://one.example.com"))
        .hasSameHashCodeAs(key(TestKeys.RSA).ofIssuer("https://one.example.com"))
        .isNotEqualTo(anybodys)
        .isNotEqualTo(anybodys.ofIssuer("https://two.example.com"));
  }

  static Stream<Arguments> everyAlgorithm() throws GeneralSecurityException {
    return Stream.of(
        signed("RS256", TestKeys.RSA, "SHA256withRSA"),
        signed("RS384", TestKeys.RSA, "SHA384withRSA"),
        signed("RS512", TestKeys.RSA, "SHA512withRSA"),
        Arguments.of("PS256", TestKeys.RSA, signPss("SHA-256", 32)),
        Arguments.of("PS384", TestKeys.RSA, signPss("SHA-384", 48)),
        Arguments.of("PS512", TestKeys.RSA, signPss("SHA-512", 64)),
        signed("ES256", TestKeys.P256, "SHA256withECDSAinP1363Format"),
        signed("ES384", TestKeys.P384, "SHA384withECDSAinP1363Format"),
        signed("ES512", TestKeys.P521, "SHA512withECDSAinP1363Format"),
        signed("EdDSA", TestKeys.ED25519, "Ed25519"));
  }

  private static Arguments signed(String algorithm, KeyPair pair, String jcaName) {
    return Arguments.of(algorithm, pair, TestKeys.sign(jcaName, pair, INPUT));
  }

  @ParameterizedTest
  @MethodSource("everyAlgorithm")
  void verifiesAGoodSignatureUnderItsOwnAlgorithmAlone(
      String algorithm, KeyPair pair, byte[] signature) {
    VerificationKey key = key(pair);
    for (String tried : ALL) {
      assertThat(key.verifies(tried, INPUT, 0, INPUT.length, signature))
          .isEqualTo(tried.equals(algorithm));
    }
  }

  @ParameterizedTest
  @Tag("A28")
  @MethodSource("everyAlgorithm")
  void refusesWhenAnyBitIsFlipped(String algorithm, KeyPair pair, byte[] signature) {
    VerificationKey key = key(pair);
    for (int at = 0; at < signature.length; at++) {
      byte[] flipped = signature.clone();
      flipped[at] = (byte) (flipped[at] ^ 1 << at % 8);
      assertThat(key.verifies(algorithm, INPUT, 0, INPUT.length, flipped)).isFalse();
    }
    byte[] otherInput = INPUT.clone();
    otherInput[3] ^= 1;
    assertThat(key.verifies(algorithm, otherInput, 0, otherInput.length, signature)).isFalse();
  }

  @ParameterizedTest
  @Tag("A36")
  @Tag("A29")
  @MethodSource("everyAlgorithm")
  void refusesEveryOtherLength(String algorithm, KeyPair pair, byte[] signature) {
    VerificationKey key = key(pair);
    for (int length : new int[] {0, 1, 63, 65, 95, 97, 128, 131, 133, 257, 16_384}) {
      if (length != signature.length) {
        assertThat(
                key.verifies(algorithm, INPUT, 0, INPUT.length, Arrays.copyOf(signature, length)))
            .isFalse();
      }
    }
  }

  @Test
  @Tag("A35")
  void refusesAnEcdsaSignatureInDer() {
    byte[] der = TestKeys.sign("SHA256withECDSA", TestKeys.P256, INPUT);
    assertThat(key(TestKeys.P256).verifies("ES256", INPUT, 0, INPUT.length, der)).isFalse();
  }

  @ParameterizedTest
  @Tag("A34")
  @CsvSource({"ES256,P-256,32", "ES384,P-384,48", "ES512,P-521,66"})
  void refusesEcdsaNumbersAtTheEdges(String algorithm, String name, int bytes) {
    Curve curve = Curve.named(name);
    KeyPair pair =
        switch (algorithm) {
          case "ES256" -> TestKeys.P256;
          case "ES384" -> TestKeys.P384;
          default -> TestKeys.P521;
        };
    BigInteger n = ((ECPublicKey) pair.getPublic()).getParams().getOrder();
    List<BigInteger> edges =
        List.of(BigInteger.ZERO, BigInteger.ONE, n.subtract(BigInteger.ONE), n);
    for (BigInteger r : edges) {
      for (BigInteger s : edges) {
        byte[] signature = Arrays.copyOf(TestKeys.fixed(r, bytes), 2 * bytes);
        System.arraycopy(TestKeys.fixed(s, bytes), 0, signature, bytes, bytes);
        boolean inRange = inside(r, n) && inside(s, n);
        assertThat(curve.mayBeSignature(signature)).isEqualTo(inRange);
        assertThat(key(pair).verifies(algorithm, INPUT, 0, INPUT.length, signature)).isFalse();
      }
    }
  }

  private static boolean inside(BigInteger number, BigInteger n) {
    return number.signum() > 0 && number.compareTo(n) < 0;
  }

  @Test
  @Tag("A37")
  void theTwinOfAnEcdsaSignatureVerifiesToo() {
    byte[] signature = TestKeys.sign("SHA256withECDSAinP1363Format", TestKeys.P256, INPUT);
    BigInteger n = Curve.P256.parameters().getOrder();
    BigInteger s = new BigInteger(1, signature, 32, 32);
    System.arraycopy(TestKeys.fixed(n.subtract(s), 32), 0, signature, 32, 32);
    assertThat(key(TestKeys.P256).verifies("ES256", INPUT, 0, INPUT.length, signature)).isTrue();
  }

  @Test
  @Tag("A37")
  void refusesAnotherSpellingOfTheSameEd25519Number() {
    byte[] signature = TestKeys.sign("Ed25519", TestKeys.ED25519, INPUT);
    byte[] other = signature.clone();
    byte[] s = EdwardsPoint.s(signature).add(EdwardsPoint.ORDER).toByteArray();
    for (int i = 0; i < s.length; i++) {
      other[32 + i] = s[s.length - 1 - i];
    }

    assertThat(EdwardsPoint.mayBeSignature(signature)).isTrue();
    assertThat(EdwardsPoint.mayBeSignature(other)).isFalse();
    assertThat(key(TestKeys.ED25519).verifies("EdDSA", INPUT, 0, INPUT.length, other)).isFalse();
  }

  @Test
  void verifiesWithAKeyOfALongExponent() throws GeneralSecurityException {
    BigInteger fortyBits = BigInteger.ONE.shiftLeft(40).add(BigInteger.valueOf(15));
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(new RSAKeyGenParameterSpec(2048, fortyBits));
    KeyPair pair = generator.generateKeyPair();
    byte[] signature = TestKeys.sign("SHA256withRSA", pair, INPUT);
    byte[] flipped = signature.clone();
    flipped[100] ^= 1;

    assertThat(key(pair).verifies("RS256", INPUT, 0, INPUT.length, signature)).isTrue();
    assertThat(key(pair).verifies("RS256", INPUT, 0, INPUT.length, flipped)).isFalse();
  }

  @Test
  @Tag("A39")
  void refusesPssWithAnotherSaltOrMask() throws GeneralSecurityException {
    VerificationKey key = key(TestKeys.RSA);
    assertThat(key.verifies("PS256", INPUT, 0, INPUT.length, signPss("SHA-256", 20))).isFalse();
    assertThat(key.verifies("PS256", INPUT, 0, INPUT.length, signPss("SHA-256", 0))).isFalse();
    byte[] otherMask = signPss("SHA-256", MGF1ParameterSpec.SHA1, 32);
    assertThat(key.verifies("PS256", INPUT, 0, INPUT.length, otherMask)).isFalse();
  }

  @ParameterizedTest
  @Tag("A02")
  @Tag("A11")
  @Tag("A12")
  @Tag("A50")
  @Tag("A61")
  @ValueSource(
      strings = {
        "none",
        "None",
        "",
        "HS256",
        "RS1",
        "rs256",
        "RS256 ",
        "ＲＳ256",
        "ES256K",
        "ES521",
        "Ed448",
        "eddsa",
        "MD5withRSA",
        "SHA256withRSA"
      })
  void fitsNoOtherName(String algorithm) {
    for (KeyPair pair : List.of(TestKeys.RSA, TestKeys.P256, TestKeys.ED25519)) {
      assertThat(key(pair).fits(algorithm)).isFalse();
      assertThat(key(pair).verifies(algorithm, INPUT, 0, INPUT.length, new byte[64])).isFalse();
    }
  }

  @Test
  @Tag("A09")
  void aKeyPublishedForOneAlgorithmFitsNoOther() throws GeneralSecurityException {
    VerificationKey key = key("k", "PS256", TestKeys.RSA);
    assertThat(key.verifies("PS256", INPUT, 0, INPUT.length, signPss("SHA-256", 32))).isTrue();
    assertThat(key.verifies("PS384", INPUT, 0, INPUT.length, signPss("SHA-384", 48))).isFalse();
    assertThat(key.fits("RS256")).isFalse();
  }

  @Test
  void equalKeysAreEqual() {
    assertThat(key(TestKeys.RSA)).isEqualTo(key(TestKeys.RSA)).hasSameHashCodeAs(key(TestKeys.RSA));
    assertThat(key(TestKeys.RSA)).isNotEqualTo(key(TestKeys.RSA_TWO));
    VerificationKey otherId = key("other", null, TestKeys.RSA);
    assertThat(key(TestKeys.RSA)).isNotEqualTo(otherId);
    VerificationKey narrower = key("k", "RS256", TestKeys.RSA);
    assertThat(key(TestKeys.RSA)).isNotEqualTo(narrower);
  }

  @ParameterizedTest
  @Tag("A51")
  @Tag("A53")
  @CsvSource({"2047,false", "2048,true", "8192,true", "8193,false", "65536,false"})
  void rsaKeysHaveABoundedLength(int bits, boolean usable) {
    BigInteger modulus = BigInteger.ONE.shiftLeft(bits - 1).setBit(0).setBit(7);
    String weakness = RsaStrength.weakness(modulus, BigInteger.valueOf(65_537));
    if (usable) {
      assertThat(weakness).isNull();
    } else {
      assertThat(weakness).contains("has " + bits + " bits");
    }
  }

  @ParameterizedTest
  @Tag("A52")
  @CsvSource({
    "0,false",
    "1,false",
    "2,false",
    "3,true",
    "65536,false",
    "65537,true",
    "18446744073709551615,true",
    "18446744073709551617,false"
  })
  void rsaExponentsAreOddAndBounded(BigInteger exponent, boolean usable) {
    BigInteger modulus = BigInteger.ONE.shiftLeft(2047).setBit(0).setBit(7);
    String weakness = RsaStrength.weakness(modulus, exponent);
    if (usable) {
      assertThat(weakness).isNull();
    } else {
      assertThat(weakness).contains("exponent");
    }
  }

  @Test
  @Tag("A54")
  void refusesKeysOfTheBrokenGenerator() {
    // such a modulus is a power of 65537 modulo the product of small primes
    BigInteger product = BigInteger.ONE;
    for (int i = 3; i <= 167; i++) {
      if (BigInteger.valueOf(i).isProbablePrime(50)) {
        product = product.multiply(BigInteger.valueOf(i));
      }
    }
    BigInteger residue = BigInteger.valueOf(65_537).modPow(BigInteger.valueOf(1234), product);
    BigInteger even = BigInteger.ONE.shiftLeft(2047).divide(product).multiply(product);
    BigInteger modulus = even.add(product.shiftLeft(1)).add(residue);
    modulus = modulus.testBit(0) ? modulus : modulus.add(product);
    assertThat(RsaStrength.weakness(modulus, BigInteger.valueOf(65_537)))
        .contains("CVE-2017-15361");
  }
}
