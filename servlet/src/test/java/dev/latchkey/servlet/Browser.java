package dev.latchkey.servlet;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A browser with cookies of its own that follows a redirect only when it is told to. As in real
 * ones, cookies do not keep the ports of a host apart. Not thread-safe.
 */
final class Browser {

  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private static final String[] NAVIGATION = {
    "Accept", "text/html,application/xhtml+xml,*/*;q=0.8",
    "Sec-Fetch-Mode", "navigate",
    "Sec-Fetch-Dest", "document"
  };

  /** For applications over TLS; made when the first is called. */
  private static final class Https {
    private static final HttpClient CLIENT =
        HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(5))
            .sslContext(TlsKeys.trusting())
            .build();
  }

  private final Map<String, String> cookies = new TreeMap<>();
  private final Set<String> forOtherSites = new HashSet<>();

  /** Cookies by name; tests may plant, change or steal some. */
  Map<String, String> cookies() {
    return cookies;
  }

  /** Asks as a script or a program would, with these headers. */
  Reply get(String address, String... headers) {
    return send("GET", address, "", headers);
  }

  /** Loads a page as if its address had been typed. */
  Reply page(String address) {
    return get(address, NAVIGATION);
  }

  Reply post(String address, Map<String, String> form, String... headers) {
    return send("POST", address, encode(form), headers);
  }

  /** Posts the form of another site's page, with the cookies that a browser lets come along. */
  Reply postFromElsewhere(Reply page) {
    Map<String, String> all = new TreeMap<>(cookies);
    cookies.keySet().retainAll(forOtherSites);
    try {
      return post(page.formAction(), page.hiddenFields(), "Sec-Fetch-Site", "cross-site");
    } finally {
      all.forEach(cookies::putIfAbsent);
    }
  }

  Reply send(String method, String address, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address))
            .timeout(Duration.ofSeconds(30))
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (!body.isEmpty() && !List.of(headers).contains("Content-Type")) {
      request.header("Content-Type", "application/x-www-form-urlencoded");
    }
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    if (!cookies.isEmpty()) {
      request.header("Cookie", cookieHeader());
    }
    return remember(send(request.build()));
  }

  /** Posts a form without saying how long it is, in the cheapest of encodings. */
  Reply sendInChunks(String address, String form) {
    byte[] bytes = form.getBytes(ISO_8859_1);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address))
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Cookie", cookieHeader())
            .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes)));
    return remember(send(request.build()));
  }

  private String cookieHeader() {
    return cookies.entrySet().stream()
        .map(each -> each.getKey() + "=" + each.getValue())
        .collect(Collectors.joining("; "));
  }

  private static Reply send(HttpRequest request) {
    try {
      HttpClient client = request.uri().getScheme().equals("https") ? Https.CLIENT : HTTP;
      HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
      return new Reply(response.uri(), response.statusCode(), response.headers(), response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private Reply remember(Reply reply) {
    for (String line : reply.setCookies()) {
      String pair = line.split(";", 2)[0];
      String name = pair.substring(0, pair.indexOf('='));
      if (line.contains("; Max-Age=0")) {
        cookies.remove(name);
      } else {
        cookies.put(name, pair.substring(name.length() + 1));
        if (line.endsWith("; SameSite=None")) {
          forOtherSites.add(name);
        }
      }
    }
    return reply;
  }

  /** Goes where an answer sends it, one step. */
  Reply follow(Reply reply) {
    if (reply.location().isEmpty()) {
      throw new AssertionError("status " + reply.status() + " leads nowhere");
    }
    return page(reply.address().resolve(reply.location()).toString());
  }

  /**
   * Signs in at the provider that an answer sends it to, by the form on its page.
   *
   * @return the answer that sends the browser back, not yet followed
   */
  Reply signInAt(Reply toProvider, String username) {
    return signInAtPage(follow(toProvider), username);
  }

  /** Signs in on the provider's page. */
  Reply signInAtPage(Reply page, String username) {
    Map<String, String> form = new LinkedHashMap<>(page.hiddenFields());
    form.put("username", username);
    form.put("password", username + "-pw");
    return post(page.formAction(), form, NAVIGATION);
  }

  /** Loads a page, signs in on the way, and ends on the page. */
  Reply visit(String address, String username) {
    return follow(follow(signInAt(page(address), username)));
  }

  static Map<String, String> parameters(String query) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String pair : query.split("&")) {
      String name = URLDecoder.decode(pair.split("=", 2)[0], UTF_8);
      String value = URLDecoder.decode(pair.split("=", 2)[1], UTF_8);
      if (parameters.put(name, value) != null) {
        throw new AssertionError(name + " came twice");
      }
    }
    return parameters;
  }

  static String encode(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(each -> encode(each.getKey()) + "=" + encode(each.getValue()))
        .collect(Collectors.joining("&"));
  }

  static String encode(String text) {
    return URLEncoder.encode(text, UTF_8);
  }
}
