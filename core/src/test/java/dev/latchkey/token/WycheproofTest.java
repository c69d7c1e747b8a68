package dev.latchkey.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.event.Reason;
import dev.latchkey.keys.JwksReader;
import dev.latchkey.keys.SecretKeys;
import dev.latchkey.keys.SignatureProvider;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The JOSE vectors of the Wycheproof project. Whatever is labelled invalid is refused; each case
 * labelled valid that we refuse stands here by its number, and counts are exact, so that neither an
 * empty file nor a changed decision passes.
 */
class WycheproofTest {

  private static final String SIGNATURES = "json_web_signature_test.json";
  private static final String KEYS = "json_web_key_test.json";
  private static final String MIXED = "json_web_crypto_test.json";
  private static final String ENCRYPTED = "json_web_encryption_test.json";

  @Test
  @Tag("A28")
  @Tag("A29")
  @Tag("A30")
  void agreesWithTheSignaturesExceptForMacs() {
    List<WycheproofCase> cases = WycheproofCase.read(SIGNATURES);

    assertThat(cases).hasSize(401);
    assertThat(differences(cases))
        .as("a MAC is no proof here, since whoever can check it can make it")
        .isEqualTo(
            Map.of("ALGORITHM_REFUSED", Set.of(1, 348, 352, 357, 358, 359, 367, 370, 376, 377)));
    assertThat(decisions(cases))
        .isEqualTo(
            Map.of(
                "ACCEPTED", 32L,
                "TOKEN_MALFORMED", 46L,
                "ALGORITHM_REFUSED", 15L,
                "KEY_UNKNOWN", 15L,
                "SIGNATURE_INVALID", 293L));
  }

  @Test
  @Tag("A55")
  void agreesWithTheKeysExceptForMacs() {
    List<WycheproofCase> cases = WycheproofCase.read(KEYS);

    assertThat(cases).hasSize(26);
    assertThat(differences(cases))
        .as("a MAC is no proof here, however long its key")
        .isEqualTo(Map.of("ALGORITHM_REFUSED", Set.of(2, 13, 14, 15)));
    assertThat(decisions(cases))
        .isEqualTo(Map.of("ACCEPTED", 1L, "ALGORITHM_REFUSED", 15L, "KEY_UNKNOWN", 10L));
  }

  @Test
  @Tag("A05")
  @Tag("A13")
  @Tag("A31")
  @Tag("A54")
  void agreesWithTheMixedCasesExceptForMacsAndEncryption() {
    List<WycheproofCase> cases = WycheproofCase.read(MIXED);

    assertThat(cases).hasSize(83);
    assertThat(differences(cases))
        .as("neither a MAC nor an encrypted token is taken")
        .isEqualTo(Map.of("ALGORITHM_REFUSED", Set.of(1, 48), "TOKEN_MALFORMED", Set.of(50, 67)));
    assertThat(decisions(cases))
        .isEqualTo(
            Map.of(
                "ACCEPTED", 2L,
                "TOKEN_MALFORMED", 62L,
                "ALGORITHM_REFUSED", 9L,
                "KEY_UNKNOWN", 3L,
                "SIGNATURE_INVALID", 7L));
  }

  @Tag("A07")
  @Tag("A55")
  @ParameterizedTest
  @CsvSource({SIGNATURES + ", 40, 0", KEYS + ", 3, 6", MIXED + ", 17, 0"})
  void agreesWithTheMacsWhereTheirSecretIsOurs(String file, int cases, int tooShort) {
    int judged = 0;
    int refusedAtStart = 0;
    for (WycheproofCase test : WycheproofCase.read(file)) {
      Map<?, ?> secret = test.secret().orElse(Map.of());
      String algorithm = String.valueOf(secret.get("alg"));
      if (!SecretKeys.areFor(algorithm)) {
        continue;
      }
      byte[] key = Base64.getUrlDecoder().decode((String) secret.get("k"));
      if (key.length < SecretKeys.leastBytes(algorithm)) {
        assertThat(test.valid()).as("case " + test.id()).isFalse();
        refusedAtStart++;
      } else {
        assertThat(ForeignJws.refusalBySecret(test.token(), key, algorithm).isEmpty())
            .as("case " + test.id())
            .isEqualTo(test.valid());
        judged++;
      }
    }
    assertThat(judged).isEqualTo(cases);
    assertThat(refusedAtStart).isEqualTo(tooShort);
  }

  @Test
  void takesNoPayloadOfTheirsForClaims() {
    assertThat(List.of(SIGNATURES, KEYS, MIXED, ENCRYPTED))
        .allSatisfy(
            file ->
                assertThat(WycheproofCase.read(file))
                    .isNotEmpty()
                    .allMatch(test -> CompactJws.parse(test.token()) == null));
  }

