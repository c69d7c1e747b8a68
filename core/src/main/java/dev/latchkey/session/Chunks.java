package dev.latchkey.session;

import dev.latchkey.seal.CookieJar;
import dev.latchkey.seal.CookieSettings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A text that is longer than a cookie, in several. The first says how many there are; whoever puts
 * a sealed record in finds out whether the parts belong together. Thread-safe.
 */
final class Chunks {

  /** Browsers keep 4,096 characters of name, value and attributes. */
  private static final int CHUNK_CHARS = 3_800;

  /** Containers stop at 8 KiB of headers, pending logins and other cookies come on top. */
  static final int MAX_CHARS = 5 * 1024;

  private static final int MAX_CHUNKS = (MAX_CHARS + CHUNK_CHARS - 1) / CHUNK_CHARS;

  private final String name;
  private final CookieSettings cookies;

  Chunks(String name, CookieSettings cookies) {
    this.name = name;
    this.cookies = cookies;
  }

  /** Tells whether there is anything to read, or left over. */
  boolean has(CookieJar jar) {
    for (int i = 0; i < MAX_CHUNKS; i++) {
      if (jar.has(chunkName(i))) {
        return true;
      }
    }
    return false;
  }

  @Nullable String read(CookieJar jar) {
    String first = jar.value(name);
    if (first == null || first.length() < 2 || first.charAt(1) != '.') {
      return null;
    }
    int count = first.charAt(0) - '0';
    if (count < 1 || count > MAX_CHUNKS) {
      return null;
    }
    if (count == 1) {
      return first.substring(2);
    }
    StringBuilder text = new StringBuilder(first.substring(2));
    for (int i = 1; i < count; i++) {
      String part = jar.value(chunkName(i));
      if (part == null || part.length() > CHUNK_CHARS) {
        return null;
      }
      text.append(part);
    }
    return text.toString();
  }

  /**
   * Writes a text; false, with nothing changed, when it is too long.
   *
   * @param maxAge {@code null} for cookies that end with the browser's session
   */
  boolean write(String text, @Nullable Duration maxAge, CookieJar jar) {
    if (text.length() > MAX_CHARS) {
      return false;
    }
    int count = (text.length() + CHUNK_CHARS - 1) / CHUNK_CHARS;
    for (int i = 0; i < MAX_CHUNKS; i++) {
      if (i < count) {
        String part =
            text.substring(i * CHUNK_CHARS, Math.min((i + 1) * CHUNK_CHARS, text.length()));
        jar.put(chunkName(i), i == 0 ? count + "." + part : part, maxAge, cookies);
      } else if (jar.has(chunkName(i))) {
        jar.remove(chunkName(i), cookies);
      }
    }
    return true;
  }

  void remove(CookieJar jar) {
    for (int i = 0; i < MAX_CHUNKS; i++) {
      if (jar.has(chunkName(i))) {
        jar.remove(chunkName(i), cookies);
      }
    }
  }

  private String chunkName(int index) {
    return index == 0 ? name : name + "." + index;
  }
}
