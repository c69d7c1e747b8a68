package dev.latchkey.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CacheControlTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "max-age=300;300",
        "public, MAX-AGE=0, must-revalidate;0",
        "no-cache,max-age=10;10",
        "max-age=99999999999999999999;2147483648",
        "max-age=9999999999;2147483648"
      })
  void readsMaxAge(String header, long seconds) {
    assertThat(maxAge(header)).isEqualTo(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no-store", "max-age=", "max-age=-1", "max-age=1.5", "s-maxage=9"})
  void findsNoneWhereThereIsNone(String header) {
    assertThat(maxAge(header)).isNull();
  }

  @Test
  void findsNoneWithoutTheHeader() {
    assertThat(CacheControl.maxAge(HttpAnswer.of(200, Map.of(), new byte[0]))).isNull();
  }

  private static Duration maxAge(String header) {
    return CacheControl.maxAge(HttpAnswer.of(200, Map.of("cache-control", header), new byte[0]));
  }
}
