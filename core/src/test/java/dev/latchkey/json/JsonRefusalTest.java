package dev.latchkey.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is not one strict JSON object is refused as a whole; a refusal has no reason but that. */
class JsonRefusalTest {

  @Tag("C01")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"sub\":\"a\",\"sub\":\"b\"}",
        "{\"sub\":\"a\",\"sub\":\"a\"}",
        "{\"sub\":null,\"sub\":\"a\"}",
        "{\"sub\":\"a\",\"x\":1,\"sub\":null}",
        "{\"\":1,\"\":2}",
        "{\"a\":{\"b\":1,\"b\":1}}",
        "{\"a\":[{\"b\":1,\"b\":2}]}",
        "{\"alg\":\"none\",\"alg\":\"RS256\"}",
        "{\"alg\":\"RS256\",\"alg\":\"none\"}"
      })
  void refusesANameThatStandsTwiceInAnObject(String json) {
    assertRefused(json);
  }

  @Tag("C02")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"sub\":\"a\",\"s\\u0075b\":\"b\"}",
        "{\"s\\u0075b\":\"a\",\"sub\":\"b\"}",
        "{\"\\u0073\\u0075\\u0062\":1,\"s\\u0075b\":1}",
        "{\"a/b\":1,\"a\\/b\":2}",
        "{\"\\u00E9\":1,\"\\u00e9\":2}"
      })
  void refusesANameThatIsRepeatedThroughEscapes(String json) {
    assertRefused(json);
  }

  @Test
  @Tag("C01")
  void acceptsTheSameNameInDifferentObjects() {
    assertAccepted("{\"a\":{\"a\":{\"a\":1}},\"b\":{\"a\":2}}");
    assertAccepted("{\"sub\":1,\"SUB\":2,\"s\u00fcb\":3}");
  }

  @Tag("C03")
  @ParameterizedTest
  @CsvSource({"32, true", "33, false", "64, false", "100000, false"})
  void readsThirtyTwoLevelsAndNoMore(int levels, boolean accepted) {
    int inner = levels - 1;
    String arrays = "{\"a\":" + "[".repeat(inner) + "1" + "]".repeat(inner) + "}";
    String objects = "{\"a\":".repeat(levels) + "1" + "}".repeat(levels);
    String empty = "{\"a\":" + "[".repeat(inner) + "]".repeat(inner) + "}";

    assertThat(read(arrays) != null).as("arrays").isEqualTo(accepted);
    assertThat(read(objects) != null).as("objects").isEqualTo(accepted);
    assertThat(read(empty) != null).as("empty arrays").isEqualTo(accepted);
  }

  @Test
  @Tag("C03")
  void survivesDeepNestingThatNeverCloses() {
    assertRefused("{\"a\":" + "[".repeat(1_000_000));
    assertRefused("{\"a\":".repeat(200_000));
  }

  @Tag("C06")
  @ParameterizedTest
  @CsvSource({"10000, true", "10001, false", "100000, false"})
  void readsTenThousandValuesAndNoMore(int count, boolean accepted) {
    StringBuilder members = new StringBuilder("{");
    for (int i = 0; i < count; i++) {
      members.append(i == 0 ? "" : ",").append("\"k").append(i).append("\":").append(i % 10);
    }
    String elements = "{\"a\":[" + "1,".repeat(Math.max(0, count - 2)) + "1]}";

    assertThat(read(members.append('}').toString()) != null).as("members").isEqualTo(accepted);
    assertThat(read(elements) != null).as("elements").isEqualTo(accepted);
  }

  @Test
  @Tag("C06")
  void namesWithOneHashCodeDoNotSlowItDown() {
    // "Aa" and "BB" have the same String.hashCode, and so has every mix of the same length
    StringBuilder members = new StringBuilder("{");
    for (int i = 0; i < 8192; i++) {
      members.append(i == 0 ? "\"" : ",\"");
      for (int bit = 0; bit < 13; bit++) {
        members.append((i >> bit & 1) == 0 ? "Aa" : "BB");
      }
      members.append("\":1");
    }
    long begin = System.nanoTime();

    assertThat(read(members.append('}').toString())).hasSize(8192);

    assertThat(System.nanoTime() - begin).as("nanoseconds").isLessThan(2_000_000_000L);
  }

  @Tag("C07")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "1e999999999",
        "-1e999999999",
        "1e309",
        "1E+400",
        "9e99999999999999999999",
        "1.8e308"
      })
  void refusesANumberThatIsTooGreat(String number) {
    assertRefused("{\"exp\":" + number + "}");
  }

  @Test
  @Tag("C07")
  void refusesAnEndlessNumberWithoutExpandingIt() {
    long begin = System.nanoTime();

    assertRefused("{\"exp\":" + "9".repeat(1_000_000) + "}");
    assertRefused("{\"exp\":-" + "9".repeat(1_000_000) + "}");
    assertRefused("{\"exp\":0." + "9".repeat(1_000_000) + "}");
    assertRefused("{\"exp\":1e" + "0".repeat(1_000_000) + "}");

    assertThat(System.nanoTime() - begin).as("nanoseconds").isLessThan(2_000_000_000L);
  }

  @Tag("C07")
  @ParameterizedTest
  @CsvSource({"64, true", "65, false"})
  void readsNumbersOfSixtyFourCharactersAndNoMore(int chars, boolean accepted) {
    assertThat(read("{\"n\":" + "1".repeat(chars) + "}") != null).isEqualTo(accepted);
    assertThat(read("{\"n\":0." + "1".repeat(chars - 2) + "}") != null).isEqualTo(accepted);
    assertThat(read("{\"n\":-" + "1".repeat(chars - 1) + "}") != null).isEqualTo(accepted);
  }

  @Tag("C08")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "80", // a continuation byte alone
        "c0af", // a slash, two bytes long
        "e080af", // a slash, three bytes long
        "f08080af", // a slash, four bytes long
        "c080", // modified UTF-8's NUL
        "c3", // cut after one of two
        "e282", // cut after two of three
        "f09f98", // cut after three of four
        "eda080", // a high surrogate (CESU-8)
        "edb080", // a low surrogate
        "eda0bdedb880", // a pair of them
        "f4908080", // beyond U+10FFFF
        "f8888080", // five bytes
        "fe",
        "ff",
        "e9" // Latin-1
      })
  void refusesBytesThatAreNotUtf8(String hex) {
    byte[] bad = HexFormat.of().parseHex(hex);

    assertThat(Json.readObject(joined("{\"sub\":\"", bad, "\"}"))).as("in a value").isNull();
    assertThat(Json.readObject(joined("{\"", bad, "\":1}"))).as("in a name").isNull();
    assertThat(Json.readObject(joined("{}", bad, ""))).as("behind the object").isNull();
  }

  @Tag("C09")
  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE", "UTF-32BE"})
  void refusesOtherEncodings(String charset) {
    assertThat(Json.readObject("{\"a\":1}".getBytes(Charset.forName(charset)))).isNull();
    assertThat(Json.readObject("{}".getBytes(Charset.forName(charset)))).isNull();
  }

  @Test
  @Tag("C09")
  void refusesAByteOrderMark() {
    assertRefused("\ufeff{\"a\":1}");
    assertRefused("{\ufeff\"a\":1}");
    assertRefused("{\"a\":1}\ufeff");
  }

  @Tag("C10")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{} ]",
        "{}x",
        "{}{}",
        "{\"a\":1}{\"b\":2}",
        "{}\u0000",
        "{}\n,",
        "{\"a\":1}#",
        "/* c */{}",
        "{}// c",
        "{/* c */}",
        "{\"a\":/**/1}",
        "{\"a\":NaN}",
        "{\"a\":Infinity}",
        "{\"a\":-Infinity}",
        "{\"a\":undefined}",
        "{'a':1}",
        "{\"a\":'b'}",
        "{a:1}",
        "{\"a\":b}",
        "{\"a\":1,}",
        "{,\"a\":1}",
        "{\"a\":1,,\"b\":2}",
        "{,}",
        "{\"a\":[1,]}",
        "{\"a\":[,1]}",
        "{\"a\":[,]}",
        "{\"a\":[1,,2]}",
        "{\"a\":[1 2]}",
        "{\"a\":[1",
        "{\"a\":[",
        "{\"a\":[1}",
        "{\"a\":1]",
        "{\"a\":01}",
        "{\"a\":-01}",
        "{\"a\":00}",
        "{\"a\":+1}",
        "{\"a\":1.}",
        "{\"a\":.5}",
        "{\"a\":-.5}",
        "{\"a\":-}",
        "{\"a\":--1}",
        "{\"a\":1e}",
        "{\"a\":1e+}",
        "{\"a\":1e-}",
        "{\"a\":1e+-1}",
        "{\"a\":1.e1}",
        "{\"a\":1eE2}",
        "{\"a\":1.0.0}",
        "{\"a\":0x10}",
        "{\"a\":1_000}",
        "{\"a\":1L}",
        "{\"a\":\uff11}",
        "{\"a\":1\u0660}",
        "{\"a\":True}",
        "{\"a\":tru}",
        "{\"a\":truex}",
        "{\"a\":nul}",
        "{\"a\":nil}",
        "{\"a\":NULL}",
        "{\"a\":fals",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\" 1}",
        "{\"a\":1 \"b\":2}",
        "{\"a\"::1}",
        "{:1}",
        "{1:1}",
        "{null:1}",
        "{\"a\":\"",
        "{\"a\":\"b",
        "{\"a\":\"b\\",
        "{\"a\":\"b\\\"}",
        "{\"a\":\"\\x41\"}",
        "{\"a\":\"\\'\"}",
        "{\"a\":\"\\0\"}",
        "{\"a\":\"\\v\"}",
        "{\"a\":\"\\U0041\"}",
        "{\"a\":\"\\u\"}",
        "{\"a\":\"\\u004\"}",
        "{\"a\":\"\\u00zz\"}",
        "{\"a\":\"\\u+041\"}",
        "{\"a\":\"\\u-041\"}",
        "{\"a\":\"\\u 041\"}",
        "{\"a\":\"\\u\uff10\uff10\uff14\uff11\"}",
        "{\"a\":\"\\u",
        "{\"a\":\"\\u0",
        "{\"a\":\"\n\"}",
        "{\"a\":\"\t\"}",
        "{\"a\":\"\u0000\"}",
        "{\"a\":\"\u001f\"}",
        "{\"a\":\"x\\n\u0001\"}",
        "{\"a\n\":1}",
        "{\u00a0\"a\":1}",
        "{\u000b\"a\":1}",
        "\u000c{}",
        "{\u2028}",
        "{",
        "}",
        "{\"",
        "{\"a\":1",
        "{\"a\":1,",
        "{\"a\":1,}",
        "{\"a\":{\"b\":1}",
        "({})",
        ")]}'{}"
      })
  void refusesWhatIsNotStrict(String json) {
    assertRefused(json);
  }

  @Tag("C11")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "", " ", "\n", "[]", "[{}]", "\"a\"", "\"{}\"", "1", "0", "-1", "true", "false", "null"
      })
  void refusesWhatIsNoObject(String json) {
    assertRefused(json);
  }

  @Tag("C14")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\\ud800",
        "\\udc00",
        "\\uDFFF",
        "\\ud800x",
        "x\\ud800",
        "\\udc00\\ud800",
        "\\ud800\\ud800",
        "\\ud800\\ud800\\udc00",
        "\\ud83d\\ude00\\ude00",
        "\\ud800\\n",
        "\\ud83d\\\\ude00"
      })
  void refusesALoneSurrogate(String escaped) {
    assertRefused("{\"sub\":\"" + escaped + "\"}");
    assertRefused("{\"" + escaped + "\":1}");
    assertRefused("{\"roles\":[\"" + escaped + "\"]}");
  }

  private static void assertRefused(String json) {
    assertThat(read(json)).isNull();
  }

  private static void assertAccepted(String json) {
    assertThat(read(json)).isNotNull();
  }

  private static @Nullable Map<String, @Nullable Object> read(String json) {
    return Json.readObject(json.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] joined(String before, byte[] bytes, String after) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(before.getBytes(StandardCharsets.UTF_8));
    out.writeBytes(bytes);
    out.writeBytes(after.getBytes(StandardCharsets.UTF_8));
    return out.toByteArray();
  }
}
