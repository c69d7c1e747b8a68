package dev.latchkey.stories;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Calls as the tutorials make them with {@code curl}: no cookies, no redirects. */
final class Curl {

  private static final Duration CALL_LIMIT = Duration.ofSeconds(20);

  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .sslContext(TlsKeyStore.trusting()) // what curl's --cacert is for
          .connectTimeout(CALL_LIMIT)
          .build();

  private Curl() {}

  /** {@code curl -i ADDRESS}, with headers as names and values in turn. */
  static HttpResponse<String> get(String address, String... headers) {
    return send(request(address, headers).GET().build());
  }

  /** {@code curl -i ADDRESS --header "Authorization: Bearer TOKEN"}. */
  static HttpResponse<String> getWithToken(String address, String token) {
    return get(address, "Authorization", "Bearer " + token);
  }

  /** {@code curl -i -X POST ADDRESS -d FORM}. */
  static HttpResponse<String> post(String address, String form, String... headers) {
    return send(
        request(address, headers)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form))
            .build());
  }

  /** {@code curl -i -X POST ADDRESS --json JSON}. */
  static HttpResponse<String> postJson(String address, String json, String... headers) {
    return sendJson("POST", address, json, headers);
  }

  /** {@code curl -i -X PUT ADDRESS --json JSON}. */
  static HttpResponse<String> putJson(String address, String json, String... headers) {
    return sendJson("PUT", address, json, headers);
  }

  private static HttpResponse<String> sendJson(
      String method, String address, String json, String... headers) {
    return send(
        request(address, headers)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(json))
            .build());
  }

  /** {@code curl -i -X DELETE ADDRESS}. */
  static HttpResponse<String> delete(String address, String... headers) {
    return send(request(address, headers).DELETE().build());
  }

  /** Sends a request and reads the whole answer. */
  static HttpResponse<String> send(HttpRequest request) {
    try {
      return HTTP.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static HttpRequest.Builder request(String address, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address)).timeout(CALL_LIMIT);
    return headers.length == 0 ? request : request.headers(headers);
  }
}
