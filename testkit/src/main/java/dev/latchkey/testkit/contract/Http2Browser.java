package dev.latchkey.testkit.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.TreeMap;

/**
 * The JDK's client, by HTTP/2 alone. Each cookie goes as a header line of its own, as browsers send
 * them there (RFC 9113 section 8.2.3). Not thread-safe.
 */
final class Http2Browser {

  private final Shop shop;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(Version.HTTP_2)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
  private final Map<String, String> cookies = new TreeMap<>();

  /** Its first request is an upgrade from HTTP/1.1. */
  Http2Browser(Shop shop) {
    this.shop = shop;
    get("/open");
  }

  Map<String, String> cookies() {
    return cookies;
  }

  /** Asks with these header lines, in the form {@code Name: value}. */
  Reply get(String path, String... lines) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + shop.port() + shop.target(path)));
    for (String line : lines) {
      String[] pair = line.split(": ", 2);
      request.header(pair[0], pair[1]);
    }
    cookies.forEach((name, value) -> request.header("Cookie", name + "=" + value));
    try {
      return read(client.send(request.build(), BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new UncheckedIOException(path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private Reply read(HttpResponse<String> response) {
    if (response.version() != Version.HTTP_2) {
      throw new AssertionError("not HTTP/2 but " + response.version());
    }
    Reply reply =
        new Reply(
            response.uri().toString(),
            response.statusCode(),
            response.headers().map(),
            response.body());
    Browser.remember(reply, cookies);
    return reply;
  }
}
