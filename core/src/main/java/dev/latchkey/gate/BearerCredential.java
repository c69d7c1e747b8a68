package dev.latchkey.gate;

import dev.latchkey.event.Reason;
import dev.latchkey.token.BearerToken;
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
    @Nullable BearerToken token, @Nullable Reason problem, boolean isInAuthorization) {

  static final BearerCredential ABSENT = new BearerCredential(null, null, false);
  static final BearerCredential REPEATED = refused(Reason.CREDENTIAL_REPEATED);
  private static final BearerCredential MALFORMED = refused(Reason.CREDENTIAL_MALFORMED);
  private static final String SCHEME = "bearer";

  static BearerCredential refused(Reason problem) {
    return new BearerCredential(null, problem, false);
  }

  /** The one in {@code Authorization: Bearer}. */
  static BearerCredential of(GateRequest request) {
    return inHeader(request.headers("Authorization"), SCHEME, true);
  }

  /**
   * The one in a header.
   *
   * @param prefix the word before it; empty for none
   */
  static BearerCredential inHeader(List<String> values, String prefix) {
    return inHeader(values, prefix, false);
  }

  private static BearerCredential inHeader(
      List<String> values, String prefix, boolean isAuthorization) {
    if (values.size() != 1) {
      return values.isEmpty() ? ABSENT : REPEATED;
    }
    String header = values.get(0);
    if (isAuthorization && isUsual(header)) {
      return new BearerCredential(new BearerToken(header), null, true);
    }
    String token = prefix.isEmpty() ? header : behind(prefix, header);
    return token == null ? ABSENT : of(token, isAuthorization);
  }

  /** Tells whether a header is as nearly all send it, so that its token can stay where it is. */
  private static boolean isUsual(String header) {
    return BearerToken.isIn(header) && !header.startsWith("  ", SCHEME.length());
  }

  private static @Nullable String behind(String scheme, String header) {
    int schemeEnd = header.indexOf(' ') < 0 ? header.length() : header.indexOf(' ');
    // RFC 9110 section 11.1: schemes are compared without case
    if (schemeEnd != scheme.length() || !header.regionMatches(true, 0, scheme, 0, schemeEnd)) {
      return null; // another scheme is not ours to judge
    }
    int start = schemeEnd;
    while (start < header.length() && header.charAt(start) == ' ') { // RFC 9110: 1*SP
      start++;
    }
    return header.substring(start);
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
    return of(values.get(0), false);
  }

  private static BearerCredential of(String token, boolean inAuthorization) {
    return new BearerCredential(BearerToken.of(token), null, inAuthorization);
  }

  /**
   * The same, or a refusal where the token cannot be one. Apart from reading it, because one that
   * was verified before need not be looked through again.
   */
  BearerCredential checked() {
    return token == null || token.isWellFormed() ? this : MALFORMED;
  }

  /** What to think of both together: a second token, in another place, is one too many. */
  BearerCredential and(BearerCredential other) {
    if (problem != null || other.equals(ABSENT)) {
      return this;
    }
    return other.problem != null || equals(ABSENT) ? other : REPEATED;
  }

  /** Whether there is a token, not which. */
  @Override
  public String toString() {
    return "BearerCredential[" + (token == null ? "no token" : "token") + "]";
  }
}
