package dev.latchkey.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Claims as the text of headers. */
class HeaderTextTest {

  private static String text(Object claim) {
    return HeaderText.of(claim).orElseThrow();
  }

  /** As the application behind reads it. */
  private static List<String> readBack(String header) {
    return Arrays.stream(header.split(",", -1))
        .map(each -> URLDecoder.decode(each.replace("+", "%2B"), StandardCharsets.UTF_8))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"alice", "alice@example.com", "a b", "a;b=\"c\"", "cn=a/ou=b", "+1 (2) 3", "~"})
  void printableAsciiStaysAsItIs(String claim) {
    assertThat(text(claim)).isEqualTo(claim);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'a\r\nX-Admin: true' | a%0D%0AX-Admin: true",
        "'a\nb' | a%0Ab",
        "'a\rb' | a%0Db",
        "'a\tb' | a%09b",
        "'a\u001bb' | a%1Bb",
        "'a\u007fb' | a%7Fb",
        "'a\u0085b' | a%C2%85b",
        "'a\u2028b' | a%E2%80%A8b",
      })
  @Tag("L08")
  void whatCouldEndTheHeaderIsEncoded(String claim, String header) {
    assertThat(text(claim)).isEqualTo(header);
    assertThat(text("\u0000")).isEqualTo("%00");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"爱丽丝", "🔑 key", "אליס", "\u202eecila", "Zoë, Käthe", "100 %", "%41", "ﾃ%"})
  @Tag("L09")
  void everyScriptCanBeReadBack(String claim) {
    assertThat(text(claim)).matches("[ -~]*");
    assertThat(readBack(text(claim))).containsExactly(claim);
  }

  @Test
  void aPercentSignIsEncodedSoThatNoTwoClaimsLookAlike() {
    assertThat(text("%0A")).isEqualTo("%250A").isNotEqualTo(text("\n"));
  }

  @Test
  void blanksAtTheEdgesAreEncodedSinceReadersTrimThem() {
    assertThat(text(" a b ")).isEqualTo("%20a b%20");
    assertThat(text(" ")).isEqualTo("%20");
    assertThat(text(List.of(" a", "b "))).isEqualTo("%20a,b%20");
  }

  @Test
  void listsAreJoinedByCommas() {
    assertThat(text(List.of("user", "admin"))).isEqualTo("user,admin");
    assertThat(text(List.of("one"))).isEqualTo("one");
    assertThat(text(List.of(1L, true, "x"))).isEqualTo("1,true,x");
  }

  @Test
  @Tag("L10")
  void anElementCannotBecomeTwo() {
    assertThat(text(List.of("a,admin", "user"))).isEqualTo("a%2Cadmin,user");
    assertThat(readBack(text(List.of("a,admin", "user")))).containsExactly("a,admin", "user");
  }

  /** Some providers write a list of one as a string. */
  @Test
  @Tag("L10")
  void aSingleStringCannotBecomeTwoElementsEither() {
    assertThat(text("a,admin")).isEqualTo("a%2Cadmin");
  }

  @Test
  void numbersAndTruthValuesAreTheirText() {
    assertThat(text(42L)).isEqualTo("42");
    assertThat(text(-1.5)).isEqualTo("-1.5");
    assertThat(text(true)).isEqualTo("true");
  }

  @Test
  void anEmptyStringIsAnEmptyHeader() {
    assertThat(text("")).isEmpty();
  }

  @Test
  void whatHasNoSafeTextIsLeftOut() {
    assertThat(HeaderText.of(Map.of("a", "b"))).isEmpty();
    assertThat(HeaderText.of(List.of())).isEmpty();
    assertThat(HeaderText.of(List.of("a", List.of("b")))).isEmpty();
    assertThat(HeaderText.of(List.of("a", Map.of()))).isEmpty();
    assertThat(HeaderText.of(Arrays.asList("a", null))).isEmpty();
  }

  /** No reader of JSON lets it in; where it came from elsewhere, no bytes stand for it. */
  @ParameterizedTest
  @ValueSource(strings = {"d83d", "de00", "de00d83d", "0061d83d0062"})
  @Tag("L09")
  void halfAPairOfSurrogatesIsLeftOut(String units) {
    StringBuilder claim = new StringBuilder();
    for (int i = 0; i < units.length(); i += 4) {
      claim.append((char) Integer.parseInt(units.substring(i, i + 4), 16));
    }

    assertThat(HeaderText.of(claim.toString())).isEmpty();
    assertThat(HeaderText.of(List.of("a", claim.toString()))).isEmpty();
  }

  @Test
  @Tag("L09")
  @Tag("L10")
  void anyListCanBeReadBack() {
    Random random = new Random(7);
    for (int round = 0; round < 2000; round++) {
      List<String> claim = new ArrayList<>();
      for (int i = 0; i <= random.nextInt(4); i++) {
        claim.add(
            random
                .ints(1 + random.nextInt(6), 0, 0x3000)
                .mapToObj(Character::toString)
                .reduce("", String::concat));
      }
      assertThat(text(claim)).matches("[ -~]*").doesNotStartWith(" ").doesNotEndWith(" ");
      assertThat(readBack(text(claim))).isEqualTo(claim);
    }
  }
}
