package dev.latchkey.stories;

import java.net.HttpCookie;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A browser's cookies (RFC 6265 section 5), as far as two servers on one host need it. The JDK's
 * own jar will not do: it keeps {@code Secure} cookies from loopback, which browsers trust.
 */
final class CookieJar {

  private record Kept(String host, String path, String name, String value) {

    boolean replaces(Kept other) {
      return host.equals(other.host) && path.equals(other.path) && name.equals(other.name);
    }

    boolean goesTo(URI address) {
      String wanted = address.getPath().isEmpty() ? "/" : address.getPath();
      boolean below =
          wanted.startsWith(path)
              && (path.endsWith("/")
                  || wanted.length() == path.length()
                  || wanted.charAt(path.length()) == '/');
      // a host's ports share their cookies (RFC 6265 section 8.5)
      return host.equals(address.getHost()) && below;
    }
  }

  private final List<Kept> kept = new ArrayList<>();

  /** Takes what an answer sets. */
  void keep(URI from, List<String> setCookies) {
    for (String setCookie : setCookies) {
      HttpCookie cookie = HttpCookie.parse(setCookie).get(0);
      Kept mine = new Kept(from.getHost(), path(cookie, from), cookie.getName(), cookie.getValue());
      kept.removeIf(mine::replaces);
      if (!cookie.hasExpired()) {
        kept.add(mine);
      }
    }
  }

  /** The value of a request's {@code Cookie} header; empty when there is nothing to send. */
  String header(URI to) {
    return kept.stream()
        .filter(cookie -> cookie.goesTo(to))
        .map(cookie -> cookie.name() + "=" + cookie.value())
        .collect(Collectors.joining("; "));
  }

  /** Loses the cookies whose names begin so. */
  void forget(String namePrefix) {
    kept.removeIf(cookie -> cookie.name().startsWith(namePrefix));
  }

  private static String path(HttpCookie cookie, URI from) {
    if (cookie.getPath() != null && cookie.getPath().startsWith("/")) {
      return cookie.getPath();
    }
    int slash = from.getPath().lastIndexOf('/');
    return slash <= 0 ? "/" : from.getPath().substring(0, slash);
  }
}
