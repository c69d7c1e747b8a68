package dev.latchkey.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.testkit.TestProvider;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every example does alike, seen from outside: it runs as its users run it, and nothing is
 * known of it but its address and what it prints.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ShopContract {

  private final String jar;
  private final String contextPath;
  private ShopProcess shop;

  /** An example at its host's root. */
  ShopContract(String jar) {
    this(jar, "");
  }

  /**
   * An example below a path.
   *
   * @param jar relative to the folder of the examples
   * @param contextPath without a slash at the end; empty for the host's own root
   */
  ShopContract(String jar, String contextPath) {
    this.jar = jar;
    this.contextPath = contextPath;
  }

  @BeforeAll
  void open() {
    shop = ShopProcess.start(jar, Map.of("CONTEXT_PATH", contextPath));
  }

  /** It has to end by itself, with nothing to say about it. */
  @AfterAll
  void close() {
    Integer exitCode = shop.end();

    assertThat(exitCode).as("ended by TERM").isEqualTo(128 + 15);
    assertThat(shop.said()).doesNotContain("SEVERE", "\tat ", "Exception", shopSecret());
    assertThat(shop.said().replaceFirst("curl .*", "")).doesNotContain(shop.token());
  }

  private static String shopSecret() {
    try (TestProvider sameSecret = TestProvider.start()) {
      return sameSecret.clientSecret();
    }
  }

  private String url(String path) {
    return shop.address() + path;
  }

  private Page signedIn(Browser browser, String user) {
    return browser.signIn(browser.open(url("/me")), user, user + "-pw");
  }

  private static String challenge(HttpResponse<?> answer) {
    return answer.headers().firstValue("WWW-Authenticate").orElse("none");
  }

  @Test
  void livesWhereItSaysItDoes() {
    assertThat(shop.address()).isEqualTo(shop.host() + contextPath);
    assertThat(shop.curlAddress()).isEqualTo(url("/api/orders"));
  }

  @Test
  void everybodySeesTheHomePage() {
    Page home = new Browser().open(url("/"));

    assertThat(home.status()).isEqualTo(200);
    assertThat(home.way()).as("no redirect").hasSize(1);
    assertThat(home.body())
        .contains("This page is for everybody", contextPath + "/oidc/login?return_to=/")
        .doesNotContain("Sign out");
  }

  @Test
  void theHomePagesLinkSignsInAndComesBackHome() {
    Browser browser = new Browser();

    Page signIn = browser.open(url("/oidc/login?return_to=/"));
    assertThat(signIn.asksFor("username", "password")).isTrue();
    Page home = browser.signIn(signIn, "alice", "alice-pw");

    assertThat(home.address()).hasToString(url("/"));
    assertThat(home.body()).contains("Welcome, <strong>alice</strong>", "Sign out");
  }

  @Test
  void aWrongPasswordSignsNobodyIn() {
    Browser browser = new Browser();

    Page again = browser.signIn(browser.open(url("/me")), "alice", "bob-pw");

    assertThat(again.asksFor("username", "password")).isTrue();
    assertThat(browser.open(url("/")).body()).doesNotContain("Sign out");
  }

  @Test
  void aPageForUsersAsksThemToSignInAndThenShowsThemWhoTheyAre() {
    Page me = signedIn(new Browser(), "alice");

    assertThat(me.status()).isEqualTo(200);
    assertThat(me.address()).hasToString(url("/me"));
    assertThat(me.body())
        .contains("This is you", "<dd>alice-id</dd>", "<dd>alice</dd>", "orders:read");
  }

  @Test
  void theSamePageIsJsonForPrograms() {
    Browser browser = new Browser();
    signedIn(browser, "bob");

    Page me = browser.open(url("/me"), "application/json");

    assertThat(me.json()).containsEntry("subject", "bob-id").containsEntry("name", "bob");
    assertThat(me.json().get("roles").toString()).contains("user", "admin");
  }

  @Test
  void aScriptIsNotRedirectedButToldWhereToSignIn() {
    HttpResponse<String> answer = Curl.get(url("/me"), "Accept", "application/json");

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(challenge(answer)).startsWith("OIDC realm=");
    assertThat(Json.object(answer.body())).containsEntry("login", contextPath + "/oidc/login");
  }

  @Test
  void whoeverSignsOutIsAnonymousHereAndAtTheProvider() {
    Browser browser = new Browser();
    Page me = signedIn(browser, "alice");

    Page home = browser.submit(me, Map.of());

    assertThat(home.address()).hasToString(url("/"));
    assertThat(home.way()).as("by the provider").hasSizeGreaterThan(2);
    assertThat(home.body()).contains("This page is for everybody").doesNotContain("Sign out");
    assertThat(browser.open(url("/me")).asksFor("username", "password")).isTrue();
  }

  @Test
  void thePrintedTokenReadsTheOrders() {
    HttpResponse<String> answer = Curl.getWithToken(url("/api/orders"), shop.token());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/json");
    assertThat(answer.body()).contains("\"article\":\"latch\"", "\"orderedBy\":\"alice\"");
  }

  @Test
  void withoutATokenNobodyReadsThem() {
    HttpResponse<String> answer = Curl.get(url("/api/orders"));

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(challenge(answer)).startsWith("Bearer realm=").doesNotContain("error");
  }

  @Test
  void aSessionDoesNotCountWhereATokenIsAskedFor() {
    Browser browser = new Browser();
    signedIn(browser, "alice");

    assertThat(browser.open(url("/api/orders")).status()).isEqualTo(401);
  }

  @Test
  void aTokenDoesNotCountWhereASessionIsAskedFor() {
    assertThat(Curl.getWithToken(url("/me"), shop.token()).statusCode()).isEqualTo(401);
  }

  @Test
  void aForgedTokenIsRefused() {
    String[] parts = shop.token().split("\\.");
    String claims =
        new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8)
            .replace("\"user\"", "\"admin\"");
    String forged =
        parts[0]
            + "."
            + Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(claims.getBytes(StandardCharsets.UTF_8))
            + "."
            + parts[2];

    HttpResponse<String> answer = Curl.getWithToken(url("/api/admin"), forged);

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(challenge(answer)).contains("error=\"invalid_token\"");
  }

  @Test
  void aNewOrderBearsTheNameOfItsCaller() {
    HttpResponse<String> answer =
        Curl.post(url("/api/orders"), "article=hinge", "Authorization", "Bearer " + shop.token());

    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(Json.object(answer.body()))
        .containsEntry("article", "hinge")
        .containsEntry("orderedBy", "alice-id");
    assertThat(Curl.post(url("/api/orders"), "article=hinge").statusCode()).isEqualTo(401);
  }

  @Test
  void orderingNeedsAScopeOfItsOwn() {
    HttpResponse<String> answer =
        Curl.post(
            url("/api/orders"),
            "article=hinge",
            "Authorization",
            "Bearer " + accessToken("alice", "openid orders:read"));

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(challenge(answer))
        .contains("error=\"insufficient_scope\"", "scope=\"orders:write\"");
  }

  @Test
  void onlyAnAdministratorSeesWhatIsForAdministrators() {
    assertThat(Curl.getWithToken(url("/api/admin"), shop.token()).statusCode()).isEqualTo(403);

    HttpResponse<String> bob =
        Curl.getWithToken(url("/api/admin"), accessToken("bob", "openid orders:read"));

    assertThat(bob.statusCode()).isEqualTo(200);
    assertThat(Json.object(bob.body())).containsOnlyKeys("admin");
  }

  @ParameterizedTest
  @ValueSource(strings = {"DELETE", "PUT", "PATCH"})
  void aMethodThatNoRuleListsIsRefusedWithThoseThatAre(String method) {
    HttpResponse<String> answer =
        Curl.send(
            HttpRequest.newBuilder(URI.create(url("/api/orders")))
                .header("Authorization", "Bearer " + shop.token())
                .method(method, BodyPublishers.noBody())
                .build());

    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("Allow").orElse("none").split(", "))
        .contains("GET", "POST");
  }

  @Test
  void aLoadBalancerNeedsNoCredential() {
    HttpResponse<String> answer = Curl.get(url("/health"));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"status\":\"up\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/nothing", "/api", "/api/orders/1", "/healthy", "/index.html", "/ME"})
  void whatNoRuleMatchesIsRefused(String path) {
    assertThat(Curl.getWithToken(url(path), shop.token()).statusCode()).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/health;a=b",
        "/api/..;/health",
        "/health//x",
        "/health%2F..%2Fme",
        "/api/%2e%2e/health",
        "/health%5c",
        "/health%00",
        "/health/%2e/x",
        "/m%c0%afe"
      })
  void aPathThatCanBeReadInTwoWaysIsRefused(String path) {
    assertThat(Curl.get(url(path)).statusCode()).isEqualTo(400);
  }

  /** A server may find no application behind two slashes at all. */
  @Test
  void twoSlashesLeadNowhere() {
    assertThat(Curl.get(url("//health")).statusCode()).isIn(400, 404);
  }

  @Test
  void everyRefusalCanBeFoundInTheLog() {
    HttpResponse<String> answer = Curl.get(url("/nothing"), "Accept", "application/json");
    String reference = (String) Json.object(answer.body()).get("reference");

    assertThat(shop.said()).contains("reference=\"" + reference + "\"", "reason=\"no_rule\"");
  }

  @Test
  void wrongSettingsStopTheStartAndAreToldAllAtOnce() {
    Map<String, String> wrong =
        Map.of("LATCHKEY_CLOCK_SKEW", "1y", "LATCHKEY_RULES", "beare /**", "LATCHKEY_RELM", "x");

    assertThatThrownBy(() -> ShopProcess.start(jar, wrong))
        .hasMessageContaining("exit code 2")
        .hasMessageContaining("Latchkey cannot start, 2 problems:")
        .hasMessageContaining("clock-skew is \"1y\"")
        .hasMessageContaining("rules: line 1: unknown access word \"beare\"")
        .hasMessageContaining("LATCHKEY_RELM is no setting; the nearest is realm");
  }

  @Test
  void nothingAboutACallerIsCached() {
    for (String path : List.of("/me", "/api/orders", "/nothing")) {
      assertThat(Curl.getWithToken(url(path), shop.token()).headers().firstValue("Cache-Control"))
          .as(path)
          .contains("no-store");
    }
  }

  /**
   * A token as the provider gives it to the shop: its sign-in page is filled in and the code is
   * redeemed, but by us.
   */
  private String accessToken(String user, String scopes) {
    String issuer = (String) Json.claims(shop.token()).getClaim("iss");
    Map<String, Object> provider =
        Json.object(Curl.get(issuer + "/.well-known/openid-configuration").body());
    String callback = url("/oidc/callback");
    try (TestProvider sameClient = TestProvider.start()) {
      // RFC 7636 appendix B
      String verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
      String challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
      Browser browser = new Browser();
      Page signIn =
          browser.open(
              provider.get("authorization_endpoint")
                  + "?response_type=code&state=s&nonce=n&code_challenge_method=S256&code_challenge="
                  + challenge
                  + ("&client_id=" + encoded(sameClient.clientId()))
                  + ("&redirect_uri=" + encoded(callback))
                  + ("&scope=" + encoded(scopes)));
      // the shop refuses this callback, which it did not begin; the code is in its address
      Page refused = browser.signIn(signIn, user, user + "-pw");
      assertThat(refused.status()).isEqualTo(400);
      String code = refused.address().getQuery().replaceAll("^(.*&)?code=([^&]+).*$", "$2");
      HttpResponse<String> answer =
          Curl.post(
              (String) provider.get("token_endpoint"),
              "grant_type=authorization_code&code="
                  + encoded(code)
                  + ("&redirect_uri=" + encoded(callback))
                  + ("&code_verifier=" + verifier),
              "Authorization",
              basic(encoded(sameClient.clientId()) + ":" + encoded(sameClient.clientSecret())));
      return (String) Json.object(answer.body()).get("access_token");
    }
  }

  private static String basic(String both) {
    return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
