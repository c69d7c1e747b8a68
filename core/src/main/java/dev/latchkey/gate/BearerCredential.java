package dev.latchkey.gate;

import dev.latchkey.event.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The bearer token of a request (RFC 6750 section 2): absent, present, or so sent that no answer is
 * right.
 *
 * @param token {@code null} when there is none
 * @param problem {@code null}, or why the request is refused
 * @param isInAuthorization whether it came as RFC 6750 section 2.1 sends it
 */
record BearerCredential(
    @Nullable String token, @Nullable Reason problem, boolean isInAuthorization) {

  static final BearerCredential ABSENT = new BearerCredential(null, null, false);
  static final BearerCredential REPEATED = refused(Reason.CREDENTIAL_REPEATED);
  private static final BearerCredential MALFORMED = refused(Reason.CREDENTIAL_MALFORMED);
  private static final String SCHEME = "bearer";

  static BearerCredential refused(Reason problem) {
    return new BearerCredential(null, problem, false);
  }

  /** The one in {@code Authorization: Bearer}. */
  static BearerCredential of(GateRequest request) {
    BearerCredential found = inHeader(request.headers("Authorization"), SCHEME);
    return found.token() == null ? found : new BearerCredential(found.token(), null, true);
  }

  /**
   * The one in a header.
   *
   * @param prefix the word before it; empty for none
   */
  static BearerCredential inHeader(List<String> values, String prefix) {
    if (values.size() != 1) {
      return values.isEmpty() ? ABSENT : REPEATED;
    }
    return prefix.isEmpty() ? ofOne(values) : behind(prefix, values.get(0));
  }

  private static BearerCredential behind(String scheme, String header) {
    int schemeEnd = header.indexOf(' ') < 0 ? header.length() : header.indexOf(' ');
    // RFC 9110 section 11.1: schemes are compared without case
    if (schemeEnd != scheme.length() || !header.regionMatches(true, 0, scheme, 0, schemeEnd)) {
      return ABSENT; // another scheme is not ours to judge
    }
    int start = schemeEnd;
    while (start < header.length() && header.charAt(start) == ' ') { // RFC 9110: 1*SP
      start++;
    }
    return ofOne(List.of(header.substring(start)));
  }

  /**
   * The only one of some values.
   *
   * @param values {@code null} when they cannot be read
   */
  static BearerCredential ofOne(@Nullable List<String> values) {
    if (values == null) {
      return MALFORMED;
    }
    if (values.size() != 1) {
      return values.isEmpty() ? ABSENT : REPEATED;
    }
    String token = values.get(0);
    return isToken(token) ? new BearerCredential(token, null, false) : MALFORMED;
  }

  /** What to think of both together: a second token, in another place, is one too many. */
  BearerCredential and(BearerCredential other) {
    if (problem != null || other.equals(ABSENT)) {
      return this;
    }
    return other.problem != null || equals(ABSENT) ? other : REPEATED;
  }

  /** RFC 6750 section 2.1: b64token. */
  private static boolean isToken(String text) {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == '=') {
      end--;
    }
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
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
    return end > 0;
  }

  /** Whether there is a token, not which. */
  @Override
  public String toString() {
    return "BearerCredential[" + (token == null ? "no token" : "token") + "]";
  }
}
