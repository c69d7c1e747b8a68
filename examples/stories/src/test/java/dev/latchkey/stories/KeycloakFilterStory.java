package dev.latchkey.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.latchkey.Latchkey;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * An application that was protected by Keycloak's servlet filter, {@code
 * org.keycloak.adapters.servlet.KeycloakOIDCFilter}, which Keycloak has removed. Its descriptors
 * before and after lie in {@code from-keycloak-filter} among the resources; its {@code
 * keycloak.json} stays.
 */
class KeycloakFilterStory {

  private final KeycloakServer keycloak = KeycloakServer.shared();
  private final Browser browser = new Browser();

  private static Path folder(String name) {
    try {
      return Path.of(
          Objects.requireNonNull(
                  KeycloakFilterStory.class.getResource("/from-keycloak-filter/" + name))
              .toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Nothing starts that would do less than before without a word. */
  @Test
  void theFirstStartTellsAllThatCannotComeAlong() {
    String file = folder("before").resolve("WEB-INF/keycloak.json").toString();

    Throwable refused = catchThrowable(() -> Latchkey.builder().set("config", file).build());

    assertThat(refused)
        .hasMessageContaining("enable-cors took the origins from each token")
        .hasMessageContaining("list the origins in cors.origins")
        .hasMessageContaining("enable-basic-auth would hand users' passwords on to Keycloak")
        .hasMessageContaining("policy-enforcer would ask Keycloak for permissions")
        .hasMessageContaining("base-url is not set")
        .hasMessageContaining("also look at this: " + file + ": token-store is session");
    assertThat(refused.getMessage()).doesNotContain(KeycloakServer.SECRET);
  }

  /** With those keys removed, and where the application is publicly found beside the file. */
  @Nested
  class AWebApplication {

    private final WarFolder app = WarFolder.start(folder("after"), keycloak, new MovedServlet());

    @AfterEach
    void stop() {
      app.close();
    }

    // keycloak.config.skipPattern: /assets/.*|/health
    @Test
    void whatTheFilterSkippedIsOpen() {
      for (String path : new String[] {"/assets/app.css", "/assets/img/logo.svg", "/health"}) {
        HttpResponse<String> answer = Curl.get(app.url(path));

        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        assertThat(Json.object(answer.body())).containsOnly(Map.entry("path", path));
      }
    }

    // the filter matched the address as it was sent, which the container read otherwise
    @Test
    void anAddressThatCanBeReadInTwoWaysIsNot() {
      assertThat(Curl.get(app.url("/assets/..;/me")).statusCode()).isEqualTo(400);
      assertThat(Curl.get(app.url("/assets/%2e%2e/me")).statusCode()).isEqualTo(400);
      assertThat(Curl.get(app.url("/healthy")).statusCode()).isEqualTo(401);
    }

    @Test
    void everyOtherPageAsksForASignIn() {
      Page page = browser.open(app.url("/me"));

      assertThat(page.address().toString()).startsWith(keycloak.issuer() + "/");
      assertThat(page.asksFor("username", "password")).isTrue();
      assertThat(page.address().getQuery().split("&"))
          .contains("client_id=shop", "redirect_uri=" + app.url("/oidc/callback"))
          .anyMatch(parameter -> parameter.startsWith("code_challenge=")); // enable-pkce, always
    }

    // "use-resource-role-mappings": true, "principal-attribute": "preferred_username"
    @Test
    void whoSignsInHasTheNameAndTheRolesOfTheClientAsBefore() throws ParseException {
      Page page = browser.signIn(browser.open(app.url("/me?tab=2")), "alice", "alice-pw");

      assertThat(page.address()).hasToString(app.url("/me?tab=2"));
      assertThat(page.json())
          .containsEntry("name", "alice")
          .containsEntry("email", "alice@example.test")
          .containsEntry("mayEdit", true)
          .containsEntry("isUser", false); // a role of the realm
      JWTClaimsSet token = Json.claims(page.json().get("token"));
      assertThat(token.getStringClaim("azp")).isEqualTo("shop");
      assertThat(token.getSubject()).isEqualTo(page.json().get("subject"));
    }

    // was: request.logout(), which told Keycloak, too
    @Test
    void whoSignsOutIsSignedOutAtKeycloakToo() {
      browser.signIn(browser.open(app.url("/me")), "alice", "alice-pw");

      Page goodbye = browser.submit(browser.open(app.url("/oidc/logout")), Map.of());

      assertThat(goodbye.way())
          .extracting(URI::getPath)
          .contains("/realms/shop/protocol/openid-connect/logout")
          .endsWith("/assets/goodbye.html");
      assertThat(browser.open(app.url("/me")).asksFor("username", "password")).isTrue();
    }

    // the filter took tokens at every path; without autodetect-bearer-only a rule says where
    @Test
    void aTokenIsNoSignIn() {
      String token = keycloak.userTokens("alice", "alice-pw").accessToken();

      assertThat(Curl.getWithToken(app.url("/me"), token).statusCode()).isEqualTo(401);
    }
  }

  /** The same file without {@code use-resource-role-mappings}. */
  @Nested
  class AWebApplicationWithRolesOfTheRealm {

    private final WarFolder app =
        WarFolder.start(folder("after-realm-roles"), keycloak, new MovedServlet());

    @AfterEach
    void stop() {
      app.close();
    }

    @Test
    void whoSignsInHasTheRolesOfTheRealm() {
      Page page = browser.signIn(browser.open(app.url("/me")), "alice", "alice-pw");

      assertThat(page.json()).containsEntry("isUser", true).containsEntry("mayEdit", false);
    }
  }

  /** A service: {@code "bearer-only": true}. It needs no client and no session. */
  @Nested
  class AService {

    private final WarFolder app =
        WarFolder.start(folder("after-api"), keycloak, new MovedServlet());

    @AfterEach
    void stop() {
      app.close();
    }

    @Test
    void takesTokensThatAreMeantForIt() {
      String token = keycloak.clientCredentialsToken("orders-client");

      HttpResponse<String> answer = Curl.getWithToken(app.url("/orders"), token);

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(Json.object(answer.body())).containsEntry("path", "/orders");
    }

    // before, only with "verify-token-audience": true
    @Test
    void refusesThoseThatAreMeantForOthers() {
      String token = keycloak.clientCredentialsToken("other-client");

      HttpResponse<String> answer = Curl.getWithToken(app.url("/orders"), token);

      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(answer.headers().firstValue("WWW-Authenticate").orElseThrow())
          .contains("error=\"invalid_token\"");
    }

    @Test
    void sendsNobodyToSignIn() {
      assertThat(browser.open(app.url("/orders")).way()).hasSize(1);
      assertThat(Curl.get(app.url("/orders")).statusCode()).isEqualTo(401);
    }
  }
}
