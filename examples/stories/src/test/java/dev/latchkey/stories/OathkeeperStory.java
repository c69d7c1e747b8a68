package dev.latchkey.stories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.Latchkey;
import dev.latchkey.LatchkeyBuilder;
import dev.latchkey.event.Reason;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * "Expose and secure a workload with JWT" once more, with what Oathkeeper's {@code jwt} handler can
 * ask for beside a signature: issuer, audience, algorithm and scopes. {@link KymaApiRuleV1Story} is
 * the tutorial as it stands, which asks for none of these.
 */
class OathkeeperStory {

  // The access strategy, as it stands in an APIRule of version v1alpha1 or v1beta1, or as an
  // authenticator in an access rule of Oathkeeper:
  //
  //   - handler: jwt
  //     config:
  //       jwks_urls: [ {JWKS_URI} ]                  jwks-uri
  //       trusted_issuers: [ {ISSUER} ]              issuer
  //       target_audience: [ orders-api ]            audience, with audience-mode=all
  //       allowed_algorithms: [ RS256 ]              algorithms
  //       required_scope: [ orders:read ]            scope=… at the rule
  //       scope_strategy: exact                      (there is no other)
  //       token_from: { header: X-Access-Token }     token.locations
  //
  // Oathkeeper asks for all the scopes and all the audiences, as does a rule that names scope
  // twice.
  private static final String RULES =
      """
      bearer POST /headers scope=orders:read scope=orders:write
      bearer GET  ~/.*     scope=orders:read
      """;

  private final KeycloakServer keycloak = KeycloakServer.shared();
  private final ProtectedApp app = ProtectedApp.start(settings());

  private LatchkeyBuilder settings() {
    return Latchkey.builder()
        .issuer(keycloak.issuer())
        .set("jwks-uri", keycloak.jwksUri())
        .audience("orders-api")
        .set("audience-mode", "all")
        .set("algorithms", "RS256")
        .set("token.locations", "header header:X-Access-Token")
        .rules(RULES)
        .set("insecure-http-hosts", "localhost"); // this Keycloak has no certificate
  }

  @AfterEach
  void stop() {
    app.close();
  }

  // curl -ik https://httpbin.$DOMAIN_TO_EXPOSE_WORKLOADS/headers
  //     -H "Authorization: Bearer $ACCESS_TOKEN"
  // "This call returns the code 200 response."
  @Test
  void httpBinAnswersATokenWithTheScope() {
    HttpResponse<String> answer = Curl.getWithToken(app.url("/headers"), token("orders:read"));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(Json.object(answer.body()))
        .containsEntry("path", "/headers")
        .containsEntry("issuer", keycloak.issuer());
  }

  // curl -ik https://function-example.$DOMAIN_TO_EXPOSE_WORKLOADS/function
  //     -H "Authorization: Bearer $ACCESS_TOKEN"
  @Test
  void theFunctionAnswersATokenWithTheScope() {
    HttpResponse<String> answer = Curl.getWithToken(app.url("/function"), token("orders:read"));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(Json.object(answer.body())).containsEntry("path", "/function");
  }

  @Test
  void aTokenInTheNamedHeaderIsAsGood() {
    HttpResponse<String> answer =
        Curl.get(app.url("/headers"), "X-Access-Token", token("orders:read"));

    assertThat(answer.statusCode()).isEqualTo(200);
  }

  @Test
  void noTokenIsUnauthorized() {
    HttpResponse<String> answer = Curl.get(app.url("/headers"));

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(app.lastRefusal()).isEqualTo(Reason.CREDENTIAL_MISSING);
  }

  /** Oathkeeper answers 401 here; the token is good, it is not enough (RFC 6750 section 3.1). */
  @Test
  void aTokenWithoutTheScopeIsForbidden() {
    HttpResponse<String> answer = Curl.getWithToken(app.url("/headers"), token("orders:write"));

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.headers().firstValue("WWW-Authenticate").orElseThrow())
        .contains("error=\"insufficient_scope\"", "scope=\"orders:read\"");
    assertThat(app.lastRefusal()).isEqualTo(Reason.SCOPE_MISSING);
  }

  @Test
  void ofTwoScopesBothAreNeeded() {
    assertThat(post(token("orders:write")).statusCode()).isEqualTo(403);
    assertThat(app.lastRefusal()).isEqualTo(Reason.SCOPE_MISSING);
    assertThat(post(token("orders:read", "orders:write")).statusCode()).isEqualTo(200);
  }

  @Test
  void aTokenForSomebodyElseIsUnauthorized() {
    HttpResponse<String> answer =
        Curl.getWithToken(app.url("/headers"), keycloak.clientCredentialsToken("other-client"));

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(app.lastRefusal()).isEqualTo(Reason.AUDIENCE_WRONG);
  }

  @Test
  void aTokenOfAnotherIssuerIsUnauthorized() {
    HttpResponse<String> answer =
        Curl.getWithToken(app.url("/headers"), keycloak.administratorToken());

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(app.lastRefusal()).isEqualTo(Reason.ISSUER_WRONG);
  }

  /** Oathkeeper has 404 for what no rule matches; an application has resources of its own. */
  @Test
  void aMethodThatNoRuleNamesIsNotAllowed() {
    HttpResponse<String> answer =
        Curl.delete(app.url("/headers"), "Authorization", "Bearer " + token("orders:read"));

    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(app.lastRefusal()).isEqualTo(Reason.METHOD_NOT_LISTED);
  }

  private HttpResponse<String> post(String token) {
    return Curl.post(app.url("/headers"), "a=b", "Authorization", "Bearer " + token);
  }

  private String token(String... scopes) {
    return keycloak.clientCredentialsToken("orders-client", scopes);
  }
}
