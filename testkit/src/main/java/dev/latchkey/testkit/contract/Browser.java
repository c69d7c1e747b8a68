package dev.latchkey.testkit.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A browser with cookies of its own that follows a redirect only when it is told to. An address
 * without a port is the application's, whose real port only this browser knows. Not thread-safe.
 */
final class Browser {

  private static final String[] NAVIGATION = {
    "Accept: text/html,application/xhtml+xml,*/*;q=0.8",
    "Sec-Fetch-Mode: navigate",
    "Sec-Fetch-Dest: document"
  };

  private final int appPort;
  private final Map<String, Map<String, String>> cookies = new TreeMap<>();

  Browser(int appPort) {
    this.appPort = appPort;
  }

  /** The application's cookies by name; tests may plant, change or steal some. */
  Map<String, String> cookies() {
    return cookiesOf("localhost");
  }

  private Map<String, String> cookiesOf(String host) {
    return cookies.computeIfAbsent(host, any -> new TreeMap<>());
  }

  /** Asks as a script or a program would, with these header lines. */
  Reply get(String address, String... headerLines) {
    return send("GET", address, "", headerLines);
  }

  /** Loads a page as if its address had been typed. */
  Reply page(String address) {
    return get(address, NAVIGATION);
  }

  /** Sends a page's form. */
  Reply submit(String address, Map<String, String> form, String... headerLines) {
    List<String> lines = new ArrayList<>(List.of(NAVIGATION));
    lines.add("Content-Type: application/x-www-form-urlencoded");
    lines.addAll(List.of(headerLines));
    return send("POST", address, encode(form), lines.toArray(String[]::new));
  }

  Reply send(String method, String address, String body, String... headerLines) {
    URI uri = URI.create(address);
    Map<String, String> own = cookiesOf(uri.getHost());
    List<String> lines = new ArrayList<>(List.of(headerLines));
    if (!own.isEmpty()) {
      lines.add("Cookie: " + cookieHeader(own));
    }
    lines.add("Connection: close");
    String target = uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
    try (Wire wire = Wire.to(uri.getPort() < 0 ? appPort : uri.getPort())) {
      Reply reply = wire.exchange(method, target, body, lines.toArray(String[]::new));
      remember(reply, own);
      return new Reply(address, reply.status(), reply.headers(), reply.body());
    } catch (IOException e) {
      throw new UncheckedIOException(method + " " + uri.getPath(), e);
    }
  }

  String cookieHeader() {
    return cookieHeader(cookies());
  }

  private static String cookieHeader(Map<String, String> cookies) {
    return cookies.entrySet().stream()
        .map(each -> each.getKey() + "=" + each.getValue())
        .collect(Collectors.joining("; "));
  }

  static void remember(Reply reply, Map<String, String> own) {
    for (String line : reply.setCookies()) {
      String pair = line.split(";", 2)[0];
      String name = pair.substring(0, pair.indexOf('='));
      if (line.contains("; Max-Age=0")) {
        own.remove(name);
      } else {
        own.put(name, pair.substring(name.length() + 1));
      }
    }
  }

  /** Goes where an answer sends it, one step. */
  Reply follow(Reply reply) {
    return page(reply.location());
  }

  /**
   * Signs in at the provider that an answer sends it to, by the form on its page.
   *
   * @return the answer that sends the browser back, not yet followed
   */
  Reply signInAt(Reply toProvider, String username) {
    return signIn(follow(toProvider), username);
  }

  /** Fills in the form of the provider's page. */
  Reply signIn(Reply page, String username) {
    Map<String, String> form = new LinkedHashMap<>(page.hiddenFields());
    form.put("username", username);
    form.put("password", username + "-pw");
    return submit(page.formAction(), form);
  }

  /** Loads a page, signs in on the way, and ends on the page. */
  Reply visit(String address, String username) {
    return follow(follow(signInAt(page(address), username)));
  }

  private static String encode(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(each -> encode(each.getKey()) + "=" + encode(each.getValue()))
        .collect(Collectors.joining("&"));
  }

  static String encode(String text) {
    return URLEncoder.encode(text, UTF_8);
  }
}
