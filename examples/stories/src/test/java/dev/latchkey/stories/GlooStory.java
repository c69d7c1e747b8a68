package dev.latchkey.stories;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Gloo's "Authorization code": an {@code AuthConfig} with {@code oidcAuthorizationCode} in front of
 * an application at {@code /openai}, which is at the same time the callback path.
 *
 * <pre>
 * oidcAuthorizationCode:
 *   appUrl: "http://${INGRESS_GW_ADDRESS}:80"
 *   callbackPath: /openai
 *   clientId: ${KEYCLOAK_CLIENT}
 *   clientSecretRef: { name: oauth-keycloak }
 *   issuerUrl: "${KEYCLOAK_URL}/realms/master/"
 *   scopes: [ email ]
 *   session: { redis: { cookieName: keycloak-session } }
 *   headers: { idTokenHeader: jwt }
 * </pre>
 */
class GlooStory {

  private static final String PROMPT = "{\"model\": \"gpt-3.5-turbo\"}";

  private final KeycloakServer keycloak = KeycloakServer.shared();
  private final Browser browser = new Browser();

  @TempDir Path folder;
  private App app;

  /** The same words, in the application's own settings. */
  private Map<String, String> settings(Map<String, String> baseUrl) {
    Map<String, String> settings = new LinkedHashMap<>(baseUrl); // appUrl
    settings.put("callback-path", "/openai");
    settings.put("client-id", "shop");
    settings.put("client-secret-file", secretFile());
    settings.put("issuer", keycloak.issuer()); // as published: Keycloak's has no slash at the end
    settings.put("scopes", "email");
    settings.put("session.cookie.name", "keycloak-session");
    settings.put("forward.jwt", "id-token");
    settings.put("login.redirect", "always"); // Gloo redirects whoever calls
    settings.put("insecure-http-hosts", "localhost");
    return settings;
  }

  private String secretFile() {
    try {
      Path file = folder.resolve("client-secret");
      return Files.writeString(file, KeycloakServer.SECRET + "\n").toString();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @AfterEach
  void stop() {
    if (app != null) {
      app.close();
    }
  }

  // "Verify that the request is not forwarded to the LLM. Instead, a 302 HTTP response code is
  // returned with the Keycloak URL that you use to authenticate with Keycloak."
  @ParameterizedTest
  @EnumSource(WayIn.class)
  void aRequestWithoutASessionIsAnsweredWithKeycloaksAddress(WayIn way) {
    app = way.start(this::settings);

    HttpResponse<String> answer = Curl.get(app.url("/openai"));

    assertThat(answer.statusCode()).isEqualTo(302);
    URI location = URI.create(answer.headers().firstValue("Location").orElseThrow());
    assertThat(location.toString()).startsWith(keycloak.issuer() + "/protocol/openid-connect/auth");
    assertThat(location.getQuery().split("&"))
        .contains(
            "client_id=shop",
            "redirect_uri=" + app.url("/openai"),
            "response_type=code",
            "scope=openid email")
        .anyMatch(parameter -> parameter.startsWith("state="));
  }

  // curl -v "localhost:8080/openai" -H content-type:application/json -d '{ … }'
  @ParameterizedTest
  @EnumSource(WayIn.class)
  void aPostIsToComeBackAsGet(WayIn way) {
    app = way.start(this::settings);

    HttpResponse<String> answer = Curl.post(app.url("/openai"), PROMPT);

    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(answer.headers().firstValue("Location").orElseThrow()).startsWith(keycloak.issuer());
  }

  // "After the successful login, you are redirected to the callback URL."
  @ParameterizedTest
  @EnumSource(WayIn.class)
  void theCallbackPathIsThePageAsWell(WayIn way) {
    app = way.start(this::settings);

    Page page = browser.signIn(browser.open(app.url("/openai")), "alice", "alice-pw");

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.address()).hasToString(app.url("/openai"));
    assertThat(page.way().get(1).getQuery()).as("the callback").contains("code=");
    assertThat(page.json()).containsEntry("path", "/openai").containsEntry("name", "alice");
  }

  // "retrieve the Cookie that was issued […] Use the cookie to send a request to the Open AI
  // provider. Verify that the request now succeeds."
  @ParameterizedTest
  @EnumSource(WayIn.class)
  void theSameRequestWithTheCookieSucceeds(WayIn way) throws ParseException {
    app = way.start(this::settings);
    browser.signIn(browser.open(app.url("/openai")), "alice", "alice-pw");
    String cookie = browser.cookieHeader(app.url("/openai"));
    assertThat(cookie).contains("keycloak-session=");

    HttpResponse<String> answer =
        Curl.post(app.url("/openai"), PROMPT, "Cookie", cookie, "jwt", "made up");

    assertThat(answer.statusCode()).isEqualTo(200);
    Map<String, Object> seen = Json.object(answer.body());
    assertThat(seen).containsEntry("method", "POST").containsEntry("name", "alice");
    // "idTokenHeader: jwt", and what a client puts there itself never arrives
    JWTClaimsSet idToken = Json.claims(seen.get("jwt"));
    assertThat(idToken.getIssuer()).isEqualTo(keycloak.issuer());
    assertThat(idToken.getAudience()).containsExactly("shop");
    assertThat(idToken.getStringClaim("email")).isEqualTo("alice@example.test");
  }

  @ParameterizedTest
  @EnumSource(WayIn.class)
  void aCookieThatWasTamperedWithIsNoCookie(WayIn way) {
    app = way.start(this::settings);
    browser.signIn(browser.open(app.url("/openai")), "alice", "alice-pw");
    String cookie = browser.cookieHeader(app.url("/openai"));
    String other = cookie.substring(0, cookie.length() - 6) + "AAAAAA";

    assertThat(Curl.get(app.url("/openai"), "Cookie", other).statusCode()).isEqualTo(302);
  }
}
