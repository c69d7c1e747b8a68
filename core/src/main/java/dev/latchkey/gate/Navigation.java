package dev.latchkey.gate;

import java.util.List;

/** Tells a page load from a script's call: only the former can follow a redirect to sign in. */
final class Navigation {

  private Navigation() {}

  static boolean isPageLoad(GateRequest request) {
    String mode = value(request, "Sec-Fetch-Mode");
    if (!mode.isEmpty()) { // the browser says so itself, and scripts cannot change it
      return mode.equals("navigate");
    }
    return request.headers("X-Requested-With").isEmpty() && wantsHtml(request);
  }

  /** Whether a person is going to read the answer. */
  static boolean wantsHtml(GateRequest request) {
    for (String accept : request.headers("Accept")) {
      if (accept.contains("text/html") || accept.contains("application/xhtml+xml")) {
        return true;
      }
    }
    return false;
  }

  /**
   * The value of a header that clients send once; empty where there is none. Several make one with
   * commas (RFC 9110 section 5.3), so that what somebody added is never overlooked.
   */
  static String value(GateRequest request, String header) {
    List<String> values = request.headers(header);
    return values.size() == 1 ? values.get(0) : String.join(", ", values);
  }
}
