package dev.latchkey.gate;

import java.util.List;

/** Where a request was caused: by a page of ours, by another site's, or one cannot tell. */
final class Origin {

  private Origin() {}

  /** Tells whether a page of ours plainly caused a request that changes something. */
  static boolean isOurs(GateRequest request, SignInSettings settings) {
    String site = Navigation.first(request, "Sec-Fetch-Site");
    return site.isEmpty()
        ? List.of(settings.origin()).equals(request.headers("Origin"))
        : site.equals("same-origin");
  }

  /** Tells whether a page of ours has a link to here that somebody followed. */
  static boolean isOurPageLoad(GateRequest request) {
    return Navigation.first(request, "Sec-Fetch-Site").equals("same-origin")
        && Navigation.first(request, "Sec-Fetch-Dest").equals("document");
  }

  /** Tells whether another site's page sent its user's cookies along to change something. */
  static boolean isForeign(GateRequest request, SignInSettings settings) {
    List<String> origins = request.headers("Origin");
    return changesSomething(request)
        && !origins.isEmpty()
        && !origins.equals(List.of(settings.origin()))
        && !Navigation.first(request, "Sec-Fetch-Site").equals("same-origin");
  }

  private static boolean changesSomething(GateRequest request) {
    boolean safe = List.of("GET", "HEAD", "OPTIONS", "TRACE").contains(request.method());
    // a WebSocket handshake is a GET, and what follows it can do anything
    return !safe || Navigation.first(request, "Upgrade").equalsIgnoreCase("websocket");
  }
}
