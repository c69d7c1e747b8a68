package dev.latchkey.provider;

import dev.latchkey.event.SafeText;
import java.util.Map;

/** A claim of a token that is not verified, made fit for a log line. */
final class ClaimText {

  private static final int MAX_CHARS = 200;

  private ClaimText() {}

  /** The text; names what is no text without showing it. */
  static String of(String name, Map<String, ?> claims) {
    if (claims.get(name) instanceof String text) {
      return SafeText.of(text, MAX_CHARS);
    }
    return claims.containsKey(name) ? "(no string)" : "(missing)";
  }
}
