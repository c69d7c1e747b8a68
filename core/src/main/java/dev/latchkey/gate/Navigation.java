package dev.latchkey.gate;

import java.util.List;

/** Tells a page load from a script's call: only the former can follow a redirect to sign in. */
final class Navigation {

  private Navigation() {}

  static boolean isPageLoad(GateRequest request) {
    String mode = first(request, "Sec-Fetch-Mode");
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

  static String first(GateRequest request, String header) {
    List<String> values = request.headers(header);
    return values.isEmpty() ? "" : values.get(0);
  }
}