  @Test
  @Tag("A33")
  void refusesForgedPaddingOfPkcs1() {
    assertThat(signatures(test -> test.flags().contains("ModifiedPadding")))
        .isEqualTo(Map.of("SIGNATURE_INVALID", 213L));
  }

  @Test
  @Tag("A34")
  void refusesNumbersAtTheEdgesOfTheCurve() {
    assertThat(signatures(test -> test.isWithin(386, 401)))
        .isEqualTo(Map.of("SIGNATURE_INVALID", 16L));
  }

  @Test
  @Tag("A36")
  void refusesSignaturesOfAnotherLength() {
    assertThat(signatures(test -> test.isWithin(379, 385)))
        .isEqualTo(Map.of("SIGNATURE_INVALID", 7L));
  }

  @Test
  @Tag("A39")
  void refusesChangedPaddingOfPss() {
    assertThat(signatures(test -> test.flags().contains("ModifiedSignature")))
        .isEqualTo(Map.of("SIGNATURE_INVALID", 45L));
  }

  @Test
  @Tag("A09")
  @Tag("A10")
  void refusesAnotherAlgorithmThanTheKeys() {
    assertThat(signatures(test -> test.flags().contains("WrongPrimitive")))
        .isEqualTo(Map.of("SIGNATURE_INVALID", 5L, "KEY_UNKNOWN", 5L));
    assertThat(signatures(test -> Set.of(346, 347, 350, 351).contains(test.id())))
        .isEqualTo(Map.of("KEY_UNKNOWN", 4L));
  }

  @Test
  @Tag("A38")
  @Tag("C12")
  void refusesEverySpellingButTheCanonicalOne() {
    assertThat(
            signatures(
                test ->
                    test.isWithin(360, 366) || test.isWithin(368, 369) || test.isWithin(371, 375)))
        .isEqualTo(Map.of("TOKEN_MALFORMED", 14L));
  }

  @Test
  @Tag("A01")
  @Tag("A02")
  void refusesTokensWithoutASignature() {
    assertThat(signatures(test -> test.id() == 16 || test.flags().contains("AlgIsNone")))
        .isEqualTo(Map.of("TOKEN_MALFORMED", 5L));
  }

  @Tag("A11")
  @Tag("A51")
  @Tag("A52")
  @Tag("A54")
  @Tag("A55")
  @Tag("A56")
  @Tag("A57")
  @ParameterizedTest
  @CsvSource({
    "6, is for use \"enc\"",
    "7, CVE-2017-15361",
    "8, has 1024 bits",
    "9, has no valid numbers", // the exponent is 1
    "10, is a symmetric key",
    "16, is a symmetric key", // an empty one
    "19, is for alg \"ES521\"",
    "20, is for alg \"ES224\"",
    "21, is for use \"enc\"",
    "22, has no valid numbers", // a point off the curve
    "23, has no valid numbers", // a point of another curve
    "24, has no valid numbers", // a point as RSA key
    "25, is a symmetric key",
  })
  void tellsWhyAKeyIsNotUsed(int id, String why) {
    assertThat(JwksReader.read(key(id).jwks(), null, SignatureProvider.jdk()))
        .isInstanceOfSatisfying(
            JwksReader.Result.Unusable.class,
            unusable -> assertThat(unusable.problem()).contains(why));
  }

  @Test
  @Tag("A58")
  void leavesTheSymmetricKeyOutOfAMixedSet() {
    assertThat(JwksReader.read(key(1).jwks(), null, SignatureProvider.jdk()))
        .isInstanceOfSatisfying(
            JwksReader.Result.Read.class,
            read -> {
              assertThat(read.keys().size()).isEqualTo(1);
              assertThat(read.warnings()).singleElement().asString().contains("symmetric");
            });
  }

  private static WycheproofCase key(int id) {
    return WycheproofCase.read(KEYS).stream()
        .filter(test -> test.id() == id)
        .findFirst()
        .orElseThrow();
  }

  private static Map<String, Long> signatures(Predicate<WycheproofCase> which) {
    return decisions(WycheproofCase.read(SIGNATURES).stream().filter(which).toList());
  }

  private static Map<String, Long> decisions(List<WycheproofCase> cases) {
    return cases.stream()
        .collect(Collectors.groupingBy(WycheproofTest::decision, Collectors.counting()));
  }

  /** The numbers of the cases that we decide otherwise than they are labelled, by what we say. */
  private static Map<String, Set<Integer>> differences(List<WycheproofCase> cases) {
    return cases.stream()
        .filter(test -> test.valid() != test.refusal().isEmpty())
        .collect(
            Collectors.groupingBy(
                WycheproofTest::decision,
                Collectors.mapping(WycheproofCase::id, Collectors.toCollection(TreeSet::new))));
  }

  private static String decision(WycheproofCase test) {
    return test.refusal().map(Reason::name).orElse("ACCEPTED");
  }
}
