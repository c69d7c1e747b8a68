package dev.latchkey.http;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads how long an answer may be kept (RFC 9111 section 5.2.2). */
public final class CacheControl {

  private static final String MAX_AGE = "max-age=";
  private static final int MAX_DIGITS = 10;

  private CacheControl() {}

  /** The answer's {@code max-age}; {@code null} when it has none or one that is no number. */
  public static @Nullable Duration maxAge(HttpAnswer answer) {
    for (String directive : answer.header("Cache-Control").orElse("").split(",")) {
      String name = directive.trim().toLowerCase(Locale.ROOT);
      if (name.startsWith(MAX_AGE)) {
        return seconds(name.substring(MAX_AGE.length()));
      }
    }
    return null;
  }

  private static @Nullable Duration seconds(String digits) {
    if (digits.isEmpty()) {
      return null;
    }
    for (int i = 0; i < digits.length(); i++) {
      if (digits.charAt(i) < '0' || digits.charAt(i) > '9') {
        return null;
      }
    }
    // RFC 9111 section 1.2.2: what is too large counts as 2^31 seconds
    long seconds = digits.length() > MAX_DIGITS ? 1L << 31 : Long.parseLong(digits);
    return Duration.ofSeconds(Math.min(seconds, 1L << 31));
  }
}
