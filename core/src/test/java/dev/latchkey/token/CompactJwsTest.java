package dev.latchkey.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.seal.Base64Url;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompactJwsTest {

  private static final String HEADER = encoded("{\"alg\":\"RS256\"}");
  private static final String CLAIMS = encoded("{\"sub\":\"alice\"}");
  private static final String TOKEN = HEADER + "." + CLAIMS + ".AQID";

  @Test
  void takesATokenApart() {
    CompactJws jws = Objects.requireNonNull(CompactJws.parse(TOKEN));

    assertThat(jws.header().string("alg")).isEqualTo("RS256");
    assertThat(jws.claims().string("sub")).isEqualTo("alice");
    assertThat(jws.signature()).containsExactly(1, 2, 3);
    assertThat(signed(jws)).isEqualTo(HEADER + "." + CLAIMS);
  }

  @Tag("A29")
  @Tag("A30")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "...",
        "....",
        "H",
        "H.",
        ".H",
        "H.C",
        "H.C.",
        ".C.S",
        "H..S",
        "..S",
        "H..",
        ".H.C.S",
        "H.C.S.",
        "H.C.S.X",
        "H.C.S.X.Y",
        "H.C.S.X.Y.Z",
        "H.C..S",
        "H.C. ",
        "H.C.\t",
        "H.C.\n"
      })
  void refusesEveryOtherNumberOfSegments(String form) {
    String token =
        form.replace("C", CLAIMS).replace("S", "AQID").replace("X", "AQID").replace("H", HEADER);

    assertThat(CompactJws.parse(token)).isNull();
  }

  @Tag("C12")
  @Tag("C13")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "=",
        "==",
        "+",
        "/",
        " ",
        "\n",
        "\r\n",
        "\t",
        "?",
        "#",
        "%2E",
        "\u0000",
        "\uff0e",
        "\u200b",
        "\u3002",
        "\u00e9",
        "\ufeff",
        "\ud83d\ude00",
        ",",
        ";",
        "\"",
        "'"
      })
  void refusesAForeignCharacterAnywhere(String foreign) {
    for (int at = 0; at <= TOKEN.length(); at++) {
      String token = TOKEN.substring(0, at) + foreign + TOKEN.substring(at);

      assertThat(CompactJws.parse(token)).as("at %d", at).isNull();
    }
  }

  @Test
  @Tag("C13")
  void aFullWidthDotIsNoDot() {
    assertThat(CompactJws.parse(HEADER + "\uff0e" + CLAIMS + "\uff0eAQID")).isNull();
    assertThat(CompactJws.parse(HEADER + "\u2024" + CLAIMS + ".AQID")).isNull();
  }

  @Tag("C08")
  @Tag("C09")
  @Tag("C10")
  @Tag("C11")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "\"a\"",
        "1",
        "null",
        "true",
        "{",
        "{}{}",
        "{} x",
        "\ufeff{}",
        "{a:1}",
        "[{}]",
        "{\"a\":1,\"a\":1}"
      })
  void refusesAHeaderOrClaimsThatAreNoStrictObject(String json) {
    assertThat(CompactJws.parse(encoded(json) + "." + CLAIMS + ".AQID")).isNull();
    assertThat(CompactJws.parse(HEADER + "." + encoded(json) + ".AQID")).isNull();
  }

  @Tag("A31")
  @Tag("A32")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"protected\":\"H\",\"payload\":\"C\",\"signature\":\"AQID\"}",
        "{\"payload\":\"C\",\"signatures\":[{\"protected\":\"H\",\"signature\":\"AQID\"}]}",
        "{\"protected\":\"H\",\"payload\":\"C\",\"signature\":\"AQID\",\"x\":\"H.C.AQID\"}",
        "{\"x\":\".C.\"}"
      })
  void refusesTheJsonForm(String form) {
    assertThat(CompactJws.parse(form.replace("H", HEADER).replace("C", CLAIMS))).isNull();
  }

  @Test
  @Tag("A48")
  void refusesATokenInsideAToken() {
    String header = encoded("{\"alg\":\"RS256\",\"cty\":\"JWT\"}");

    assertThat(CompactJws.parse(header + "." + encoded(TOKEN) + ".AQID")).isNull();
  }

  @Test
  @Tag("C05")
  void aMillionDotsCostNothing() {
    long begin = System.nanoTime();

    assertThat(CompactJws.parse(".".repeat(1_000_000))).isNull();
    assertThat(CompactJws.parse(HEADER + ".".repeat(1_000_000))).isNull();

    assertThat(System.nanoTime() - begin).as("nanoseconds").isLessThan(500_000_000L);
  }

  @Test
  @Tag("C17")
  void neverThrowsWhateverTheText() {
    Random random = new Random(11);
    for (int i = 0; i < 100_000; i++) {
      StringBuilder token = new StringBuilder(TOKEN);
      for (int change = random.nextInt(4); change >= 0; change--) {
        int at = random.nextInt(token.length());
        token.setCharAt(at, (char) (random.nextInt(20) == 0 ? random.nextInt(0x10000) : 46 + at));
      }
      CompactJws jws = CompactJws.parse(token.toString());
      if (jws != null) {
        assertThat(token.toString()).startsWith(signed(jws) + ".");
      }
    }
  }

  private static String encoded(String text) {
    return Base64Url.encode(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String signed(CompactJws jws) {
    return new String(jws.text(), jws.from(), jws.to() - jws.from(), StandardCharsets.US_ASCII);
  }
}
