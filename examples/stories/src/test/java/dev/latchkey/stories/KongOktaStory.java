package dev.latchkey.stories;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.latchkey.Latchkey;
import dev.latchkey.LatchkeyBuilder;
import dev.latchkey.Secret;
import dev.latchkey.event.Reason;
import java.net.http.HttpResponse;
import java.text.ParseException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * "Apply Authorization Code Flow With Kong Konnect and Okta": three fields of Kong's plugin, and
 * every page of the application asks for a sign-in.
 */
class KongOktaStory {

  private final KeycloakServer keycloak = KeycloakServer.shared();
  private final Browser browser = new Browser();

  /** Nothing else is set, so the rule table is {@code login /**}. */
  @Nested
  class WithTheThreeFieldsOfThePlugin {

    private final ProtectedApp app = ProtectedApp.start(this::settings);

    private LatchkeyBuilder settings(String baseUrl) {
      return Latchkey.builder()
          .issuer(keycloak.issuer()) // Config.Issuer
          .client(
              "shop", Secret.of(KeycloakServer.SECRET)) // Config.Client ID, Config.Client Secret
          .baseUrl(baseUrl) // the route; a gateway knows its own, an application must be told
          .set("insecure-http-hosts", "localhost"); // this Keycloak has no certificate
    }

    @AfterEach
    void stop() {
      app.close();
    }

    // "If we try to consume the route again, Kong redirects us to Okta's user interface to present
    // our credentials."
    @Test
    void everyPageSendsABrowserToTheSignInForm() {
      for (String path : new String[] {"/", "/okta", "/reports/7?year=2026"}) {
        Page page = browser.open(app.url(path));

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.address().toString()).startsWith(keycloak.issuer() + "/");
        assertThat(page.asksFor("username", "password")).isTrue();
      }
    }

    // "The app has the authorization code option turned on and the signing redirect URI set with
    // the
    // route available in my data plane."
    @Test
    void keycloakIsAskedForACodeThatOnlyThisApplicationCanUse() {
      Page page = browser.open(app.url("/okta"));

      assertThat(page.address().getPath()).endsWith("/protocol/openid-connect/auth");
      assertThat(page.address().getQuery().split("&"))
          .contains(
              "response_type=code",
              "client_id=shop",
              "redirect_uri=" + app.url("/oidc/callback"),
              "code_challenge_method=S256");
    }

    // "Once we have presented our correct credentials, Okta authenticates and redirects us back
    // [...]. At this time, we'll consume the API because we got the identity token injected inside
    // our request."
    @Test
    void whoSignsInComesBackToThePageAndTheApplicationHasTheToken() throws ParseException {
      Page signIn = browser.open(app.url("/okta?year=2026"));

      Page page = browser.signIn(signIn, "alice", "alice-pw");

      assertThat(page.address()).hasToString(app.url("/okta?year=2026"));
      assertThat(page.way().get(1).getPath()).isEqualTo("/oidc/callback");
      assertThat(page.status()).isEqualTo(200);
      assertThat(page.json()).containsEntry("name", "alice").containsEntry("scheme", "OIDC");
      // "Then we go to jwt.io to check the token."
      JWTClaimsSet token = Json.claims(page.json().get("accessToken"));
      assertThat(token.getIssuer()).isEqualTo(keycloak.issuer());
      assertThat(token.getStringClaim("azp")).isEqualTo("shop");
      assertThat(token.getStringClaim("preferred_username")).isEqualTo("alice");
    }

    @Test
    void theNextPageNeedsNoNewSignIn() {
      browser.signIn(browser.open(app.url("/")), "alice", "alice-pw");
      int calls = app.calls().addresses().size();

      Page page = browser.open(app.url("/next"));

      assertThat(page.way()).hasSize(1);
      assertThat(page.json()).containsEntry("path", "/next").containsEntry("name", "alice");
      assertThat(app.calls().addresses()).as("the provider is left alone").hasSize(calls);
    }

    @Test
    void aWrongPasswordLeavesTheUserAtTheForm() {
      Page page = browser.signIn(browser.open(app.url("/")), "alice", "bob-pw");

      assertThat(page.address().toString()).startsWith(keycloak.issuer() + "/");
      assertThat(page.asksFor("username", "password")).isTrue();
    }

