package dev.latchkey.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JsonTest {

  @Test
  void readsEveryKindOfValueInOrder() {
    Map<String, Object> read =
        read(
            " {\t\"text\":\"a\",\r\n\"whole\":-7 , \"broken\":1.5e1,\"yes\":true,\"no\":false,"
                + "\"nothing\":null,\"list\":[1,[ ],{}],\"object\":{\"a\":{\"b\":\"c\"}} }\n");

    assertThat(read.keySet())
        .containsExactly("text", "whole", "broken", "yes", "no", "nothing", "list", "object");
    assertThat(read)
        .containsEntry("text", "a")
        .containsEntry("whole", -7L)
        .containsEntry("broken", 15.0)
        .containsEntry("yes", true)
        .containsEntry("no", false)
        .containsEntry("nothing", null)
        .containsEntry("list", List.of(1L, List.of(), Map.of()))
        .containsEntry("object", Map.of("a", Map.of("b", "c")));
  }

  @Test
  void readsEveryEscape() {
    assertThat(read("{\"a\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0041\\uD83D\\uDe00\\u00e9\"}"))
        .containsEntry("a", "\"\\/\b\f\n\r\tA\ud83d\ude00\u00e9");
  }

  @Test
  void readsWhatIsNotAscii() {
    assertThat(read("{\"n\u00e4me\":\"\u674e \ud83d\ude00 \u05d0\",\"\\u006e\":\"\u00e9\\n\"}"))
        .containsEntry("n\u00e4me", "\u674e \ud83d\ude00 \u05d0")
        .containsEntry("n", "\u00e9\n");
  }

  @Test
  @Tag("C14")
  void keepsAnEscapedNulSoThatWhoeverNeedsAnIdentifierCanRefuseIt() {
    assertThat(read("{\"sub\":\"a\\u0000b\"}")).containsEntry("sub", "a\u0000b");
  }

  static Stream<Arguments> numbers() {
    return Stream.of(
        Arguments.of("0", 0L),
        Arguments.of("-0", 0L),
        Arguments.of("999999999999999999", 999_999_999_999_999_999L),
        Arguments.of("-999999999999999999", -999_999_999_999_999_999L),
        Arguments.of("1000000000000000000", 1_000_000_000_000_000_000L),
        Arguments.of("9223372036854775807", Long.MAX_VALUE),
        Arguments.of("9223372036854775808", 9.223372036854775808e18),
        Arguments.of("-9223372036854775808", Long.MIN_VALUE),
        Arguments.of("-9223372036854775809", -9.223372036854775808e18),
        Arguments.of("253402300800", 253_402_300_800L),
        Arguments.of("100000000000000000000", 1e20),
        Arguments.of("1e300", 1e300),
        Arguments.of("1E2", 100.0),
        Arguments.of("1e+2", 100.0),
        Arguments.of("1e-2", 0.01),
        Arguments.of("-0.0", -0.0),
        Arguments.of("0e0", 0.0),
        Arguments.of("1e-999", 0.0),
        Arguments.of("1500000000.5", 1_500_000_000.5));
  }

  @Tag("B04")
  @Tag("C07")
  @ParameterizedTest
  @MethodSource("numbers")
  void readsANumberThatFitsAsLongAndElseAsDouble(String literal, Object expected) {
    assertThat(read("{\"n\":" + literal + ",\"m\":[" + literal + "]}"))
        .containsEntry("n", expected)
        .containsEntry("m", List.of(expected));
  }

  @Test
  void whatIsReadCannotBeChanged() {
    Map<String, Object> read = read("{\"o\":{\"a\":1},\"l\":[1]}");
    @SuppressWarnings("unchecked")
    Map<String, Object> object = (Map<String, Object>) read.get("o");
    @SuppressWarnings("unchecked")
    List<Object> list = (List<Object>) read.get("l");

    assertThatThrownBy(() -> read.put("b", 1)).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> object.put("b", 1)).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> list.add(1)).isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  @Tag("C15")
  void typeHintsArePlainData() {
    assertThat(read("{\"@type\":\"a.B\",\"@class\":\"java.lang.Runtime\",\"$type\":\"x\"}"))
        .containsOnlyKeys("@type", "@class", "$type");
  }

  @Test
  void writesCompactly() {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    members.put("a", "b");
    members.put("n", null);
    members.put("l", Arrays.asList(1L, 2, 2.5, true, null, List.of(), Map.of()));

    assertThat(Json.write(members))
        .isEqualTo("{\"a\":\"b\",\"n\":null,\"l\":[1,2,2.5,true,null,[],{}]}");
    assertThat(Json.write(null)).isEqualTo("null");
    assertThat(Json.write("a")).isEqualTo("\"a\"");
  }

  @Test
  @Tag("L14")
  void whatIsWrittenIsSafeInsideHtml() {
    String written = Json.write(Map.of("</script>", "<!-- & \u2028\u2029 ]]> \u007f\u0085 -->"));

    assertThat(written)
        .isEqualTo(
            "{\"\\u003c/script\\u003e\":\"\\u003c!-- \\u0026 \\u2028\\u2029 ]]\\u003e"
                + " \\u007f\\u0085 --\\u003e\"}")
        .doesNotContain("<", ">", "&");
    assertThat(read(written))
        .containsEntry("</script>", "<!-- & \u2028\u2029 ]]> \u007f\u0085 -->");
  }

  @Test
  @Tag("L14")
  void everyControlCharacterIsWrittenAsAnEscape() {
    for (char c = 0; c < ' '; c++) {
      String written = Json.write("a" + c);

      assertThat(written).matches("\"a\\\\u00[01][0-9a-f]\"");
      assertThat(read("{\"a\":" + written + "}")).containsEntry("a", "a" + c);
    }
  }

  static Stream<Object> notJson() {
    return Stream.of(
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        'c',
        new Object(),
        new int[] {1},
        Map.of(1, "a name that is no string"),
        List.of(Map.of("a", Thread.State.NEW)));
  }

  @ParameterizedTest
  @MethodSource("notJson")
  void refusesToWriteWhatHasNoJsonForm(Object value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Json.write(value))
        .withMessageMatching("no JSON form for .+|a member's name must be a string");
  }

  @Test
  void readsBackWhateverItWrote() {
    Random random = new Random(42);
    for (int i = 0; i < 2_000; i++) {
      Map<String, @Nullable Object> members = object(random, 4);

      assertThat(read(Json.write(members))).isEqualTo(members);
      assertThat(read(Json.writeCompact(members))).isEqualTo(members);
    }
  }

  @Test
  void whatIsOursAloneIsWrittenWithoutEscapesThatOnlyHtmlNeeds() {
    assertThat(Json.writeCompact(Map.of("a", "<&>\u2028\"\\\n")))
        .isEqualTo("{\"a\":\"<&>\u2028\\\"\\\\\\u000a\"}");
  }

  @Test
  @Tag("C17")
  void neverThrowsWhateverTheBytesAre() {
    Random random = new Random(7);
    byte[] start =
        "{\"a\":[1,-2.5e3,true,null,\"\\u00e9\\n\u00e9\"],\"b\":{\"c\":{}}}"
            .getBytes(StandardCharsets.UTF_8);
    String alphabet = "{}[]\":,\\u0123456789eE+-.truefalsn \u0000\u00ff";
    for (int i = 0; i < 200_000; i++) {
      byte[] bytes = Arrays.copyOf(start, start.length - (i % 3 == 0 ? random.nextInt(20) : 0));
      for (int change = random.nextInt(4); change >= 0; change--) {
        bytes[random.nextInt(bytes.length)] =
            (byte) alphabet.charAt(random.nextInt(alphabet.length()));
      }
      Map<String, @Nullable Object> members = Json.readObject(bytes);
      if (members != null) {
        assertThat(read(Json.write(members))).isEqualTo(members);
      }
    }
  }

  private static Map<String, @Nullable Object> object(Random random, int depth) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      members.put(text(random), value(random, depth - 1));
    }
    return members;
  }

  private static @Nullable Object value(Random random, int depth) {
    switch (random.nextInt(depth > 0 ? 7 : 5)) {
      case 0:
        return null;
      case 1:
        return random.nextBoolean();
      case 2:
        return random.nextLong();
      case 3:
        return random.nextGaussian() * Math.pow(10, random.nextInt(600) - 300);
      case 4:
        return text(random);
      case 5:
        return object(random, depth);
      default:
        List<@Nullable Object> elements = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          elements.add(value(random, depth - 1));
        }
        return elements;
    }
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(8); i > 0; i--) {
      int codePoint = random.nextInt(random.nextBoolean() ? 0x80 : 0x1ffff);
      text.appendCodePoint(codePoint >= 0xd800 && codePoint < 0xe000 ? '\\' : codePoint);
    }
    return text.toString();
  }

  private static Map<String, @Nullable Object> read(String json) {
    Map<String, @Nullable Object> members = Json.readObject(json.getBytes(StandardCharsets.UTF_8));
    assertThat(members).as(json).isNotNull();
    return members == null ? Map.of() : members;
  }
}
