package dev.latchkey.session;

import dev.latchkey.seal.CookieJar;
import dev.latchkey.seal.Sealer;
import org.jspecify.annotations.Nullable;

/**
 * Sealed sessions in the browser's cookies. The first cookie says how many there are; all parts
 * together are one sealed record, so parts of two sessions never fit together. Thread-safe.
 */
final class CookieSessions {

  private static final String PURPOSE = "session";

  /** Browsers keep 4,096 characters of name, value and attributes. */
  private static final int CHUNK_CHARS = 3_800;

  /** Containers stop at 8 KiB of headers, pending logins and other cookies come on top. */
  static final int MAX_CHARS = 5 * 1024;

  private static final int MAX_CHUNKS = (MAX_CHARS + CHUNK_CHARS - 1) / CHUNK_CHARS;

  private final String name;
  private final Sealer sealer;

  CookieSessions(String name, Sealer sealer) {
    this.name = name;
    this.sealer = sealer;
  }

  /** Tells whether there is anything to recall, or left over. */
  boolean has(CookieJar jar) {
    for (int i = 0; i < MAX_CHUNKS; i++) {
      if (jar.has(chunkName(i))) {
        return true;
      }
    }
    return false;
  }

  byte @Nullable [] read(CookieJar jar) {
    String first = jar.value(name);
    if (first == null || first.length() < 2 || first.charAt(1) != '.') {
      return null;
    }
    int count = first.charAt(0) - '0';
    if (count < 1 || count > MAX_CHUNKS) {
      return null;
    }
    StringBuilder sealed = new StringBuilder(first.substring(2));
    for (int i = 1; i < count; i++) {
      String part = jar.value(chunkName(i));
      if (part == null || part.length() > CHUNK_CHARS) {
        return null;
      }
      sealed.append(part);
    }
    return sealer.open(PURPOSE, name, sealed.toString());
  }

  /** Keeps a record in cookies; false, with nothing changed, when it is too long for them. */
  boolean write(byte[] record, CookieJar jar) {
    String sealed = sealer.seal(PURPOSE, name, record);
    if (sealed.length() > MAX_CHARS) {
      return false;
    }
    int count = (sealed.length() + CHUNK_CHARS - 1) / CHUNK_CHARS;
    for (int i = 0; i < MAX_CHUNKS; i++) {
      if (i < count) {
        String part =
            sealed.substring(i * CHUNK_CHARS, Math.min((i + 1) * CHUNK_CHARS, sealed.length()));
        jar.put(chunkName(i), i == 0 ? count + "." + part : part);
      } else if (jar.has(chunkName(i))) {
        jar.remove(chunkName(i));
      }
    }
    return true;
  }

  void remove(CookieJar jar) {
    for (int i = 0; i < MAX_CHUNKS; i++) {
      if (jar.has(chunkName(i))) {
        jar.remove(chunkName(i));
      }
    }
  }

  private String chunkName(int index) {
    return index == 0 ? name : name + "." + index;
  }
}
