package dev.latchkey.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallbackTest {

  @Test
  void readsWhatTheProviderSays() {
    Callback callback =
        Callback.read("state=s%20t&code=a%2Bb+c&iss=https%3A%2F%2Fid&session_state=x&x=1&x=2");

    assertThat(callback).isEqualTo(new Callback("a+b c", "s t", "https://id", null));
    assertThat(Callback.read("error=access_denied&state=s"))
        .isEqualTo(new Callback(null, "s", null, "access_denied"));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "'-', false",
        "'', false",
        "x=1, false",
        "&&&, false",
        "code=, true",
        "code, true",
        "state=s, true",
        "error=e, true",
        "x=1&state, true",
        "xcode=1, false",
        "codes=1, false",
        "CODE=1, false",
        "x=code, false",
        "x=&y=state=1, false",
        "session_state=1, false",
        "id_token=1, false",
        "access_token=1, false",
        "iss=1, false",
        "error_description=1, false"
      })
  @Tag("G15")
  void isAnAnswerWhenItCarriesACodeAStateOrAnError(String query, boolean answer) {
    assertThat(Callback.isOne(query)).isEqualTo(answer);
  }

  @Tag("G13")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "code=a&state=s&code=a",
        "code=a&state=s&state=s",
        "code=a&state=s&state=t",
        "code=a&state=s&iss=i&iss=i",
        "error=e&state=s&error=f",
        "code=a&state=s&state=",
        "code=a&state=s&state",
        "code=a&state=s&st%61te=t",
        "code=a&state=s&error_description=a&error_description=b",
        "code=a&state=s&id_token=a&id_token=b",
        "code=a&state=s&access_token=a&access_token=b"
      })
  void refusesWhatIsSaidTwice(String query) {
    assertThat(Callback.read(query)).isNull();
  }

  @Tag("C20")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "code=%",
        "code=%a",
        "code=%zz",
        "code=%c0%ae",
        "code=%ff",
        "code=%ed%a0%80",
        "code=a b",
        "code=\u00e9",
        "code=a\tb",
        "c%zzde=a",
        "state=s&x=%",
        "code=%\uff11\uff11",
        "code=\u0000"
      })
  void refusesWhatIsBadlyEncoded(String query) {
    assertThat(Callback.read(query)).isNull();
  }

  @Tag("C19")
  @ParameterizedTest
  @ValueSource(strings = {"", "&", "&&&", "=", "&=&", "=&=", "==", "a", "&a&"})
  void whatSaysNothingIsReadAsNothing(String query) {
    assertThat(Callback.read(query)).isEqualTo(new Callback(null, null, null, null));
  }

  @Tag("C19")
  @ParameterizedTest
  @CsvSource({"98, true", "99, false", "10000, false"})
  void refusesMoreParametersThanAnyAnswerHas(int others, boolean accepted) {
    String query = "state=s&code=c" + "&x=1".repeat(others);

    assertThat(Callback.read(query) != null).isEqualTo(accepted);
  }

  @Test
  @Tag("G11")
  void emptyParametersHideNothingThatComesBehindThem() {
    String query = "state=s" + "&".repeat(98) + "code=c";

    assertThat(Callback.read(query + "&error=access_denied"))
        .isEqualTo(new Callback("c", "s", null, "access_denied"));
    assertThat(Callback.read("&" + query + "&error=access_denied")).isNull();
    assertThat(Callback.read("&&" + query + "&error=access_denied")).isNull();
  }

  @Test
  @Tag("G39")
  void refusesWhatIsTooLong() {
    assertThat(Callback.read("state=s&code=" + "a".repeat(8 * 1024 - 13))).isNotNull();
    assertThat(Callback.read("state=s&code=" + "a".repeat(8 * 1024 - 12))).isNull();
    assertThat(Callback.read("&".repeat(1_000_000))).isNull();
  }

  @Test
  void whatIsThereButEmptyIsNotAbsent() {
    assertThat(Callback.read("state=&code=&iss=&error=")).isEqualTo(new Callback("", "", "", ""));
    assertThat(Callback.read("state&code")).isEqualTo(new Callback("", "", null, null));
  }

  @Test
  @Tag("P04")
  void isPrintedWithoutWhatItSays() {
    assertThat(String.valueOf(Callback.read("code=canary&state=canary&iss=canary")))
        .doesNotContain("canary");
  }

  @Test
  @Tag("C17")
  void neverThrowsWhateverTheQuery() {
    String alphabet = "&&==%2Bacode+s \u00e9";
    Random random = new Random(17);
    for (int i = 0; i < 100_000; i++) {
      StringBuilder query = new StringBuilder();
      for (int length = random.nextInt(20); length > 0; length--) {
        query.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      Callback.isOne(query.toString());
      Callback.read(query.toString());
    }
  }
}
