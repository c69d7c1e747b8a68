package dev.latchkey.stories;

import static dev.latchkey.stories.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.latchkey.examples.redis.RedisServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
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
 *   session:
 *     failOnFetchFailure: true
 *     redis: { cookieName: keycloak-session, options: { host: redis:6379 } }
 *   headers: { idTokenHeader: jwt }
 * </pre>
 */
class GlooStory {

  private static final Duration HEALING_LIMIT = Duration.ofSeconds(10);
  private static final String SESSION_SECRET = "c2VjcmV0IG9mIGEgc3Rvcnksb2Ygbm8gdXNlLCBidXQhIQ==";
  private static final int MOST_TICKET_CHARS = 128;
  private static final String PROMPT = "{\"model\": \"gpt-3.5-turbo\"}";

  private final KeycloakServer keycloak = KeycloakServer.shared();
  private final Browser browser = new Browser();

  @TempDir Path folder;
  private final List<App> apps = new ArrayList<>();
  private RedisServer redis;

  /** What is written stands on its disk, so that it survives a power cut. */
  @BeforeEach
  void startRedis() {
    redis =
        RedisServer.start(
            "--appendonly", "yes", "--appendfsync", "always", "--dir", folder.toString());
  }

  /** The same words, in the application's own settings. */
  private Map<String, String> settings(Map<String, String> baseUrl) {
    Map<String, String> settings = new LinkedHashMap<>(baseUrl); // appUrl
    settings.put("callback-path", "/openai");
    settings.put("client-id", "shop");
    settings.put("client-secret-file", file("client-secret", KeycloakServer.SECRET));
    settings.put("issuer", keycloak.issuer()); // as published: Keycloak's has no slash at the end
    settings.put("scopes", "email");
    settings.put("session.store", "redis");
    settings.put("redis.uri", redis.uri()); // options.host
    settings.put("session.secret-file", file("session-secret", SESSION_SECRET));
    settings.put("session.cookie.name", "keycloak-session");
    settings.put("forward.jwt", "id-token");
    settings.put("login.redirect", "always"); // Gloo redirects whoever calls
    settings.put("insecure-http-hosts", "localhost");
    return settings;
  }

  private String file(String name, String content) {
    try {
      return Files.writeString(folder.resolve(name), content + "\n").toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private App start(WayIn way) {
    return start(way, Map.of());
  }

  private App start(WayIn way, Map<String, String> more) {
    App app =
        way.start(
            baseUrl -> {
              Map<String, String> settings = settings(baseUrl);
              settings.putAll(more);
              return settings;
            });
    apps.add(app);
    return app;
  }

  private String cookieOfAlice(App app) {
    browser.signIn(browser.open(app.url("/openai")), "alice", "alice-pw");
    return browser.cookieHeader(app.url("/openai"));
  }

  @AfterEach
  void stop() {
    apps.forEach(App::close);
    redis.close();
  }

  // "Verify that the request is not forwarded to the LLM. Instead, a 302 HTTP response code is
  // returned with the Keycloak URL that you use to authenticate with Keycloak."
  @ParameterizedTest
  @EnumSource(WayIn.class)
  void aRequestWithoutASessionIsAnsweredWithKeycloaksAddress(WayIn way) {
    App app = start(way);

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
    App app = start(way);

    HttpResponse<String> answer = Curl.post(app.url("/openai"), PROMPT);

    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(answer.headers().firstValue("Location").orElseThrow()).startsWith(keycloak.issuer());
  }

  // "After the successful login, you are redirected to the callback URL."
  @ParameterizedTest
  @EnumSource(WayIn.class)
  void theCallbackPathIsThePageAsWell(WayIn way) {
    App app = start(way);

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
    App app = start(way);
    String cookie = cookieOfAlice(app);
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
    App app = start(way);
    String cookie = cookieOfAlice(app);
    String other = cookie.substring(0, cookie.length() - 6) + "AAAAAA";

    assertThat(Curl.get(app.url("/openai"), "Cookie", other).statusCode()).isEqualTo(302);
  }

  // "the cookie is stored as by the name keycloak-session in a Redis instance that is set up for
  // the external auth service by default"
  @ParameterizedTest
  @EnumSource(WayIn.class)
  void theSessionIsInRedisAndTheCookieIsATicketForEveryReplica(WayIn way) {
    App app = start(way);
    Page page = browser.signIn(browser.open(app.url("/openai")), "alice", "alice-pw");
    String token = (String) page.json().get("accessToken");
    String cookie = browser.cookieHeader(app.url("/openai"));

    String ticket = cookie.substring(cookie.indexOf("keycloak-session=") + 17);
    assertThat(ticket).as("no token").hasSizeLessThan(MOST_TICKET_CHARS);
    assertThat(RedisContent.records(redis.uri()))
        .singleElement(STRING)
        .doesNotContain(token, "alice", ticket);

    App replica = start(way, Map.of("base-url", app.url("")));
    assertThat(status(replica, cookie)).isEqualTo(200);
  }

  // failOnFetchFailure: true
  @ParameterizedTest
  @EnumSource(WayIn.class)
  @Tag("F-44")
  void withoutRedisARequestFailsAndNobodyIsSignedOut(WayIn way) {
    App app = start(way, Map.of("session.on-store-failure", "unavailable"));
    String cookie = cookieOfAlice(app);

    redis.kill();
    HttpResponse<String> answer = Curl.get(app.url("/openai"), "Cookie", cookie);
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    assertThat(answer.headers().allValues("Set-Cookie")).as("the cookie stays").isEmpty();

    redis.restart();
    within(HEALING_LIMIT, () -> status(app, cookie) == 200);
  }

  // failOnFetchFailure: false
  @ParameterizedTest
  @EnumSource(WayIn.class)
  @Tag("F-44")
  void orWithoutRedisEverybodyIsAStrangerUntilItIsBack(WayIn way) {
    App app = start(way, Map.of("session.on-store-failure", "login"));
    String cookie = cookieOfAlice(app);

    redis.kill();
    HttpResponse<String> answer = Curl.get(app.url("/openai"), "Cookie", cookie);
    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(answer.headers().firstValue("Location").orElseThrow()).startsWith(keycloak.issuer());
    assertThat(answer.headers().allValues("Set-Cookie"))
        .as("the cookie stays")
        .noneMatch(each -> each.startsWith("keycloak-session="));

    redis.restart();
    within(HEALING_LIMIT, () -> status(app, cookie) == 200);
  }

  private static int status(App app, String cookie) {
    return Curl.get(app.url("/openai"), "Cookie", cookie).statusCode();
  }
}
