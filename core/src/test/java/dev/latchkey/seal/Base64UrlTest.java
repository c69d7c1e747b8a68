package dev.latchkey.seal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Base64UrlTest {

  private static final String LETTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  @ParameterizedTest
  @CsvSource(
      value = {"'' | ''", "f | Zg", "fo | Zm8", "foo | Zm9v", "foob | Zm9vYg", "fooba | Zm9vYmE"},
      delimiter = '|')
  void readsAndWritesTheVectorsOfTheStandardWithoutPadding(String plain, String encoded) {
    byte[] bytes = plain.getBytes(StandardCharsets.US_ASCII);

    assertThat(Base64Url.encode(bytes)).isEqualTo(encoded);
    assertThat(Base64Url.decode(encoded)).isEqualTo(bytes);
  }

  @Test
  void readsBackWhateverItWrote() {
    Random random = new Random(1);
    for (int length = 0; length < 200; length++) {
      byte[] bytes = new byte[length];
      random.nextBytes(bytes);

      assertThat(Base64Url.decode(Base64Url.encode(bytes))).isEqualTo(bytes);
    }
  }

  @Tag("C12")
  @Tag("C13")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Zm9v+g",
        "Zm9v/g",
        "Zg==",
        "Zm8=",
        "Zm9v====",
        "=",
        " Zg",
        "Zg ",
        "Zm 8",
        "Zm9v\n",
        "\rZg",
        "Zm\t8",
        "Z?",
        "Z#",
        "Z.",
        "Zg\u0000",
        "Zm8\u00ad",
        "Zm\uff41",
        "\uff3ag",
        "Zm9v\u0661",
        "Zg\u0080",
        "Zm\ud83d\ude00"
      })
  void refusesForeignCharacters(String text) {
    assertThat(Base64Url.decode(text)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"A", "-", "Zm9vA", "AAAAAAAAA"})
  void refusesALengthThatNoBytesHave(String text) {
    assertThat(Base64Url.decode(text)).isNull();
  }

  @Test
  @Tag("A38")
  void ofAllLastLettersOnlyThoseWithoutUnusedBitsAreRead() {
    for (int value = 0; value < 64; value++) {
      String letter = LETTERS.substring(value, value + 1);

      assertThat(Base64Url.decode("A" + letter) != null).as(letter).isEqualTo(value % 16 == 0);
      assertThat(Base64Url.decode("AA" + letter) != null).as(letter).isEqualTo(value % 4 == 0);
      assertThat(Base64Url.decode("AAA" + letter)).as(letter).isNotNull();
    }
  }

  @Test
  @Tag("A38")
  void oneValueHasOneText() {
    Random random = new Random(2);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(12); length > 0; length--) {
        text.append(LETTERS.charAt(random.nextInt(64)));
      }
      byte[] bytes = Base64Url.decode(text.toString());
      if (bytes != null) {
        assertThat(Base64Url.encode(bytes)).isEqualTo(text.toString());
      }
    }
  }

  @Test
  void readsAPartAndLooksAtNothingElse() {
    assertThat(Base64Url.decode("??Zm9v!!", 2, 6)).asString().isEqualTo("foo");
    assertThat(Base64Url.decode("??Zm9v!!", 2, 2)).isEmpty();
    assertThat(Base64Url.decode("??Zm9v!!", 2, 7)).isNull();
  }
}
