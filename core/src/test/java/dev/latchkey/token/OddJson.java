package dev.latchkey.token;

import java.util.List;

/** JSON texts at the edge: some just inside, some just outside, some far out. */
final class OddJson {

  /** As the value of a member. */
  static final List<String> VALUES =
      List.of(
          "0",
          "-0",
          "-0.0",
          "0.1",
          "1e5",
          "1E+2",
          "1.50e-3",
          "9223372036854775807",
          "-9223372036854775808",
          "9223372036854775808",
          "-9223372036854775809",
          "999999999999999999",
          "1000000000000000000",
          "1e308",
          "1e309",
          "-1e400",
          "4.9e-324",
          "1e-400",
          "0." + "3".repeat(62),
          "0." + "3".repeat(63),
          "01",
          "-01",
          "00",
          "+1",
          ".5",
          "1.",
          "1.e3",
          "1e",
          "1e+",
          "0x10",
          "1_000",
          "1f",
          "-",
          "--1",
          "NaN",
          "Infinity",
          "-Infinity",
          "tru",
          "True",
          "NULL",
          "truefalse",
          "undefined",
          "",
          "[1,]",
          "[,1]",
          "[1 2]",
          "[1;2]",
          "{\"a\":1,}",
          "{\"a\" 1}",
          "{\"a\"=1}",
          "{\"a\"=>1}",
          "{a:1}",
          "{'a':1}",
          "{1:1}",
          "{null:1}",
          "{\"a\":1;\"b\":2}",
          "{\"a\":1 \"b\":2}",
          "{\"a\":1,\"a\":1}",
          "{\"a\":1,\"\\u0061\":2}",
          "[{\"roles\":[],\"b\":0,\"roles\":null}]",
          "1/**/",
          "//\n1",
          "#\n1",
          ")]}'\n1",
          "\u00a01",
          "\u000b1",
          "\ufeff1");

  /** As the value of a member, quotes and all. */
  static final List<String> STRINGS =
      List.of(
          "\"\"",
          "\"\\ud83d\\ude00\"",
          "\"\\uD83D\ude00\"",
          "\"\\ud83d\"",
          "\"\\ude00\\ud83d\"",
          "\"x\\udfff\"",
          "\"\\u0000\"",
          "\"\\u2028\u2028\"",
          "\"\u007f\u0085\"",
          "\"a\tb\"",
          "\"a\nb\"",
          "\"a\u0000b\"",
          "\"\u001f\"",
          "\"\\x41\"",
          "\"\\'\"",
          "\"\\a\"",
          "\"\\\n\"",
          "\"\\u12\"",
          "\"\\u12G4\"",
          "\"\\u+123\"",
          "\"\\U0041\"",
          "\"\\uff11\\u\uff11\uff11\uff11\uff11\"",
          "'single'",
          "bare",
          "\"open",
          "\"a\"\"b\"",
          "\"a\\\"",
          "\"\\/\"");

  /** Put in place of the whole text, which stands at {@code %s}. */
  static final List<String> FRAMES =
      List.of(
          " %s\n",
          "%s ",
          "%sx",
          "%s}",
          "%s,",
          "%s{}",
          "%s%s",
          "%snull",
          "%s//",
          "%s/**/",
          "%s\u0000",
          "\u0000%s",
          "%s\u00a0",
          "\ufeff%s",
          "\u00a0%s",
          "\f%s",
          "[%s]",
          "(%s)",
          "\"%s\"",
          ")]}'\n%s",
          "");

  private OddJson() {}

  /** So many arrays, or objects, in each other. */
  static String nested(int levels, boolean objects) {
    return objects
        ? "{\"a\":".repeat(levels) + "1" + "}".repeat(levels)
        : "[".repeat(levels) + "]".repeat(levels);
  }

  static String longArray(int elements) {
    return "[0" + ",0".repeat(elements - 1) + "]";
  }
}
