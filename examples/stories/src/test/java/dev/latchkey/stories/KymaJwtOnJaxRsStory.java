package dev.latchkey.stories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.jaxrs.OidcFeature;
import dev.latchkey.jaxrs.RequiresScope;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;
import java.net.http.HttpResponse;
import java.util.Map;
import org.glassfish.jersey.server.ResourceConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * "Exposing and Securing Workloads with a JWT" once more, for a JAX-RS application: issuer and
 * audience stand in the settings, what a caller must have stands at the methods.
 */
class KymaJwtOnJaxRsStory {

  private static final String READ = "orders:read";
  private static final String WRITE = "orders:write";

  private final KeycloakServer keycloak = KeycloakServer.shared();
  private final App app = new JerseyOnAFreePort(baseUrl -> application());

  private ResourceConfig application() {
    return new ResourceConfig(OidcFeature.class, Headers.class)
        .addProperties(
            Map.of(
                "issuer", keycloak.issuer(), // issuer: {ISSUER}
                "jwks-uri", keycloak.jwksUri(), // jwksUri: {JWKS_URI}
                "audience", "orders-api",
                "provider-profile", "keycloak",
                "insecure-http-hosts", "localhost",
                "rules", "public /headers/version\nbearer GET,POST,DELETE /headers/**"));
  }

  /** The workload behind the rule. */
  @Path("/headers")
  @RequiresScope(READ)
  public static final class Headers {

    /** For the runtime. */
    public Headers() {}

    /** What the class asks for. */
    @GET
    public String read(@Context SecurityContext security) {
      return new Caller("GET", "/headers", null)
          .named(
              security.getUserPrincipal(),
              security.getAuthenticationScheme(),
              security::isUserInRole)
          .json();
    }

    /** A method of its own mind. */
    @POST
    @RequiresScope(WRITE)
    public String write() {
      return "{}";
    }

    /** For people with a role. */
    @GET
    @Path("/admin")
    @RolesAllowed("admin")
    public String administer() {
      return "{}";
    }

    /** For everybody whom a rule lets through. */
    @GET
    @Path("/version")
    @PermitAll
    public String version() {
      return "{}";
    }

    /** For nobody. */
    @GET
    @Path("/secret")
    @DenyAll
    public String secret() {
      return "{}";
    }
  }

  @AfterEach
  void stop() {
    app.close();
  }

  // "You get the error 401 Unauthorized."
  @Test
  void noTokenIs401() {
    HttpResponse<String> answer = Curl.get(app.url("/headers"));

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("WWW-Authenticate"))
        .hasValue("Bearer realm=\"latchkey\"");
  }

  // "If successful, you get the code 200 OK in response."
  @Test
  void theRightTokenIs200() {
    String token = keycloak.clientCredentialsToken("orders-client", READ);

    HttpResponse<String> answer = Curl.getWithToken(app.url("/headers"), token);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(Json.object(answer.body())).containsEntry("scheme", "BEARER");
  }

  @Test
  void aTokenForAnotherApplicationIs401() {
    String token = keycloak.clientCredentialsToken("other-client");

    HttpResponse<String> answer = Curl.getWithToken(app.url("/headers"), token);

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("WWW-Authenticate").orElseThrow())
        .contains("error=\"invalid_token\"");
  }

  @Test
  void aMethodCanAskForAnotherScopeThanItsClass() {
    String token = keycloak.clientCredentialsToken("orders-client", READ);
    String both = keycloak.clientCredentialsToken("orders-client", READ, WRITE);

    HttpResponse<String> refused =
        Curl.post(app.url("/headers"), "", "Authorization", "Bearer " + token);

    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.headers().firstValue("WWW-Authenticate").orElseThrow())
        .contains("error=\"insufficient_scope\"", "scope=\"orders:write\"");
    assertThat(Curl.post(app.url("/headers"), "", "Authorization", "Bearer " + both).statusCode())
        .isEqualTo(200);
  }

  @Test
  void aRoleThatTheServiceHasNotIs403() {
    String token = keycloak.clientCredentialsToken("orders-client", READ);

    assertThat(Curl.getWithToken(app.url("/headers/admin"), token).statusCode()).isEqualTo(403);
  }

  @Test
  void anAnnotationOpensNothingThatNoRuleOpens() {
    String token = keycloak.clientCredentialsToken("orders-client", READ);

    assertThat(Curl.get(app.url("/headers/version")).statusCode()).isEqualTo(200);
    assertThat(Curl.getWithToken(app.url("/headers/secret"), token).statusCode()).isEqualTo(403);
    assertThat(Curl.getWithToken(app.url("/elsewhere"), token).statusCode()).isEqualTo(403);
  }
}
