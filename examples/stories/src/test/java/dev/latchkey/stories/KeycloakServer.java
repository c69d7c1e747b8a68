package dev.latchkey.stories;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;

/**
 * A real Keycloak with the realm {@code shop}, started once per JVM by the first who asks and ended
 * with the JVM. Its folder comes from the system property {@code latchkey.keycloak} (the profile
 * {@code keycloak} unpacks it).
 *
 * <p>Everybody speaks to it as {@code localhost}: in development mode its issuer follows the Host
 * header.
 */
final class KeycloakServer {

  private static final Duration CALL_LIMIT = Duration.ofSeconds(20);

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(CALL_LIMIT).build();
  private final int port;

  private KeycloakServer(int port) {
    this.port = port;
  }

  /** Returns the one server of this JVM, started if need be. */
  static KeycloakServer shared() {
    return Shared.SERVER;
  }

  /** Returns the address below which its realms live, without a slash at the end. */
  URI base() {
    return URI.create("http://localhost:" + port);
  }

  /** Returns the issuer of the realm {@code shop}. */
  String issuer() {
    return base() + "/realms/shop";
  }

  /**
   * Returns an access token that a service client got for itself; with the scopes named, or the
   * client's default ones when there are none.
   */
  String clientCredentialsToken(String clientId, String secret, String... scopes) {
    String form = "grant_type=client_credentials";
    if (scopes.length > 0) {
      form += "&scope=" + encoded(String.join(" ", scopes));
    }
    HttpResponse<String> answer =
        send(
            HttpRequest.newBuilder(URI.create(issuer() + "/protocol/openid-connect/token"))
                .header("Authorization", basic(clientId, secret))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(form)));
    if (answer.statusCode() != 200) {
      throw new IllegalStateException("no token for " + clientId + ": " + answer.body());
    }
    return (String) json(answer.body()).get("access_token");
  }

  /** Returns the JSON document at an address of this server. */
  Map<String, Object> document(String address) {
    return json(send(HttpRequest.newBuilder(URI.create(address)).GET()).body());
  }

  private static KeycloakServer start() {
    String folder = System.getProperty("latchkey.keycloak");
    if (folder == null) {
      throw new IllegalStateException(
          "no Keycloak here; run with the profile: mvn -Pkeycloak verify");
    }
    try {
      KeycloakServer server = new KeycloakServer(freePort());
      new KeycloakProcess(Path.of(folder), server.port).boot(server::ready);
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private boolean ready() {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(issuer() + "/.well-known/openid-configuration"))
            .timeout(CALL_LIMIT)
            .build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.timeout(CALL_LIMIT).build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static IllegalStateException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("interrupted", e);
  }

  private static Map<String, Object> json(String text) {
    try {
      return JSONObjectUtils.parse(text);
    } catch (ParseException e) {
      throw new IllegalStateException("not JSON: " + text, e);
    }
  }

  private static String basic(String clientId, String secret) {
    String both = encoded(clientId) + ":" + encoded(secret);
    return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static final class Shared {
    static final KeycloakServer SERVER = start();
  }
}
