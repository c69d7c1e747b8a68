package dev.latchkey.seal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SealKeysTest {

  private final List<String> problems = new ArrayList<>();

  static Stream<String> good() {
    byte[] bytes = bytes(32);
    return Stream.of(
        Base64.getEncoder().encodeToString(bytes),
        Base64.getEncoder().withoutPadding().encodeToString(bytes),
        Base64.getUrlEncoder().encodeToString(bytes),
        Base64.getUrlEncoder().withoutPadding().encodeToString(bytes),
        "  " + Base64.getEncoder().encodeToString(bytes) + "\r\n",
        Base64.getEncoder().encodeToString(bytes(33)),
        Base64.getEncoder().encodeToString(bytes(4096)),
        "8f14e45fceea167a5a36dedd4bea25438f14e45fceea167a5a36dedd4bea2543");
  }

  @ParameterizedTest
  @MethodSource("good")
  void readsBase64InEverySpelling(String secret) {
    assertThat(parse(secret)).isPresent();
    assertThat(problems).isEmpty();
  }

  @Test
  void theFourSpellingsAreOneSecret() {
    Unguessable random = Unguessable.secureRandom();
    List<String> spellings = good().limit(5).toList();
    Sealer first = new Sealer("a", parse(spellings.get(0)).orElseThrow(), random);
    String sealed = first.seal("p", "q", new byte[] {7});

    for (String spelling : spellings) {
      Sealer other = new Sealer("a", parse(spelling).orElseThrow(), random);
      assertThat(other.open("p", "q", sealed)).isEqualTo(new byte[] {7});
    }
  }

  static Stream<Arguments> bad() {
    String good = Base64.getEncoder().encodeToString(bytes(32));
    return Stream.of(
        Arguments.of("", "has 0 bytes, at least 32"),
        Arguments.of("   ", "has 0 bytes, at least 32"),
        Arguments.of("====", "is not base64"),
        Arguments.of("canary-secret!canary-secret!canary-secret!", "is not base64"),
        Arguments.of("${SESSION_SECRET}", "is not base64"),
        Arguments.of(good.substring(0, 41), "is not base64"), // odd length
        Arguments.of(good + "=", "is not base64"),
        Arguments.of(good + "\u00a0", "is not base64"),
        Arguments.of("\u00e9".repeat(43), "is not base64"),
        Arguments.of("a,b", "is not base64"),
        Arguments.of(Base64.getEncoder().encodeToString(bytes(31)), "has 31 bytes, at least 32"),
        Arguments.of(Base64.getEncoder().encodeToString(bytes(16)), "has 16 bytes, at least 32"),
        Arguments.of("changeme", "has 6 bytes, at least 32"),
        Arguments.of("A".repeat(43), "repeats itself"),
        Arguments.of("a".repeat(64), "repeats itself"),
        Arguments.of(encoded("\u0000".repeat(32)), "repeats itself"),
        Arguments.of(encoded("x".repeat(64)), "repeats itself"),
        Arguments.of(encoded("secret".repeat(6)), "repeats itself"));
  }

  @Tag("J12")
  @Tag("J13")
  @ParameterizedTest
  @MethodSource("bad")
  void refusesAWeakOrBrokenSecretAndSaysHowToMakeOne(String secret, String problem) {
    assertThat(parse(secret)).isEmpty();
    assertThat(problems)
        .singleElement()
        .asString()
        .startsWith("secret number 1 " + problem)
        .endsWith("make one with: openssl rand -base64 32");
  }

  @Tag("P04")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "canarycanarycanarycanarycanary!",
        "canarycanarycanary",
        "canarycanarycanarycanarycanarycanarycanary"
      })
  void aProblemDoesNotSayWhatTheSecretIs(String secret) {
    parse(secret + " " + secret);

    assertThat(problems).isNotEmpty().noneMatch(problem -> problem.contains("canary"));
  }

  @Test
  void namesEveryBadSecretByItsNumber() {
    String good = Base64.getEncoder().encodeToString(bytes(32));

    assertThat(parse(good + "\nshort\t" + good + " not-base64! ")).isEmpty();

    assertThat(problems).hasSize(2);
    assertThat(problems.get(0)).startsWith("secret number 2 is not base64");
    assertThat(problems.get(1)).startsWith("secret number 4 is not base64");
  }

  @Test
  void oneBadSecretBesideAGoodOneRefusesBoth() {
    assertThat(parse(Base64.getEncoder().encodeToString(bytes(32)) + " c2hvcnQ=")).isEmpty();
    assertThat(problems).singleElement().asString().startsWith("secret number 2 has 5 bytes");
  }

  @Test
  @Tag("P04")
  void isPrintedAsANumberOnly() {
    String good = Base64.getEncoder().encodeToString(bytes(32));

    assertThat(parse(good + " " + Base64.getEncoder().encodeToString(bytes(40))).orElseThrow())
        .hasToString("SealKeys[2]");
  }

  private Optional<SealKeys> parse(String secrets) {
    return SealKeys.parse(secrets, problems::add);
  }

  private static byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    new Random(4).nextBytes(bytes);
    return bytes;
  }

  private static String encoded(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
