package dev.latchkey.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;

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
import java.util.LinkedHashMap;
import java.util.Map;
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

  private final Map<String, String> cookies = new TreeMap<>();

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

  Reply send(String method, String address, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address))
            .timeout(Duration.ofSeconds(30))
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (!body.isEmpty()) {
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

  private String cookieHeader() {
    return cookies.entrySet().stream()
        .map(each -> each.getKey() + "=" + each.getValue())
        .collect(Collectors.joining("; "));
  }

  private static Reply send(HttpRequest request) {
    try {
      HttpResponse<String> response = HTTP.send(request, BodyHandlers.ofString());
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
    Reply page = follow(toProvider);
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
