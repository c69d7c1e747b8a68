package dev.latchkey.stories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.Latchkey;
import dev.latchkey.LatchkeyBuilder;
import dev.latchkey.event.Reason;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * "Expose and secure a workload with JWT": Kyma's APIRules of versions v1beta1 and v1alpha1, whose
 * {@code jwt} handler is Oathkeeper's. It knows addresses of keys and no issuer, and its path is a
 * regular expression.
 */
class KymaApiRuleV1Story {

  // The rule of both versions, which differ in where the host stands, and that is not ours to know:
  //
  //   apiVersion: gateway.kyma-project.io/v1beta1      (or v1alpha1)
  //   kind: APIRule
  //   spec:
  //     rules:
  //       - accessStrategies:
  //         - handler: jwt
  //           config:
  //             jwks_urls:
  //             - {JWKS_URI}        jwks-uri
  //         methods:
  //           - GET
  //         path: /.*
  private static final String RULES = "bearer GET ~/.*";

  private final KeycloakServer keycloak = KeycloakServer.shared();
  private final ProtectedApp app = ProtectedApp.start(settings());

  private LatchkeyBuilder settings() {
    return Latchkey.builder()
        .issuer("*") // the handler names none, so it takes whoever signs with these keys
        .set("jwks-uri", keycloak.jwksUri())
        .audience("*") // nor does it ask whom a token is meant for; Latchkey warns at start
        .rules(RULES)
        .set("insecure-http-hosts", "localhost");
  }

  @AfterEach
  void stop() {
    app.close();
  }

  // v1beta1 and v1alpha1, HttpBin:
  // curl -ik https://httpbin.$DOMAIN_TO_EXPOSE_WORKLOADS/headers
  //     -H "Authorization: Bearer $ACCESS_TOKEN"
  @Test
  void httpBinAnswersACallWithToken() {
    HttpResponse<String> answer =
        Curl.getWithToken(app.url("/headers"), keycloak.clientCredentialsToken("orders-client"));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(Json.object(answer.body()))
        .containsEntry("path", "/headers")
        .containsEntry("issuer", keycloak.issuer());
  }

  // v1alpha1, Function:
  // curl -ik https://function-example.$DOMAIN_TO_EXPOSE_WORKLOADS/function
  //     -H "Authorization: Bearer $ACCESS_TOKEN"
  @Test
  void theFunctionAnswersACallWithToken() {
    HttpResponse<String> answer =
        Curl.getWithToken(app.url("/function"), keycloak.clientCredentialsToken("orders-client"));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(Json.object(answer.body())).containsEntry("path", "/function");
  }

  @Test
  void nobodyIsAskedButTheAddressOfTheKeys() {
    Curl.getWithToken(app.url("/headers"), keycloak.clientCredentialsToken("orders-client"));

    assertThat(app.calls().addresses()).containsExactly(keycloak.jwksUri());
  }

  @Test
  void aCallWithoutTokenIsUnauthorized() {
    HttpResponse<String> answer = Curl.get(app.url("/headers"));

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("WWW-Authenticate"))
        .hasValue("Bearer realm=\"latchkey\"");
    assertThat(app.lastRefusal()).isEqualTo(Reason.CREDENTIAL_MISSING);
  }

  @Test
  void aTokenSignedWithOtherKeysIsUnauthorized() {
    HttpResponse<String> answer =
        Curl.getWithToken(app.url("/headers"), keycloak.administratorToken());

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(app.lastRefusal()).isEqualTo(Reason.KEY_UNKNOWN);
  }

  /** Why `audience=*` is warned about: whoever has a token of the realm comes in. */
  @Test
  void aTokenForSomebodyElseGetsThrough() {
    HttpResponse<String> answer =
        Curl.getWithToken(app.url("/headers"), keycloak.clientCredentialsToken("other-client"));

    assertThat(answer.statusCode()).isEqualTo(200);
  }

  @Test
  void anotherMethodIsNotAllowed() {
    String token = keycloak.clientCredentialsToken("orders-client");

    HttpResponse<String> answer =
        Curl.post(app.url("/headers"), "a=b", "Authorization", "Bearer " + token);

    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(app.lastRefusal()).isEqualTo(Reason.METHOD_NOT_LISTED);
  }
}
