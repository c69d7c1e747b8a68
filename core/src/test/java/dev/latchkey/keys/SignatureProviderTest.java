package dev.latchkey.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.keys.FlawedProvider.Flaw;
import dev.latchkey.testing.SignatureProviders;
import java.math.BigInteger;
import java.security.InvalidKeyException;
import java.security.ProviderException;
import java.security.Security;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SignatureProviderTest {

  private static void assertRefused(Flaw flaw, String why) {
    assertThatThrownBy(() -> SignatureProvider.of(new FlawedProvider("RS256", flaw)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Flawed ")
        .hasMessageContaining(why);
  }

  @ParameterizedTest
  @CsvSource({
    "SunEC, ES256 ES384 ES512 EdDSA Ed25519",
    "SunRsaSign, RS256 RS384 RS512 PS256 PS384 PS512",
    SignatureProviders.CORRETTO
        + ", RS256 RS384 RS512 PS256 PS384 PS512 ES256 ES384 ES512 EdDSA Ed25519",
    SignatureProviders.CONSCRYPT + ", RS256 RS384 RS512 EdDSA Ed25519",
  })
  void usesAProviderForWhatItServesAlone(String name, String algorithms) {
    assertThat(SignatureProviders.named(name))
        .hasToString(name + " (" + algorithms + "), all others by the JVM's own providers");
  }

  @Test
  void bindsEachAlgorithmToWhoeverServesIt() throws Exception {
    SignatureProvider flawless = SignatureProvider.of(new FlawedProvider("RS256", Flaw.NONE));

    assertThat(providerOf(flawless, SignatureAlgorithm.RS256)).isEqualTo("Flawed");
    assertThat(providerOf(flawless, SignatureAlgorithm.RS384)).isEqualTo("SunRsaSign");
    assertThat(providerOf(SignatureProvider.jdk(), SignatureAlgorithm.RS256))
        .isEqualTo("SunRsaSign");
  }

  private static String providerOf(SignatureProvider provider, SignatureAlgorithm algorithm)
      throws Exception {
    return provider.verifier(algorithm, KnownAnswers.key(algorithm)).getProvider().getName();
  }

  @Test
  void installsNothingInTheJvm() {
    List<String> before = names();
    SignatureProviders.named(SignatureProviders.CONSCRYPT);
    SignatureProvider.of(new FlawedProvider("RS256", Flaw.NONE));

    assertThat(names()).isEqualTo(before).doesNotContain(SignatureProviders.CONSCRYPT, "Flawed");
  }

  private static List<String> names() {
    return Arrays.stream(Security.getProviders()).map(each -> each.getName()).toList();
  }

  /** For each algorithm, whatever a token could be forged with. */
  static Stream<Arguments> forgeries() {
    return Stream.of(
        Arguments.of("RS256", Flaw.accepting((good, bad) -> bad.length < good.length)),
        Arguments.of("RS256", Flaw.accepting((good, bad) -> bad.length > good.length)),
        Arguments.of("RS384", Flaw.accepting((good, bad) -> bad[0] != good[0])),
        Arguments.of("RS256", Flaw.accepting(otherPadding(SignatureAlgorithm.RS256, 0))),
        Arguments.of("RS256", Flaw.accepting(otherPadding(SignatureAlgorithm.RS256, 1))),
        Arguments.of("RS512", Flaw.accepting(otherPadding(SignatureAlgorithm.RS512, 0))),
        Arguments.of("PS256", Flaw.accepting(otherPadding(SignatureAlgorithm.PS256, 0))),
        Arguments.of("PS256", Flaw.accepting(otherPadding(SignatureAlgorithm.PS256, 1))),
        Arguments.of("ES256", Flaw.accepting((good, bad) -> isZero(bad))),
        Arguments.of("ES256", Flaw.accepting((good, bad) -> isZero(first(bad)))),
        Arguments.of("ES384", Flaw.accepting((good, bad) -> isZero(second(bad)))),
        Arguments.of("ES512", Flaw.accepting((good, bad) -> isOrder(first(bad), Curve.P521))),
        Arguments.of("ES256", Flaw.accepting((good, bad) -> isOrder(second(bad), Curve.P256))),
        Arguments.of("Ed25519", Flaw.accepting((good, bad) -> bad[63] >= 0x10)),
        Arguments.of("EdDSA", Flaw.accepting((good, bad) -> bad[63] != good[63])));
  }

  private static BiPredicate<byte[], byte[]> otherPadding(SignatureAlgorithm algorithm, int which) {
    byte[] other = KnownAnswers.otherPaddings(algorithm).get(which);
    return (good, bad) -> Arrays.equals(other, bad);
  }

  private static byte[] first(byte[] signature) {
    return Arrays.copyOf(signature, signature.length / 2);
  }

  private static byte[] second(byte[] signature) {
    return Arrays.copyOfRange(signature, signature.length / 2, signature.length);
  }

  private static boolean isZero(byte[] bytes) {
    return Arrays.equals(bytes, new byte[bytes.length]);
  }

  private static boolean isOrder(byte[] bytes, Curve curve) {
    return new BigInteger(1, bytes).equals(curve.parameters().getOrder());
  }

  @ParameterizedTest
  @Tag("A28")
  @Tag("A33")
  @Tag("A34")
  @MethodSource("forgeries")
  void refusesAProviderThatTakesAForgery(String algorithm, Flaw flaw) {
    assertThat(SignatureProvider.of(new FlawedProvider(algorithm, Flaw.NONE)).toString())
        .contains(algorithm);
    assertThatThrownBy(() -> SignatureProvider.of(new FlawedProvider(algorithm, flaw)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("takes a bad signature of ");
  }

  @Test
  void refusesAProviderThatDoesNotReadTheText() {
    assertRefused(Flaw.DEAF, "takes a signature of RS256 for that of another text");
  }

  @Test
  void refusesAProviderThatTakesNothing() {
    assertRefused(Flaw.REFUSING, "takes a good signature of RS256 for a bad one");
  }

  @Test
  void refusesAProviderWhoseEnginesWorkOnce() {
    assertRefused(Flaw.ONCE, "verifies a signature of RS256 only once");
  }

  @Test
  void refusesAProviderThatBreaks() {
    assertRefused(Flaw.failing(new ProviderException("no memory")), "cannot work at RS256: ");
    assertRefused(Flaw.failing(new UnsatisfiedLinkError("no such symbol")), "no such symbol");
  }

  @Test
  void leavesWhatAProviderHasNotToTheJdk() {
    FlawedProvider keyless =
        new FlawedProvider("RS256", Flaw.failing(new InvalidKeyException("not mine")));

    assertThatThrownBy(() -> SignatureProvider.of(keyless))
        .hasMessageStartingWith("Flawed has none of the signature algorithms of tokens; ");
  }

  @Test
  void aKeyThatTheProviderTakesNoMoreIsTheJdks() throws Exception {
    FlawedProvider choosy = new FlawedProvider("RS256", Flaw.NONE);
    SignatureProvider provider = SignatureProvider.of(choosy);
    choosy.becomes(Flaw.failing(new InvalidKeyException("only short exponents")));

    assertThat(providerOf(provider, SignatureAlgorithm.RS256)).isEqualTo("SunRsaSign");
  }
}
