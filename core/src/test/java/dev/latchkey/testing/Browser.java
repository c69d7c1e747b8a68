package dev.latchkey.testing;

import dev.latchkey.seal.CookieJar;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Keeps cookies from one request to the next, as a browser does. */
public final class Browser {

  /** The cookies by their names; may be changed, as an attacker would. */
  public final Map<String, String> cookies = new LinkedHashMap<>();

  /** The cookies of a new request. */
  public CookieJar request() {
    return CookieJar.of(cookies.isEmpty() ? List.of() : List.of(header()));
  }

  /** The {@code Cookie} header. */
  public String header() {
    return cookies.entrySet().stream()
        .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
        .collect(Collectors.joining("; "));
  }

  /** Takes over what an answer sets and deletes. */
  public void answer(CookieJar jar) {
    answer(jar.setCookies());
  }

  /** Takes over what {@code Set-Cookie} lines set and delete. */
  public void answer(List<String> setCookies) {
    for (String line : setCookies) {
      String pair = line.substring(0, line.indexOf(';'));
      String name = pair.substring(0, pair.indexOf('='));
      if (line.contains("; Max-Age=0;")) {
        cookies.remove(name);
      } else {
        cookies.put(name, pair.substring(pair.indexOf('=') + 1));
      }
    }
  }

  /** Another browser with the same cookies. */
  public Browser copy() {
    Browser copy = new Browser();
    copy.cookies.putAll(cookies);
    return copy;
  }
}
