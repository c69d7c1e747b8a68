package dev.latchkey.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** Reads how long a server that is busy wants to be left alone (RFC 9110 section 10.2.3). */
public final class RetryAfter {

  /** More is not granted: a mistake of an hour must not keep us away for an hour. */
  static final Duration LONGEST = Duration.ofMinutes(5);

  private static final int TOO_MANY_REQUESTS = 429;
  private static final int UNAVAILABLE = 503;

  private RetryAfter() {}

  /**
   * The pause that a 429 or 503 asks for, from zero to 5 min; {@code null} when it asks for none
   * that can be read, and for every other status.
   */
  public static @Nullable Duration of(HttpAnswer answer, InstantSource clock) {
    if (answer.status() != TOO_MANY_REQUESTS && answer.status() != UNAVAILABLE) {
      return null;
    }
    String text = answer.header("Retry-After").orElse("").trim();
    Duration seconds = DeltaSeconds.parse(text);
    Duration asked = seconds == null ? untilDate(text, clock) : seconds;
    return asked == null ? null : bounded(asked);
  }

  private static @Nullable Duration untilDate(String text, InstantSource clock) {
    try {
      Instant date = DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from);
      return Duration.between(clock.instant(), date);
    } catch (DateTimeException notOne) {
      return null;
    }
  }

  private static Duration bounded(Duration asked) {
    if (asked.isNegative()) {
      return Duration.ZERO;
    }
    return asked.compareTo(LONGEST) < 0 ? asked : LONGEST;
  }
}
