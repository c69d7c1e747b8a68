package dev.latchkey.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OwnCookiesTest {

  private final OwnCookies cookies = OwnCookies.of(List.of("__Host-shop", "__Host-shop~partner"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "__Host-shop",
        "__Host-shop.1",
        "__Host-shop.idle",
        "__Host-shop.again",
        "__Host-shop-round",
        "__Host-shop-login-Ab_9-x",
        "__Host-shop~partner",
        "__Host-shop~partner.idle",
        "__Host-shop~partner-login-Ab_9-x"
      })
  void knowsWhatIsMadeFromTheNameOfASession(String name) {
    assertThat(cookies.contains(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "shop",
        "__host-shop",
        "__Host-shop-cart",
        "__Host-shop.cart",
        "__Host-shop2",
        "__Host-shop-rounds",
        "x__Host-shop"
      })
  void leavesTheApplicationItsOwn(String name) {
    assertThat(cookies.contains(name)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a=1; __Host-shop=x; b=2       | a=1; b=2",
        "__Host-shop=x; b=2            | b=2",
        "a=1;__Host-shop.1=x;b=2       | a=1;b=2",
        "a=1; __Host-shop=x; __Host-shop=y | a=1",
        "a=1;  __Host-shop =x          | a=1",
        "a=\"1\"; b; =c                | a=\"1\"; b; =c",
      })
  void takesOursOutOfAHeader(String sent, String seen) {
    assertThat(cookies.hiddenFrom(List.of(sent))).containsExactly(seen);
  }

  @Test
  void leavesNoEmptyHeaderBehind() {
    assertThat(cookies.hiddenFrom(List.of("__Host-shop=x; __Host-shop.idle=y", "a=1")))
        .containsExactly("a=1");
  }

  @Test
  void hidesNothingWhereNobodySignsIn() {
    OwnCookies none = OwnCookies.of(List.of());

    assertThat(none.isEmpty()).isTrue();
    assertThat(none.contains("__Host-shop")).isFalse();
    assertThat(none.hiddenFrom(List.of("__Host-shop=x"))).containsExactly("__Host-shop=x");
  }
}
