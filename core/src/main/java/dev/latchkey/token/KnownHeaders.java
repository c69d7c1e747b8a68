package dev.latchkey.token;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The header segments of verified tokens: all tokens of one key have the same, so it is read once.
 * Only what was verified gets in, so junk cannot push out what is good. Thread-safe.
 */
final class KnownHeaders {

  /** Remembers nothing. */
  static final KnownHeaders NONE = new KnownHeaders(0);

  /** An issuer has a key or two in use; one more slot costs a token nothing. */
  private static final int SLOTS = 8;

  private final AtomicReferenceArray<@Nullable Known> slots;

  private record Known(String segment, Claims header) {}

  KnownHeaders() {
    this(SLOTS);
  }

  private KnownHeaders(int slots) {
    this.slots = new AtomicReferenceArray<>(slots);
  }

  /** Returns the header that the first characters of a token spell; {@code null} when not known. */
  @Nullable Claims find(String token, int length) {
    if (slots.length() == 0) {
      return null;
    }
    Known known = slots.get(slot(token, length));
    return known != null && known.segment.length() == length && token.startsWith(known.segment)
        ? known.header
        : null;
  }

  /** Takes down the header of a verified token. */
  void remember(String token, Claims header) {
    int length = token.indexOf('.');
    if (slots.length() > 0 && find(token, length) == null) {
      slots.set(slot(token, length), new Known(token.substring(0, length), header));
    }
  }

  /** By the length and a few letters of the end, where key ids differ. */
  private int slot(String token, int length) {
    int hash = length;
    for (int i = Math.max(0, length - 6); i < length; i++) {
      hash = 31 * hash + token.charAt(i);
    }
    return Math.floorMod(hash, slots.length());
  }
}
