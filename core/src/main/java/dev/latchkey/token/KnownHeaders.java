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

  /** Returns the header that a part of a text spells; {@code null} when it is not known. */
  @Nullable Claims find(String sent, int from, int to) {
    if (slots.length() == 0) {
      return null;
    }
    Known known = slots.get(slot(sent, from, to));
    return known != null
            && known.segment.length() == to - from
            && sent.startsWith(known.segment, from)
        ? known.header
        : null;
  }

  /** Takes down the header of a verified token. */
  void remember(BearerToken token, Claims header) {
    String sent = token.header();
    int end = sent.indexOf('.', BearerToken.START);
    if (slots.length() > 0 && find(sent, BearerToken.START, end) == null) {
      String segment = sent.substring(BearerToken.START, end);
      slots.set(slot(sent, BearerToken.START, end), new Known(segment, header));
    }
  }

  /** By the length and a few letters of the end, where key ids differ. */
  private int slot(String sent, int from, int to) {
    int hash = to - from;
    for (int i = Math.max(from, to - 6); i < to; i++) {
      hash = 31 * hash + sent.charAt(i);
    }
    return Math.floorMod(hash, slots.length());
  }
}
