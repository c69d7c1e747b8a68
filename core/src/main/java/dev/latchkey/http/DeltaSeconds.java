package dev.latchkey.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads a number of seconds as headers write it (RFC 9111 section 1.2.2). */
final class DeltaSeconds {

  private static final int MAX_DIGITS = 10;
  private static final long MOST = 1L << 31;

  private DeltaSeconds() {}

  /** The time; {@code null} when the text is anything but digits. */
  static @Nullable Duration parse(String digits) {
    if (digits.isEmpty()) {
      return null;
    }
    for (int i = 0; i < digits.length(); i++) {
      if (digits.charAt(i) < '0' || digits.charAt(i) > '9') {
        return null;
      }
    }
    // RFC 9111 section 1.2.2: what is too large counts as 2^31 seconds
    long seconds = digits.length() > MAX_DIGITS ? MOST : Long.parseLong(digits);
    return Duration.ofSeconds(Math.min(seconds, MOST));
  }
}
