package dev.latchkey.stories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.Latchkey;
import dev.latchkey.LatchkeyBuilder;
import dev.latchkey.event.Reason;
import java.net.http.HttpResponse;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * "Exposing and Securing Workloads with a JWT": what a Kyma APIRule of version v2 does before a
 * service, done inside the service.
 */
class KymaApiRuleV2Story {

  // The APIRule of the tutorial, with the two lines of `authorizations` that Kyma offers beside it:
  //
  //   apiVersion: gateway.kyma-project.io/v2
  //   kind: APIRule
  //   spec:
  //     rules:
  //       - jwt:
  //           authentications:
  //             - issuer: {ISSUER}               issuer
  //               jwksUri: {JWKS_URI}            jwks-uri, or left out: the issuer publishes it
  //           authorizations:
  //             - audiences: ["orders-api"]      audience
  //               requiredScopes: ["orders:read"]
  //         methods:
  //           - GET
  //         path: /*
  private static final String RULES = "bearer GET /* scope=orders:read";

  private final KeycloakServer keycloak = KeycloakServer.shared();

  /** The rule as it stands in the tutorial: an issuer and the address of its keys. */
  @Nested
  class WithIssuerAndJwksUri extends Steps {

    @Override
    LatchkeyBuilder settings() {
      return Latchkey.builder()
          .issuer(keycloak.issuer())
          .set("jwks-uri", keycloak.jwksUri())
          .audience("orders-api")
          .rules(RULES)
          .set("insecure-http-hosts", "localhost"); // this Keycloak has no certificate
    }

    @Test
    void asksForNothingButTheKeys() {
      callWith(keycloak.clientCredentialsToken("orders-client", "orders:read"));

      assertThat(app.calls().addresses()).containsExactly(keycloak.jwksUri());
    }
  }

  /** What the tutorial does by hand, Latchkey can do: it asks the issuer where its keys are. */
  @Nested
  class WithDiscovery extends Steps {

    @Override
    LatchkeyBuilder settings() {
      return Latchkey.builder()
          .issuer(keycloak.issuer())
          .audience("orders-api")
          .rules(RULES)
          .set("insecure-http-hosts", "localhost");
    }

    @Test
    void asksTheIssuerForTheAddressOfItsKeys() {
      callWith(keycloak.clientCredentialsToken("orders-client", "orders:read"));

      assertThat(app.calls().addresses())
          .containsExactly(keycloak.discoveryDocument(), keycloak.jwksUri());
    }
  }

  /** The calls of the tutorial, in its order, and those it leaves out. */
  abstract class Steps {

    final ProtectedApp app = ProtectedApp.start(settings());

    abstract LatchkeyBuilder settings();

    @AfterEach
    void stop() {
      app.close();
    }

    // curl -ik -X GET https://{SUBDOMAIN}.{DOMAIN_NAME}/headers
    @Test
    void aCallWithoutTokenIsUnauthorized() {
      HttpResponse<String> answer = Curl.get(app.url("/headers"));

      assertThat(answer.statusCode()).isEqualTo(401);
      // RFC 6750 section 3.1: no error code, since nothing was wrong with what was not sent
      assertThat(challenge(answer)).isEqualTo("Bearer realm=\"latchkey\"");
      assertThat(app.lastRefusal()).isEqualTo(Reason.CREDENTIAL_MISSING);
    }

    // curl -ik -X GET https://{SUBDOMAIN}.{DOMAIN_NAME}/headers
    //     --header "Authorization:Bearer $ACCESS_TOKEN"
    @Test
    void aCallWithTheRightTokenGetsThrough() {
      HttpResponse<String> answer =
          callWith(keycloak.clientCredentialsToken("orders-client", "orders:read"));

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(Json.object(answer.body()))
          .containsEntry("path", "/headers")
          .containsEntry("scheme", "BEARER")
          .containsEntry("issuer", keycloak.issuer())
          .extractingByKey("scopes", InstanceOfAssertFactories.LIST)
          .containsExactly("orders:read");
    }

    @Test
    void aTokenForSomebodyElseIsUnauthorized() {
      HttpResponse<String> answer = callWith(keycloak.clientCredentialsToken("other-client"));

      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(challenge(answer)).contains("error=\"invalid_token\"");
      assertThat(app.lastRefusal()).isEqualTo(Reason.AUDIENCE_WRONG);
    }

    @Test
    void aTokenOfAnotherIssuerIsUnauthorized() {
      HttpResponse<String> answer = callWith(keycloak.administratorToken());

      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(challenge(answer)).contains("error=\"invalid_token\"");
      assertThat(app.lastRefusal()).isEqualTo(Reason.ISSUER_WRONG);
    }

    @Test
    void aTokenWithoutTheScopeIsForbidden() {
      HttpResponse<String> answer = callWith(keycloak.clientCredentialsToken("orders-client"));

      assertThat(answer.statusCode()).isEqualTo(403);
      assertThat(challenge(answer))
          .contains("error=\"insufficient_scope\"", "scope=\"orders:read\"");
      assertThat(app.lastRefusal()).isEqualTo(Reason.SCOPE_MISSING);
    }

    @Test
    void anotherMethodIsNotAllowedEvenWithTheRightToken() {
      String token = keycloak.clientCredentialsToken("orders-client", "orders:read");

      HttpResponse<String> answer =
          Curl.post(app.url("/headers"), "a=b", "Authorization", "Bearer " + token);

      assertThat(answer.statusCode()).isEqualTo(405);
      assertThat(answer.headers().firstValue("Allow")).hasValue("GET, HEAD");
      assertThat(app.lastRefusal()).isEqualTo(Reason.METHOD_NOT_LISTED);
    }

    HttpResponse<String> callWith(String token) {
      return Curl.getWithToken(app.url("/headers"), token);
    }

    String challenge(HttpResponse<?> answer) {
      return String.join(", ", answer.headers().allValues("WWW-Authenticate"));
    }
  }
}
