package dev.latchkey.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafeTextTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a", "plain text, with (most) of \"what\" is printed: 100 %", "é 李 א"})
  void leavesPrintableTextAsItIs(String text) {
    assertThat(SafeText.of(text, 100)).isEqualTo(text);
  }

  @Tag("L15")
  @Tag("A20")
  @ParameterizedTest
  @CsvSource({
    "0000, NUL",
    "0007, bell",
    "0008, backspace",
    "0009, tab",
    "000a, line feed",
    "000b, vertical tab",
    "000c, form feed",
    "000d, carriage return",
    "001b, escape which begins ANSI sequences",
    "007f, delete",
    "0085, next line",
    "009b, control sequence introducer",
    "00ad, soft hyphen",
    "061c, Arabic letter mark",
    "200b, zero width space",
    "200e, left-to-right mark",
    "200f, right-to-left mark",
    "2028, line separator",
    "2029, paragraph separator",
    "202a, left-to-right embedding",
    "202e, right-to-left override",
    "2066, left-to-right isolate",
    "2069, pop directional isolate",
    "feff, byte order mark",
    "fff9, interlinear annotation",
    "d800, lone high surrogate",
    "dc00, lone low surrogate"
  })
  void escapesWhatIsNotPrintable(String hex, String name) {
    char c = (char) Integer.parseInt(hex, 16);

    assertThat(SafeText.of("a" + c + "b", 100)).as(name).isEqualTo("a\\u" + hex + "b");
    assertThat(SafeText.of("" + c, 100)).as(name).isEqualTo("\\u" + hex);
  }

  @Test
  @Tag("L15")
  void aForgedLineStaysInsideItsOwn() {
    assertThat(SafeText.of("x\r\nINFO allowed reason=\"none\"\u001b[2J", 100))
        .isEqualTo("x\\u000d\\u000aINFO allowed reason=\"none\"\\u001b[2J");
  }

  @ParameterizedTest
  @CsvSource({"4, abcd", "5, abcde", "6, abcde"})
  void cutsWhatIsTooLongAndShowsIt(int max, String kept) {
    assertThat(SafeText.of("abcde", max)).isEqualTo(max < 5 ? kept + "\u2026" : kept);
  }

  @Test
  void cutsBeforeItEscapesSoThatTheWorkIsBounded() {
    assertThat(SafeText.of("\n".repeat(1_000_000), 3)).isEqualTo("\\u000a\\u000a\\u000a\u2026");
    assertThat(SafeText.of("a".repeat(1_000_000), 0)).isEqualTo("\u2026");
  }

  @Test
  void aPairCutInHalfLeavesNothingUnprintable() {
    assertThat(SafeText.of("ab\ud83d\ude00", 3)).isEqualTo("ab\\ud83d\u2026");
  }

  @Test
  @Tag("P10")
  void escapesAlikeUnderEveryLocale() {
    Locale before = Locale.getDefault();
    try {
      for (String tag : new String[] {"tr-TR", "ar-EG-u-nu-arab", "th-TH-u-nu-thai", "hi-IN"}) {
        Locale.setDefault(Locale.forLanguageTag(tag));

        assertThat(SafeText.of("\u001b\u202e", 10)).as(tag).isEqualTo("\\u001b\\u202e");
      }
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  @Tag("L15")
  void noCharacterAtAllCanEndALineOrTurnItsDirection() {
    for (int c = 0; c <= Character.MAX_VALUE; c++) {
      String safe = SafeText.of(String.valueOf((char) c), 1);

      assertThat(safe.lines().count()).isEqualTo(1);
      assertThat(safe.chars().allMatch(SafeTextTest::harmless)).as("%04x", c).isTrue();
    }
  }

  @Test
  @Tag("C17")
  void neverThrowsWhateverTheText() {
    Random random = new Random(3);
    for (int i = 0; i < 50_000; i++) {
      char[] text = new char[random.nextInt(12)];
      for (int at = 0; at < text.length; at++) {
        text[at] = (char) random.nextInt(0x10000);
      }
      String safe = SafeText.of(new String(text), random.nextInt(14));

      assertThat(safe.length()).isLessThanOrEqualTo(6 * text.length + 1);
    }
  }

  private static boolean harmless(int c) {
    int type = Character.getType(c);
    return type != Character.CONTROL
        && type != Character.FORMAT
        && type != Character.SURROGATE
        && type != Character.LINE_SEPARATOR
        && type != Character.PARAGRAPH_SEPARATOR;
  }
}
