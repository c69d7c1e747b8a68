package dev.latchkey.login;

import java.util.Optional;

/**
 * A page of this application to go to after a login: path and query as a browser sent them, byte
 * for byte, relative to the application's root. Only {@link #parse} makes one, so holding one is
 * the proof that it leads nowhere else (RFC 9700 section 4.11).
 */
public final class ReturnTarget {

  /** All our cookies share a limited header; a longer address is not cut but left out. */
  static final int MAX_CHARS = 1024;

  private final String text;

  private ReturnTarget(String text) {
    this.text = text;
  }

  /**
   * Reads a target.
   *
   * @return empty for everything that is not a plain path of this application, with or without a
   *     query: another origin in any spelling, control characters, a backslash, more than 1,024
   *     characters, anything but ASCII
   */
  public static Optional<ReturnTarget> parse(String text) {
    return isLocal(text) ? Optional.of(new ReturnTarget(text)) : Optional.empty();
  }

  private static boolean isLocal(String text) {
    if (text.isEmpty() || text.length() > MAX_CHARS || text.charAt(0) != '/') {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      // browsers drop tabs and line feeds and read a backslash as a slash
      if (c <= ' ' || c >= 0x7f || c == '\\' || c == '"' || c == '<' || c == '>' || c == '#') {
        return false;
      }
    }
    return isPlainPath(text, text.indexOf('?') < 0 ? text.length() : text.indexOf('?'));
  }

  private static boolean isPlainPath(String text, int end) {
    String path = text.substring(0, end);
    return !path.contains("//")
        && !path.contains(";")
        && !path.contains("/./")
        && !path.contains("/../")
        && !path.endsWith("/.")
        && !path.endsWith("/..")
        && !hidesASlash(path);
  }

  /** An encoded slash, backslash, dot or control character at the start could become one later. */
  private static boolean hidesASlash(String path) {
    if (path.length() < 4 || path.charAt(1) != '%') {
      return false;
    }
    String first = path.substring(2, 4);
    return first.charAt(0) <= '1'
        || first.equalsIgnoreCase("2f")
        || first.equalsIgnoreCase("5c")
        || first.equalsIgnoreCase("2e");
  }

  /** The path alone. */
  public String path() {
    int query = text.indexOf('?');
    return query < 0 ? text : text.substring(0, query);
  }

  /** Path and query as a browser sent them. */
  @Override
  public String toString() {
    return text;
  }
}
