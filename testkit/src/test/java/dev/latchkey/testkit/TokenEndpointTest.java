package dev.latchkey.testkit;

import static dev.latchkey.testkit.Application.basic;
import static dev.latchkey.testkit.Application.error;
import static dev.latchkey.testkit.Application.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenEndpointTest {
  private final SettableClock clock = new SettableClock();
  private final TestProvider provider =
      TestProvider.builder()
          .clock(clock)
          .client(TestClient.withoutSecret("phone").redirectUri(Application.CALLBACK))
          .start();
  private final Application application = new Application(provider);

  @AfterEach
  void stop() {
    provider.close();
  }

  @Test
  void writesAnAccessTokenForTheApi() throws Exception {
    HttpResponse<String> answer = application.token(application.tokenRequest(application.code()));

    assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(json(answer))
        .containsEntry("token_type", "Bearer")
        .containsEntry("expires_in", 300L)
        .containsEntry("scope", "openid profile orders:read");
    SignedJWT token = SignedJWT.parse(json(answer).get("access_token").toString());
    assertThat(token.getHeader().getType()).hasToString("at+jwt");
    JWTClaimsSet claims = token.getJWTClaimsSet();
    assertThat(claims.getIssuer()).isEqualTo(provider.issuer());
    assertThat(claims.getAudience()).containsExactly("orders-api");
    assertThat(claims.getExpirationTime()).isEqualTo(clock.instant().plusSeconds(300));
    assertThat(claims.getClaims())
        .containsEntry("sub", "alice-id")
        .containsEntry("client_id", "latchkey-test")
        .containsEntry("scope", "openid profile orders:read")
        .containsEntry("roles", List.of("user"))
        .containsEntry("groups", List.of("staff"))
        .containsEntry("preferred_username", "alice")
        .containsEntry("email", "alice@example.com")
        .containsKeys("jti", "iat");
  }

  @Test
  void writesAnIdTokenForTheApplication() throws Exception {
    SignedJWT token = SignedJWT.parse(application.login().get("id_token").toString());

    assertThat(token.getHeader().getType()).hasToString("JWT");
    assertThat(token.getJWTClaimsSet().getAudience()).containsExactly("latchkey-test");
    assertThat(token.getJWTClaimsSet().getClaims())
        .containsEntry("iss", provider.issuer())
        .containsEntry("sub", "alice-id")
        .containsEntry("nonce", "nonce-1")
        .containsEntry("auth_time", clock.instant().getEpochSecond())
        .containsEntry("name", "Alice Example")
        .containsEntry("email_verified", true)
        .containsEntry("roles", List.of("user"))
        .containsKeys("at_hash", "sid", "exp", "iat");
  }

  @Test
  void leavesOutScopesItDoesNotKnow() {
    Map<String, String> request = application.request();
    request.put("scope", "openid everything");

    HttpResponse<String> answer =
        application.token(application.tokenRequest(application.code(request)));

    assertThat(json(answer)).containsEntry("scope", "openid");
  }

  @ParameterizedTest
  @CsvSource({
    "code_verifier, '', invalid_grant",
    "code_verifier, ABCDEFGHIJKLMNOPQRSTUVWXYZ-abcdefghijklmnopqrstuvwxyz, invalid_grant",
    "redirect_uri, '', invalid_grant",
    "redirect_uri, http://127.0.0.1:9/oidc/callback/, invalid_grant",
    "code, unknown, invalid_grant",
    "code, '', invalid_request",
    "grant_type, '', invalid_request",
    "grant_type, password, unsupported_grant_type",
  })
  void refusesACodeThatIsNotProvenToBeOurs(String name, String value, String error) {
    Map<String, String> request = application.tokenRequest(application.code());
    request.put(name, value);

    HttpResponse<String> answer = application.token(request);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(error(answer)).isEqualTo(error);
    assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
  }

  @Test
  void spendsTheCodeOnAWrongVerifier() {
    Map<String, String> request = application.tokenRequest(application.code());
    Map<String, String> wrong = new LinkedHashMap<>(request);
    wrong.put("code_verifier", "A".repeat(43));
    application.token(wrong);

    assertThat(error(application.token(request))).isEqualTo("invalid_grant");
  }

  @Test
  void refusesTheCodeOfAnotherClientAndDoesNotSpendIt() {
    Map<String, String> request = application.tokenRequest(application.code());
    Map<String, String> thief = new LinkedHashMap<>(request);
    thief.put("client_id", "phone");

    assertThat(error(application.post(Paths.TOKEN, thief))).isEqualTo("invalid_grant");
    assertThat(application.token(request).statusCode()).isEqualTo(200);
  }

  @Test
  void endsWhatCameOfACodeThatIsUsedTwice() {
    Map<String, String> request = application.tokenRequest(application.code());
    Map<String, Object> first = json(application.token(request));
    assertThat(userInfo(first).statusCode()).isEqualTo(200);

    assertThat(error(application.token(request))).isEqualTo("invalid_grant");
    assertThat(error(application.token(application.refreshRequest(first.get("refresh_token")))))
        .isEqualTo("invalid_grant");
    assertThat(userInfo(first).statusCode()).isEqualTo(401);
  }

  @Test
  void givesTokensOnceWhenOneCodeComesManyTimesAtOnce() {
    Map<String, String> request = application.tokenRequest(application.code());

    List<CompletableFuture<Integer>> answers = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      answers.add(CompletableFuture.supplyAsync(() -> application.token(request).statusCode()));
    }

    assertThat(answers.stream().map(CompletableFuture::join)).containsOnlyOnce(200);
  }

  @Test
  void takesACodeUntilAMinuteHasPassed() {
    String inTime = application.code();
    clock.goOn(Duration.ofSeconds(59));
    assertThat(application.token(application.tokenRequest(inTime)).statusCode()).isEqualTo(200);

    String late = application.code();
    clock.goOn(Duration.ofSeconds(60));
    assertThat(error(application.token(application.tokenRequest(late)))).isEqualTo("invalid_grant");
  }

  @Test
  void refusesAWrongSecretAndSaysHowToDoItRight() {
    HttpResponse<String> answer =
        application.token(
            application.tokenRequest(application.code()), basic("latchkey-test", "wrong"));

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(error(answer)).isEqualTo("invalid_client");
    assertThat(answer.headers().firstValue("WWW-Authenticate").orElse("")).startsWith("Basic ");
  }

  @Test
  void refusesASecretThatWasNotFormEncodedBeforeItWasJoined() {
    String joined = provider.clientId() + ":" + provider.clientSecret();
    String raw = "Basic " + Base64.getEncoder().encodeToString(joined.getBytes(UTF_8));

    HttpResponse<String> answer =
        application.token(application.tokenRequest(application.code()), raw);

    assertThat(answer.statusCode()).isEqualTo(401);
  }

  @Test
  void takesTheSecretInTheForm() {
    Map<String, String> request = application.tokenRequest(application.code());
    request.put("client_id", provider.clientId());
    request.put("client_secret", provider.clientSecret());

    assertThat(application.post(Paths.TOKEN, request).statusCode()).isEqualTo(200);
  }

  @Test
  void refusesTwoWaysOfAuthenticationAtOnce() {
    Map<String, String> request = application.tokenRequest(application.code());
    request.put("client_secret", provider.clientSecret());

    assertThat(error(application.token(request))).isEqualTo("invalid_request");
  }

  @Test
  void refusesAClientWithASecretThatShowsNone() {
    Map<String, String> request = application.tokenRequest(application.code());
    request.put("client_id", provider.clientId());

    assertThat(application.post(Paths.TOKEN, request).statusCode()).isEqualTo(401);
  }

  @Test
  void letsAClientWithoutASecretSignInByItsVerifier() {
    Map<String, String> asked = application.request();
    asked.put("client_id", "phone");
    Map<String, String> request = application.tokenRequest(application.code(asked));
    request.put("client_id", "phone");

    assertThat(json(application.post(Paths.TOKEN, request))).containsKey("id_token");
  }

  @Test
  void refusesAParameterSentTwice() {
    Map<String, String> request = application.tokenRequest(application.code());
    HttpResponse<String> answer =
        application.send(
            HttpRequest.newBuilder(URI.create(provider.issuer() + Paths.TOKEN))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Authorization", basic(provider.clientId(), provider.clientSecret()))
                .POST(BodyPublishers.ofString(Parameters.encode(request) + "&code=2"))
                .build());

    assertThat(error(answer)).isEqualTo("invalid_request");
  }

  @Test
  void answersOnlyPosts() {
    HttpResponse<String> answer = application.get(Paths.TOKEN);

    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("Allow")).contains("POST");
  }

  @Test
  void changesTheRefreshTokenAtEachUse() throws Exception {
    Map<String, Object> first = application.login();
    Map<String, Object> second =
        json(application.token(application.refreshRequest(first.get("refresh_token"))));

    assertThat(second.get("refresh_token")).isNotEqualTo(first.get("refresh_token"));
    assertThat(SignedJWT.parse(second.get("id_token").toString()).getJWTClaimsSet().getClaims())
        .containsEntry("sub", "alice-id")
        .doesNotContainKey("nonce");
  }

  @Test
  void endsTheNewRefreshTokenWhenTheOldOneIsUsedAgain() {
    Object first = application.login().get("refresh_token");
    Object second = json(application.token(application.refreshRequest(first))).get("refresh_token");

    assertThat(error(application.token(application.refreshRequest(first))))
        .isEqualTo("invalid_grant");
    assertThat(error(application.token(application.refreshRequest(second))))
        .isEqualTo("invalid_grant");
  }

  @Test
  void keepsTheNewRefreshTokenOnReuseWhenToldTo() {
    provider.faults().keepNewRefreshTokenOnReuse();
    Object first = application.login().get("refresh_token");
    Object second = json(application.token(application.refreshRequest(first))).get("refresh_token");

    assertThat(error(application.token(application.refreshRequest(first))))
        .isEqualTo("invalid_grant");
    assertThat(application.token(application.refreshRequest(second)).statusCode()).isEqualTo(200);
  }

  @Test
  void narrowsTheScopeOnRefreshButNeverWidensIt() {
    Map<String, String> request =
        new LinkedHashMap<>(application.refreshRequest(application.login().get("refresh_token")));

    request.put("scope", "orders:read orders:write");
    assertThat(error(application.token(request))).isEqualTo("invalid_scope");
    request.put("scope", "orders:read");
    assertThat(json(application.token(request)))
        .containsEntry("scope", "orders:read")
        .doesNotContainKey("id_token");
  }

  @Test
  void refusesTheRefreshTokenOfAnotherClient() {
    Map<String, String> request =
        new LinkedHashMap<>(application.refreshRequest(application.login().get("refresh_token")));
    request.put("client_id", "phone");

    assertThat(error(application.post(Paths.TOKEN, request))).isEqualTo("invalid_grant");
  }

  @Test
  void givesAServiceATokenInItsOwnName() throws Exception {
    Map<String, Object> answer = json(service("orders:read", basicOfService()));

    assertThat(answer).doesNotContainKeys("refresh_token", "id_token");
    assertThat(SignedJWT.parse(answer.get("access_token").toString()).getJWTClaimsSet().getClaims())
        .containsEntry("sub", "orders-client")
        .containsEntry("client_id", "orders-client")
        .containsEntry("scope", "orders:read")
        .doesNotContainKeys("roles", "preferred_username");
  }

  @Test
  void givesAServiceAllItsScopesWhenItNamesNone() {
    assertThat(json(service("", basicOfService())))
        .containsEntry("scope", "orders:read orders:write");
  }

  @ParameterizedTest
  @CsvSource({"orders:delete", "openid", "orders:read admin"})
  void refusesAServiceWhatItMayNotHave(String scope) {
    assertThat(error(service(scope, basicOfService()))).isEqualTo("invalid_scope");
  }

  @Test
  void refusesAServiceWithoutASecret() {
    HttpResponse<String> answer =
        application.post(
            Paths.TOKEN, Map.of("grant_type", "client_credentials", "client_id", "phone"));

    assertThat(error(answer)).isEqualTo("unauthorized_client");
  }

  @Test
  void refusesAUserInfoRequestWithoutAGoodToken() {
    String expired =
        provider.token().subject("alice-id").scope("openid").expiresIn(Duration.ZERO).sign();
    String forged =
        provider.token().subject("alice-id").scope("openid").signWithForeignKey().sign();
    String narrow = provider.token().subject("alice-id").scope("orders:read").sign();

    assertThat(application.get(Paths.USERINFO).statusCode()).isEqualTo(401);
    assertThat(userInfo(Map.of("access_token", expired)).statusCode()).isEqualTo(401);
    assertThat(userInfo(Map.of("access_token", forged)).statusCode()).isEqualTo(401);
    assertThat(userInfo(application.login(), "id_token").statusCode()).isEqualTo(401);
    assertThat(userInfo(Map.of("access_token", narrow)).statusCode()).isEqualTo(403);
  }

  private HttpResponse<String> userInfo(Map<String, Object> tokens) {
    return userInfo(tokens, "access_token");
  }

  private HttpResponse<String> userInfo(Map<String, Object> tokens, String which) {
    return application.get(Paths.USERINFO, "Authorization", "Bearer " + tokens.get(which));
  }

  private HttpResponse<String> service(String scope, String authorization) {
    return application.token(
        Map.of("grant_type", "client_credentials", "scope", scope), authorization);
  }

  private static String basicOfService() {
    return basic("orders-client", "orders-secret");
  }
}
