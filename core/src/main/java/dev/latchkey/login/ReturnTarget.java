package dev.latchkey.login;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A page of this application to go to after a login: path and query as a browser sent them, byte
 * for byte, relative to the application's root. Only {@link #parse} makes one, so holding one is
 * the proof that it leads nowhere else (RFC 9700 section 4.11).
 */
public final class ReturnTarget {

  /** All our cookies share a limited header; a longer address is not cut but left out. */
  static final int MAX_CHARS = 1024;

  private static final Pattern PARAMETER = Pattern.compile("(?<=[^/;]);[^/;=]+=[^/;]*");

  /** The application's root. */
  static final ReturnTarget FRONT_PAGE = new ReturnTarget("/");

  private final String text;

  private ReturnTarget(String text) {
    this.text = text;
  }

  /**
   * Reads the address of a page that was asked for itself, or one that we sealed before.
   *
   * @return empty for everything that is not a plain path of this application, with or without a
   *     query: another origin in any spelling, control characters, a backslash, a semicolon but in
   *     {@code ;name=value}, more than 1,024 characters, anything but ASCII
   */
  public static Optional<ReturnTarget> parse(String text) {
    return isLocal(text) ? Optional.of(new ReturnTarget(text)) : Optional.empty();
  }

  /**
   * Reads a target that somebody named in a parameter or a header, perhaps somebody else than the
   * user.
   *
   * @return empty for what {@link #parse} refuses, for {@code ;name=value}, which may name a
   *     container's session, and for an address inside the query, since the page may be a
   *     redirector of its own
   */
  public static Optional<ReturnTarget> asked(String text) {
    return text.contains("//") || pathOf(text).contains(";") ? Optional.empty() : parse(text);
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
    return isPlainPath(PARAMETER.matcher(pathOf(text)).replaceAll(""))
        && hidesNothing(pathOf(text));
  }

  private static boolean isPlainPath(String path) {
    return !path.contains("//")
        && !path.contains(";")
        && !path.contains("/./")
        && !path.contains("/../")
        && !path.endsWith("/.")
        && !path.endsWith("/..");
  }

  /** An encoded slash, backslash, dot or control character could become one on the way. */
  private static boolean hidesNothing(String path) {
    for (int i = path.indexOf('%'); i >= 0; i = path.indexOf('%', i + 1)) {
      int hidden = i + 2 < path.length() ? escaped(path.charAt(i + 1), path.charAt(i + 2)) : -1;
      if (hidden < ' ' || hidden == 0x7f || hidden == '/' || hidden == '\\' || hidden == '.') {
        return false;
      }
    }
    return true;
  }

  /** Returns -1 for what is no escape. */
  private static int escaped(char high, char low) {
    int digits = Character.digit(high, 16) << 4;
    return digits < 0 ? -1 : digits | Character.digit(low, 16);
  }

  private static String pathOf(String text) {
    int query = text.indexOf('?');
    return query < 0 ? text : text.substring(0, query);
  }

  /** The path alone. */
  public String path() {
    return pathOf(text);
  }

  /** The query as a browser sent it, which need not be one for {@link java.net.URI}. */
  public Optional<String> query() {
    int query = text.indexOf('?');
    return query < 0 ? Optional.empty() : Optional.of(text.substring(query + 1));
  }

  /** Path and query as a browser sent them. */
  @Override
  public String toString() {
    return text;
  }
}
