package dev.latchkey.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BearerTokenTest {

  @Test
  void isTheSameHoweverItWasSent() {
    BearerToken inHeader = new BearerToken("Bearer abc.def");

    assertThat(BearerToken.of("abc.def")).isEqualTo(inHeader);
    assertThat(inHeader.text()).isEqualTo("abc.def");
    assertThat(inHeader.length()).isEqualTo(7);
  }

  @Test
  void mayBeEmptyWhichOthersRefuse() {
    assertThat(new BearerToken("Bearer ").text()).isEmpty();
    assertThat(BearerToken.of("").length()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Bearer", "bearer abc", "Basic abc", " Bearer abc", "abc"})
  void hasOneFormOnly(String header) {
    assertThat(BearerToken.isIn(header)).isFalse();
    assertThatThrownBy(() -> new BearerToken(header))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("abc");
  }

  @Test
  void doesNotTellTheTokenWhenPrinted() {
    assertThat(BearerToken.of("canary")).hasToString("BearerToken[6 characters]");
  }
}
