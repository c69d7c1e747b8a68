package dev.latchkey.http;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads how long an answer may be kept (RFC 9111 section 5.2.2). */
public final class CacheControl {

  private static final String MAX_AGE = "max-age=";

  private CacheControl() {}

  /** The answer's {@code max-age}; {@code null} when it has none or one that is no number. */
  public static @Nullable Duration maxAge(HttpAnswer answer) {
    for (String directive : answer.header("Cache-Control").orElse("").split(",")) {
      String name = directive.trim().toLowerCase(Locale.ROOT);
      if (name.startsWith(MAX_AGE)) {
        return DeltaSeconds.parse(name.substring(MAX_AGE.length()));
      }
    }
    return null;
  }
}