    @Test
    void anotherBrowserIsStillAnonymous() {
      browser.signIn(browser.open(app.url("/")), "alice", "alice-pw");

      Page page = new Browser().open(app.url("/"));

      assertThat(page.asksFor("username", "password")).isTrue();
    }

    /** A program cannot fill in a form: it is told where a person could. */
    @Test
    void curlIsToldWhereToSignIn() {
      HttpResponse<String> answer = Curl.get(app.url("/okta"));

      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(answer.headers().firstValue("WWW-Authenticate"))
          .hasValue("OIDC realm=\"latchkey\"");
      assertThat(Json.object(answer.body())).containsEntry("login", "/oidc/login");
      assertThat(app.lastRefusal()).isEqualTo(Reason.CREDENTIAL_MISSING);
    }
  }

  /** Keycloak puts roles into access tokens only, unless it is told otherwise. */
  @Nested
  class WithRolesInTheAccessTokenAlone {

    private final ProtectedApp app = ProtectedApp.start(this::settings);

    private LatchkeyBuilder settings(String baseUrl) {
      return Latchkey.builder()
          .issuer(keycloak.issuer())
          .set("provider-profile", "keycloak")
          .client("shop-lean", Secret.of(KeycloakServer.SECRET))
          .baseUrl(baseUrl)
          .rules(
              """
              login /admin/** role=admin
              login /**       role=user
              """)
          .set("insecure-http-hosts", "localhost");
    }

    @AfterEach
    void stop() {
      app.close();
    }

    @Test
    void aRoleOpensThePageAlthoughTheIdTokenHasNone() {
      Page page = browser.signIn(browser.open(app.url("/")), "alice", "alice-pw");

      assertThat(page.status()).isEqualTo(200);
      assertThat(page.json()).containsEntry("isUser", true).containsEntry("isAdmin", false);
      Map<String, Object> idToken = Json.claims(page.json().get("idToken")).getClaims();
      assertThat(idToken)
          .containsEntry("preferred_username", "alice")
          .doesNotContainKeys("roles", "realm_access", "resource_access", "groups");
    }

    @Test
    void whoLacksTheRoleIsForbiddenAndNotAskedToSignInAgain() {
      browser.signIn(browser.open(app.url("/")), "alice", "alice-pw");

      Page page = browser.open(app.url("/admin/users"));

      assertThat(page.way()).hasSize(1);
      assertThat(page.status()).isEqualTo(403);
      assertThat(app.lastRefusal()).isEqualTo(Reason.ROLE_MISSING);
    }

    @Test
    void whoHasTheRoleGetsThrough() {
      Page page = browser.signIn(browser.open(app.url("/admin/users")), "bob", "bob-pw");

      assertThat(page.status()).isEqualTo(200);
      assertThat(page.json()).containsEntry("path", "/admin/users").containsEntry("name", "bob");
    }
  }

  /**
   * "Access control based on Okta's groups": the series' fourth part. Kong takes the claim as
   * {@code authenticated_groups_claim} and asks its ACL plugin, or {@code groups_required}, for a
   * group; here a rule asks for it.
   */
  @Nested
  class WithGroups {

    private final ProtectedApp app = ProtectedApp.start(this::settings);

    private LatchkeyBuilder settings(String baseUrl) {
      return Latchkey.builder()
          .issuer(keycloak.issuer())
          .client("shop", Secret.of(KeycloakServer.SECRET))
          .baseUrl(baseUrl)
          .set("groups.claims", "/groups") // authenticated_groups_claim: Okta's name for it, too
          .rules(
              """
              login /admin/** group=admins
              login /**       group=staff|admins
              """)
          .set("insecure-http-hosts", "localhost");
    }

    @AfterEach
    void stop() {
      app.close();
    }

    @Test
    void aMemberGetsThrough() {
      Page page = browser.signIn(browser.open(app.url("/admin/users")), "bob", "bob-pw");

      assertThat(page.status()).isEqualTo(200);
      assertThat(page.json()).containsEntry("path", "/admin/users").containsEntry("name", "bob");
    }

    @Test
    void whoeverIsNoMemberIsForbidden() {
      Page page = browser.signIn(browser.open(app.url("/admin/users")), "alice", "alice-pw");

      assertThat(page.status()).isEqualTo(403);
      assertThat(app.lastRefusal()).isEqualTo(Reason.GROUP_MISSING);
      assertThat(browser.open(app.url("/")).status()).as("one of two groups").isEqualTo(200);
    }
  }
}
