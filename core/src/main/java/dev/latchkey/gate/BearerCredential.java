package dev.latchkey.gate;

import dev.latchkey.event.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The bearer token of a request as RFC 6750 section 2.1 sends it: absent, present, or so sent that
 * no answer is right.
 *
 * @param token {@code null} when there is none
 * @param problem {@code null}, or why the request is malformed
 */
record BearerCredential(@Nullable String token, @Nullable Reason problem) {

  private static final String SCHEME = "bearer";
  private static final BearerCredential ABSENT = new BearerCredential(null, null);
  private static final BearerCredential MALFORMED =
      new BearerCredential(null, Reason.CREDENTIAL_MALFORMED);
  private static final BearerCredential REPEATED =
      new BearerCredential(null, Reason.CREDENTIAL_REPEATED);

  static BearerCredential of(GateRequest request) {
    List<String> headers = request.headers("Authorization");
    if (headers.isEmpty()) {
      return ABSENT;
    }
    return headers.size() > 1 ? REPEATED : of(headers.get(0));
  }

  private static BearerCredential of(String header) {
    int schemeEnd = header.indexOf(' ') < 0 ? header.length() : header.indexOf(' ');
    // RFC 9110 section 11.1: schemes are compared without case
    if (schemeEnd != SCHEME.length() || !header.regionMatches(true, 0, SCHEME, 0, schemeEnd)) {
      return ABSENT; // another scheme is not ours to judge
    }
    int start = schemeEnd;
    while (start < header.length() && header.charAt(start) == ' ') { // RFC 9110: 1*SP
      start++;
    }
    String token = header.substring(start);
    return isToken(token) ? new BearerCredential(token, null) : MALFORMED;
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
