package dev.latchkey.policy;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Durations as settings and rules write them: {@code 30s}, {@code 10m}, {@code 8h}. */
public final class DurationText {

  private static final Map<String, Duration> UNITS =
      Map.of(
          "ms", Duration.ofMillis(1),
          "s", Duration.ofSeconds(1),
          "m", Duration.ofMinutes(1),
          "h", Duration.ofHours(1),
          "d", Duration.ofDays(1));

  private DurationText() {}

  /** Reads a duration; empty for what is none. */
  public static Optional<Duration> parse(String text) {
    int digits = 0;
    while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
      digits++;
    }
    Duration unit = UNITS.get(text.substring(digits));
    return digits == 0 || digits > 9 || unit == null
        ? Optional.empty()
        : Optional.of(unit.multipliedBy(Long.parseLong(text.substring(0, digits))));
  }

  /** Writes a duration for people to read. */
  public static String spell(Duration duration) {
    return duration.equals(Duration.ofMillis(1))
        ? "1ms"
        : duration.toString().substring(2).toLowerCase(Locale.ROOT);
  }
}
