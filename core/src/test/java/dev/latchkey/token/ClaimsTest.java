package dev.latchkey.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimsTest {

  private static final long YEAR_9999 = 253_402_300_799L;

  @Tag("B04")
  @Tag("B05")
  @Tag("B06")
  @Tag("J24")
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-1, -1",
    "1500000000, 1500000000",
    "1500000000.5, 1500000000",
    "1.5e9, 1500000000",
    "-0.5, -1",
    "2147483648, 2147483648",
    "253402300799, 253402300799",
    "253402300800, 253402300799",
    "9223372036854775807, 253402300799",
    "9223372036854775808, 253402300799",
    "1e20, 253402300799",
    "1e300, 253402300799",
    "-9223372036854775808, -253402300799",
    "-1e300, -253402300799"
  })
  void readsATimeAndHoldsItWithinTheYear9999(String number, long seconds) {
    assertThat(claims("{\"exp\":" + number + "}").instant("exp"))
        .isEqualTo(Instant.ofEpochSecond(seconds));
  }

  @Test
  @Tag("B04")
  void theLatestTimeLeavesRoomForClockSkew() {
    Instant latest = Objects.requireNonNull(claims("{\"exp\":1e300}").instant("exp"));

    assertThat(latest.plusSeconds(300)).isAfter(Instant.ofEpochSecond(YEAR_9999));
    assertThat(latest).hasToString("9999-12-31T23:59:59Z");
  }

  @Tag("B03")
  @ParameterizedTest
  @ValueSource(strings = {"\"1500000000\"", "true", "null", "[1500000000]", "{}", "\"\""})
  void whatIsNoNumberIsNoTime(String value) {
    Claims claims = claims("{\"exp\":" + value + "}");

    assertThat(claims.instant("exp")).isNull();
    assertThat(claims.has("exp")).as("it is there nevertheless").isTrue();
    assertThat(claims.instant("nbf")).isNull();
    assertThat(claims.has("nbf")).isFalse();
  }

  @Test
  @Tag("B16")
  @Tag("B20")
  void readsAnAudienceOfStringsOnly() {
    assertThat(claims("{}").audience()).isEmpty();
    assertThat(claims("{\"aud\":\"a\"}").audience()).containsExactly("a");
    assertThat(claims("{\"aud\":\"a b\"}").audience()).containsExactly("a b");
    assertThat(claims("{\"aud\":[\"a\",\"b\"]}").audience()).containsExactly("a", "b");
    assertThat(claims("{\"aud\":[]}").audience()).isEmpty();
    for (String odd : List.of("null", "1", "true", "{}", "[null]", "[\"a\",1]", "[[\"a\"]]")) {
      assertThat(claims("{\"aud\":" + odd + "}").audience()).as(odd).isNull();
    }
  }

  @Test
  void aStringClaimIsAString() {
    Claims claims = claims("{\"a\":\"x\",\"b\":1,\"c\":null,\"d\":[\"x\"]}");

    assertThat(claims.string("a")).isEqualTo("x");
    assertThat(claims.string("b")).isNull();
    assertThat(claims.string("c")).isNull();
    assertThat(claims.string("d")).isNull();
    assertThat(claims.string("e")).isNull();
    assertThat(claims.has("c")).isTrue();
  }

  @Test
  @Tag("P04")
  void isPrintedWithItsNamesOnly() {
    assertThat(claims("{\"sub\":\"canary\",\"n\":1}")).hasToString("Claims[sub, n]");
  }

  private static Claims claims(String json) {
    return Claims.of(
        Objects.requireNonNull(Json.readObject(json.getBytes(StandardCharsets.UTF_8))));
  }
}
