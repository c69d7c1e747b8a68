package dev.latchkey.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.testing.SettableClock;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("F-11")
class RetryAfterTest {

  private final SettableClock clock = new SettableClock(); // 2026-01-01T12:00:00Z

  private @Nullable Duration read(int status, String text) {
    return RetryAfter.of(HttpAnswer.of(status, Map.of("Retry-After", text), new byte[0]), clock);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "17, 17",
    "' 17 ', 17",
    "299, 299",
    "300, 300",
    "301, 300",
    "99999999999999999999, 300",
    "'Thu, 01 Jan 2026 12:01:00 GMT', 60",
    "'Thu, 01 Jan 2026 11:59:00 GMT', 0",
    "'Fri, 01 Jan 2027 12:00:00 GMT', 300",
  })
  void readsSecondsAndDatesWithinBounds(String text, long seconds) {
    assertThat(read(503, text)).isEqualTo(Duration.ofSeconds(seconds));
    assertThat(read(429, text)).isEqualTo(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "soon",
        "-1",
        "1.5",
        "\u0661",
        "17s",
        "Thu, 01 Jan 2026",
        "Mon, 01 Jan 2026 12:00:00 GMT"
      })
  void whatCannotBeReadAsksForNothing(String text) {
    assertThat(read(503, text)).isNull();
  }

  @Test
  void countsWhereAServerIsBusyAndNowhereElse() {
    assertThat(read(200, "17")).isNull();
    assertThat(read(301, "17")).isNull();
    assertThat(read(500, "17")).isNull();
    assertThat(RetryAfter.of(HttpAnswer.of(503, Map.of(), new byte[0]), clock)).isNull();
  }
}
