package dev.latchkey.token;

import org.jspecify.annotations.Nullable;

/** The {@code typ} of a token's header, which keeps one kind of token from posing as another. */
final class MediaType {

  private MediaType() {}

  /** Compares as RFC 7515 section 4.1.9 says: without case, {@code application/} left out. */
  static boolean is(@Nullable Object typ, String wanted) {
    if (!(typ instanceof String text)) {
      return false;
    }
    String prefix = "application/";
    String name =
        text.regionMatches(true, 0, prefix, 0, prefix.length())
            ? text.substring(prefix.length())
            : text;
    return name.equalsIgnoreCase(wanted);
  }
}
