package dev.latchkey.token;

import dev.latchkey.seal.TailKey;

/**
 * A bearer token as the header sends it (RFC 6750 section 2.1), so that one that was verified
 * before is found again without being cut out. One that comes another way is put into the same
 * form: a token is one token here, however it was sent. Immutable.
 *
 * @param header {@code Bearer}, one space, and the token, whatever that is made of
 */
public record BearerToken(String header) {

  private static final String SCHEME = "Bearer ";

  /** Where the token begins in the header. */
  static final int START = SCHEME.length();

  /** Takes what has the form. */
  public BearerToken {
    if (!isIn(header)) {
      throw new IllegalArgumentException("not a header with a bearer token");
    }
  }

  /** Takes a token that came another way. */
  public static BearerToken of(String token) {
    return new BearerToken(SCHEME + token);
  }

  /** Tells whether a header has the usual form, in which no token would be another one. */
  public static boolean isIn(String header) {
    return header.startsWith(SCHEME);
  }

  /** The token alone, cut out anew each time. */
  public String text() {
    return header.substring(START);
  }

  /** How many characters the token has. */
  public int length() {
    return header.length() - START;
  }

  /** Tells whether it is made of what a token may be made of (RFC 6750 section 2.1: b64token). */
  public boolean isWellFormed() {
    int end = header.length();
    while (end > START && header.charAt(end - 1) == '=') {
      end--;
    }
    for (int i = START; i < end; i++) {
      char c = header.charAt(i);
      boolean allowed =
          c >= 'a' && c <= 'z'
              || c >= 'A' && c <= 'Z'
              || c >= '0' && c <= '9'
              || c == '-'
              || c == '.'
              || c == '_'
              || c == '~'
              || c == '+'
              || c == '/';
      if (!allowed) {
        return false;
      }
    }
    return end > START;
  }

  /** By its end, since what is remembered by it are verified tokens: see {@link TailKey}. */
  @Override
  public int hashCode() {
    return TailKey.hash(header);
  }

  /** Its length, since it is a credential. */
  @Override
  public String toString() {
    return "BearerToken[" + length() + " characters]";
  }
}
