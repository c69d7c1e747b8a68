package dev.latchkey.gate;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** Where a request was caused: by a page of ours, by another site's, or one cannot tell. */
final class Origin {

  /** Among others, perhaps: {@code Upgrade} is a list (RFC 9110 section 7.8). */
  private static final String SOCKET = "websocket";

  private Origin() {}

  /** The origin of an address, as browsers write it (RFC 6454 section 6.2). */
  static String of(URI address) {
    String scheme = address.getScheme();
    int port = address.getPort();
    boolean usual = port < 0 || port == (scheme.equals("https") ? 443 : 80);
    return scheme + "://" + address.getHost().toLowerCase(Locale.ROOT) + (usual ? "" : ":" + port);
  }

  /** Tells whether a page of ours plainly caused a request that changes something. */
  static boolean isOurs(GateRequest request, SignInSettings settings) {
    String site = Navigation.value(request, "Sec-Fetch-Site");
    return site.isEmpty()
        ? List.of(settings.origin()).equals(request.headers("Origin"))
        : site.equals("same-origin");
  }

  /**
   * Tells whether a page of ours has a link to here that somebody followed, not just may follow.
   */
  static boolean isOurPageLoad(GateRequest request) {
    return Navigation.value(request, "Sec-Fetch-Site").equals("same-origin")
        && request.headers("Sec-Purpose").isEmpty() // prefetch, prerender
        && Navigation.value(request, "Sec-Fetch-Dest").equals("document");
  }

  /** Tells whether somebody followed a link, or was sent, from another site to a page of ours. */
  static boolean isForeignPageLoad(GateRequest request) {
    String site = Navigation.value(request, "Sec-Fetch-Site");
    return (site.equals("cross-site") || site.equals("same-site"))
        && request.method().equals("GET")
        && Navigation.value(request, "Sec-Fetch-Mode").equals("navigate")
        && Navigation.value(request, "Sec-Fetch-Dest").equals("document");
  }

  /** Tells whether somebody asked for this, by a page of ours or by no page at all. */
  static boolean isAskedFor(GateRequest request) {
    return List.of("none", "same-origin").contains(Navigation.value(request, "Sec-Fetch-Site"));
  }

  /**
   * Tells whether another site's page sent its user's cookies along to change something. What is
   * said of that twice was said by more than the browser, and is foreign.
   */
  static boolean isForeign(GateRequest request, Supplier<String> ours) {
    if (!changesSomething(request)) {
      return false;
    }
    List<String> origins = request.headers("Origin");
    String site = Navigation.value(request, "Sec-Fetch-Site");
    return origins.isEmpty() // some proxies take it away
        ? !site.isEmpty() && !isAskedFor(request)
        : !origins.equals(List.of(ours.get())) && !site.equals("same-origin");
  }

  private static boolean changesSomething(GateRequest request) {
    boolean safe = List.of("GET", "HEAD", "OPTIONS", "TRACE").contains(request.method());
    // a WebSocket handshake is a GET, and what follows it can do anything
    return !safe || Navigation.value(request, "Upgrade").toLowerCase(Locale.ROOT).contains(SOCKET);
  }
}
