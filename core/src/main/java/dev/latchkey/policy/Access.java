package dev.latchkey.policy;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Which credentials a rule reads: the first word of its line. */
public enum Access {
  /** Nothing is read; everybody passes. */
  PUBLIC,
  /** A session or a token is recognised; a caller with neither is anonymous. */
  OPTIONAL,
  /** A token only. */
  BEARER,
  /** A session only; a token does not count. */
  LOGIN,
  /** A token or a session; with neither, as {@link #LOGIN}. */
  ANY,
  /** Nobody passes. */
  DENY;

  private final String word = name().toLowerCase(Locale.ROOT);

  /** The word as written in a rule, for example {@code bearer}. */
  public String word() {
    return word;
  }

  /** Tells whether conditions mean something: every caller who passes is known and judged. */
  boolean judges() {
    return this == BEARER || this == LOGIN || this == ANY;
  }

  /** Tells whether tokens are read. */
  public boolean readsTokens() {
    return this == BEARER || this == ANY || this == OPTIONAL;
  }

  /** Tells whether sessions are read. */
  public boolean readsSessions() {
    return this == LOGIN || this == ANY || this == OPTIONAL;
  }

  /** Tells whether anything is read that says who calls. */
  public boolean readsCredentials() {
    return readsTokens() || readsSessions();
  }

  static @Nullable Access named(String word) {
    for (Access access : values()) {
      if (access.word.equals(word)) {
        return access;
      }
    }
    return null;
  }
}
