package dev.latchkey.testkit;

import static dev.latchkey.testkit.Application.callback;
import static dev.latchkey.testkit.Application.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTParser;
import com.nimbusds.jwt.SignedJWT;
import java.net.http.HttpResponse;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FaultsTest {
  private final TestProvider provider = TestProvider.start();
  private final Faults faults = provider.faults();
  private final Application application = new Application(provider);

  @AfterEach
  void stop() {
    provider.close();
  }

  @Test
  void replacesAnAnswerUntilCleared() {
    faults.answer("/jwks", 503, Map.of("Retry-After", "7"), "later");

    HttpResponse<String> answer = application.get("/jwks");
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).contains("7");
    assertThat(application.get("/jwks").body()).isEqualTo("later");
    faults.clear();
    assertThat(application.get("/jwks").statusCode()).isEqualTo(200);
  }

  @Test
  void replacesTheNextAnswersOnly() {
    faults.answerNext(2, "/jwks", 500, "text/html", "<p>oops");

    assertThat(application.get("/jwks").statusCode()).isEqualTo(500);
    assertThat(application.get("/jwks").body()).isEqualTo("<p>oops");
    assertThat(application.get("/jwks").statusCode()).isEqualTo(200);
    assertThat(provider.count("/jwks")).isEqualTo(3);
  }

  @Test
  void holdsAnAnswerBackUntilTheGateOpens() throws Exception {
    CountDownLatch gate = new CountDownLatch(1);
    faults.slow("/jwks", gate);

    CompletableFuture<HttpResponse<String>> answer =
        CompletableFuture.supplyAsync(() -> application.get("/jwks"));
    assertThat(application.get(Paths.DISCOVERY).statusCode()).isEqualTo(200);
    assertThat(answer).isNotDone();
    gate.countDown();

    assertThat(answer.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
  }

  @Test
  void liesInTheIdToken() throws ParseException {
    faults
        .idToken(IdTokenFault.OTHER_NONCE)
        .idToken(ClaimFault.OTHER_ISSUER)
        .idToken(token -> token.audience("one", "two").without("exp"))
        .idToken(IdTokenFault.OTHER_ACCESS_TOKEN_HASH);

    SignedJWT token = SignedJWT.parse(application.login().get("id_token").toString());

    assertThat(token.getJWTClaimsSet().getAudience()).isEqualTo(List.of("one", "two"));
    assertThat(token.getJWTClaimsSet().getClaims())
        .containsEntry("nonce", "other")
        .containsEntry("iss", "https://evil.example")
        .containsEntry("at_hash", "AAAAAAAAAAAAAAAAAAAAAA")
        .doesNotContainKey("exp");
  }

  @Test
  void changesTheSignatureOfTheIdToken() throws ParseException {
    faults.idToken(SignatureFault.NONE);
    String unsigned = application.login().get("id_token").toString();
    faults.clear();
    faults.idToken(token -> token.algorithm("ES256"));
    String other = application.login().get("id_token").toString();

    assertThat(JWTParser.parse(unsigned).getHeader().getAlgorithm()).hasToString("none");
    assertThat(JWTParser.parse(other).getHeader().getAlgorithm()).hasToString("ES256");
  }

  @Test
  void leavesTheIdTokenOut() {
    faults.tokenAnswer(TokenAnswerFault.NO_ID_TOKEN);

    assertThat(application.login()).containsKey("access_token").doesNotContainKey("id_token");
  }

  @Test
  void liesInTheAccessTokenAndBesideIt() throws ParseException {
    faults.accessToken(token -> token.audience("another-api"));
    faults.tokenAnswer(answer -> answer.put("token_type", "mac"));

    Map<String, Object> answer = application.login();

    assertThat(answer).containsEntry("token_type", "mac");
    SignedJWT token = SignedJWT.parse(answer.get("access_token").toString());
    assertThat(token.getJWTClaimsSet().getAudience()).containsExactly("another-api");
  }

  @Test
  void liesInItsDocuments() {
    faults.discovery(DiscoveryFault.OTHER_ISSUER).keySet(KeysFault.EMPTY);

    assertThat(json(application.get(Paths.DISCOVERY)))
        .containsEntry("issuer", "https://evil.example");
    assertThat(json(application.get(Paths.KEYS))).containsEntry("keys", List.of());
  }

  @Test
  void liesAtUserInfo() {
    faults.userInfo(answer -> answer.put("sub", "somebody-else"));
    Object token = application.login().get("access_token");

    assertThat(json(application.get(Paths.USERINFO, "Authorization", "Bearer " + token)))
        .containsEntry("sub", "somebody-else");
  }

  @Test
  void liesInTheCallback() {
    faults.callback(CallbackFault.NO_ISSUER);
    Parameters without = callback(application.signIn(application.request(), "bob", "bob-pw"));
    faults.clear();
    faults.callback(CallbackFault.OTHER_ISSUER);
    Parameters wrong = callback(application.signIn(application.request(), "bob", "bob-pw"));

    assertThat(without.value("code")).isNotNull();
    assertThat(without.value("iss")).isNull();
    assertThat(wrong.value("iss")).isEqualTo("https://evil.example");
  }

  @Test
  void refusesToAuthorize() {
    faults.authorizationError("access_denied");

    Parameters back = callback(application.authorize(application.request()));

    assertThat(back.value("error")).isEqualTo("access_denied");
    assertThat(back.value("state")).isEqualTo("state & 1");
  }

  @Test
  void forgetsAboutTheCodeVerifier() {
    faults.ignorePkce();
    Map<String, String> request = application.tokenRequest(application.code());
    request.remove("code_verifier");

    assertThat(application.token(request).statusCode()).isEqualTo(200);
  }

  @Test
  void tellsATesterWhoseConsumerFailed() {
    faults.discovery(
        document -> {
          throw new IllegalStateException("with a secret");
        });

    HttpResponse<String> answer = application.get(Paths.DISCOVERY);

    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.body())
        .contains("IllegalStateException", "FaultsTest")
        .doesNotContain("secret");
  }
}
