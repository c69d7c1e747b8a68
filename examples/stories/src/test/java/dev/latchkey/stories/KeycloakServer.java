package dev.latchkey.stories;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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

  /** The secret of every client in the realm, as shop-realm.json has it. */
  static final String SECRET = "rp-secret-0123456789abcdef0123456789";

  private final int port;
  private final KeycloakProcess process;

  private KeycloakServer(Path folder, int port) {
    this.port = port;
    this.process = new KeycloakProcess(folder, port);
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

  /** Returns where the realm's keys are published. */
  String jwksUri() {
    return (String) document(discoveryDocument()).get("jwks_uri");
  }

  /** Returns where the realm describes itself. */
  String discoveryDocument() {
    return issuer() + "/.well-known/openid-configuration";
  }

  /**
   * Returns an access token that a service client got for itself; with the scopes named, or the
   * client's default ones when there are none. It is the tutorials' call:
   *
   * <pre>
   * curl -X POST "$TOKEN_ENDPOINT" -d "grant_type=client_credentials" -d "client_id=$CLIENT_ID"
   *     -H "Content-Type: application/x-www-form-urlencoded"
   *     -H "Authorization: Basic $ENCODED_CREDENTIALS"
   * </pre>
   */
  String clientCredentialsToken(String clientId, String... scopes) {
    return clientCredentialsTokenOf(issuer(), clientId, scopes);
  }

  /** The same of another realm. */
  String clientCredentialsTokenOf(String issuer, String clientId, String... scopes) {
    String form = "grant_type=client_credentials&client_id=" + encoded(clientId);
    if (scopes.length > 0) {
      form += "&scope=" + encoded(String.join(" ", scopes));
    }
    return token(issuer, form, "Authorization", basic(clientId));
  }

  /** What a user's sign-in through the client {@code shop} brings. */
  record UserTokens(String accessToken, String refreshToken) {}

  /** Signs a user in by password, which the realm lets the client {@code shop} do for tests. */
  UserTokens userTokens(String username, String password) {
    Map<String, Object> answer =
        tokens(
            issuer(),
            "grant_type=password&scope=openid&username="
                + encoded(username)
                + "&password="
                + encoded(password),
            "Authorization",
            basic("shop"));
    return new UserTokens(
        (String) answer.get("access_token"), (String) answer.get("refresh_token"));
  }

  /** Ends the session behind a refresh token, as the client {@code shop} does it. */
  void endSession(String refreshToken) {
    askAsShop("end_session_endpoint", "refresh_token=" + encoded(refreshToken), 204);
  }

  /** Revokes a token, as the client {@code shop} does it (RFC 7009). */
  void revoke(String token) {
    askAsShop("revocation_endpoint", "token=" + encoded(token), 200);
  }

  private void askAsShop(String endpoint, String form, int expected) {
    String address = (String) document(discoveryDocument()).get(endpoint);
    HttpResponse<String> answer = Curl.post(address, form, "Authorization", basic("shop"));
    if (answer.statusCode() != expected) {
      throw new IllegalStateException(endpoint + " answered " + answer.statusCode());
    }
  }

  /** Returns an access token of this Keycloak's administrator, who lives in another realm. */
  String administratorToken() {
    return token(
        base() + "/realms/master",
        "grant_type=password&client_id=admin-cli&username=admin&password="
            + KeycloakProcess.ADMIN_PASSWORD);
  }

  /** Returns the JSON document at an address of this server. */
  Map<String, Object> document(String address) {
    return Json.object(Curl.get(address).body());
  }

  private String token(String issuer, String form, String... headers) {
    return (String) tokens(issuer, form, headers).get("access_token");
  }

  private Map<String, Object> tokens(String issuer, String form, String... headers) {
    String endpoint =
        (String) document(issuer + "/.well-known/openid-configuration").get("token_endpoint");
    HttpResponse<String> answer = Curl.post(endpoint, form, headers);
    if (answer.statusCode() != 200) {
      throw new IllegalStateException("no token: " + answer.body());
    }
    return Json.object(answer.body());
  }

  private static KeycloakServer start() {
    String folder = System.getProperty("latchkey.keycloak");
    if (folder == null) {
      throw new IllegalStateException(
          "no Keycloak here; run with the profile: mvn -Pkeycloak verify");
    }
    KeycloakServer server = new KeycloakServer(Path.of(folder), FreePort.any());
    server.boot();
    return server;
  }

  /** Stops it; until it is booted again, nobody answers at its address. */
  void stop() {
    process.end();
  }

  /** Starts it, with the realms of its first start and new keys, and returns when it is ready. */
  void boot() {
    try {
      process.boot(this::ready);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean ready() {
    try {
      return Curl.get(discoveryDocument()).statusCode() == 200;
    } catch (UncheckedIOException e) { // nobody listens yet
      return false;
    }
  }

  private static String basic(String clientId) {
    String both = clientId + ":" + SECRET;
    return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static final class Shared {
    static final KeycloakServer SERVER = start();
  }
}
