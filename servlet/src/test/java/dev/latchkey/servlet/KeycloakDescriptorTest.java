package dev.latchkey.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.latchkey.testkit.TestProvider;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A {@code web.xml} that named Keycloak's filter, with ours in its place. */
class KeycloakDescriptorTest {

  @TempDir private Path webapp;

  private TestProvider provider;
  private final ProbedApp app = new ProbedApp();
  private final Map<String, String> parameters = new TreeMap<>();

  @BeforeEach
  void start() throws IOException {
    provider = TestProvider.start();
    parameters.putAll(provider.settings());
    parameters.keySet().removeIf(key -> key.startsWith("client") || key.equals("audience"));
    parameters.put("keycloak.config.path", "/WEB-INF/keycloak.json");
    Files.writeString(
        Files.createDirectories(webapp.resolve("WEB-INF")).resolve("keycloak.json"),
        """
        {"realm": "shop", "auth-server-url": "%s", "ssl-required": "none", "resource": "%s",
         "bearer-only": true, "verify-token-audience": true, "use-resource-role-mappings": true,
         "principal-attribute": "preferred_username", "confidential-port": 0}
        """
            .formatted(provider.issuer(), provider.audience()));
  }

  @AfterEach
  void stop() throws Exception {
    app.close();
    provider.close();
  }

  private void serve() throws Exception {
    app.resources(webapp.toString()).filter(new OidcFilter(), parameters).start();
  }

  private String problemsOfStart() {
    app.resources(webapp.toString()).filter(new OidcFilter(), parameters);
    Throwable thrown = catchThrowable(app::start);
    while (!(thrown instanceof ServletException) && thrown.getCause() != null) {
      thrown = thrown.getCause();
    }
    return thrown.getMessage();
  }

  @Test
  void protectsWithItsFileAndItsInitParams() throws Exception {
    parameters.put("keycloak.config.skipPattern", "^/(assets|docs)/.*|/health");
    serve();

    String token =
        provider
            .token()
            .claim("preferred_username", "ada")
            .claim("realm_access", Map.of("roles", List.of("admin")))
            .claim(
                "resource_access", Map.of(provider.audience(), Map.of("roles", List.of("editor"))))
            .sign();
    app.look(
        request -> {
          assertThat(request.getRemoteUser()).isEqualTo("ada");
          assertThat(request.isUserInRole("editor")).isTrue();
          assertThat(request.isUserInRole("admin")).isFalse();
        });
    assertThat(app.get("/api", "Authorization: Bearer " + token)).isEqualTo(200);
    app.look(request -> assertThat(request.getUserPrincipal()).isNull());
    assertThat(app.get("/api")).isEqualTo(401);
    assertThat(app.get("/assets/app.css")).isEqualTo(200);
    assertThat(app.get("/docs/a/b")).isEqualTo(200);
    assertThat(app.get("/health")).isEqualTo(200);
    assertThat(app.get("/healthy")).isEqualTo(401);
    assertThat(app.get("/x/health")).isEqualTo(401);
  }

  /** Keycloak's filter matched the address as it was sent, and the container reads another. */
  @Test
  @Tag("K01")
  @Tag("K03")
  @Tag("K04")
  @Tag("K08")
  void aPathThatCanBeReadInTwoWaysIsNotSkipped() throws Exception {
    parameters.put("keycloak.config.skipPattern", "/assets/.*");
    serve();

    for (String path :
        List.of(
            "/assets/../api",
            "/assets/%2e%2e/api",
            "/assets/..;/api",
            "/assets//../api",
            "/assets/..%2fapi",
            "/assets;/x")) {
      assertThat(app.get(path)).as(path).isEqualTo(400);
    }
  }

  @Test
  @Tag("K15")
  void theSkipPatternSeesThePathOnly() throws Exception {
    parameters.put("keycloak.config.skipPattern", ".*/assets/.*");
    serve();

    assertThat(app.get("/api?path=/assets/app.css")).isEqualTo(401);
    assertThat(app.get("/api#/assets/app.css")).isEqualTo(400);
  }

  @Test
  void aTokenForSomebodyElseIsRefusedWhateverTheAdapterDid() throws Exception {
    serve();

    String token = provider.token().audience("somebody-else").sign();
    assertThat(app.get("/api", "Authorization: Bearer " + token)).isEqualTo(401);
  }

  @Test
  void whatCannotBeCarriedOverStopsTheStartAllAtOnce() {
    parameters.put("keycloak.config.resolver", "com.example.RealmByHost");
    parameters.put("keycloak.config.idmapperclass", "com.example.Mapper");
    parameters.put("keycloak.config.skipPattern", "/((?!api).)*");

    assertThat(problemsOfStart())
        .contains("Latchkey cannot start, 3 problems:")
        .contains("parameter keycloak.config.resolver chose a realm for each request")
        .contains("parameter keycloak.config.idmapperclass mapped Keycloak's sessions")
        .contains("parameter keycloak.config.skipPattern: path ")
        .contains("has (? which looks around")
        .contains("write rules such as: public /assets/** /health");
  }
}
