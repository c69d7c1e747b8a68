package dev.latchkey.jaxrs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.latchkey.Latchkey;
import dev.latchkey.Status;
import dev.latchkey.testkit.TestProvider;
import dev.latchkey.token.Identity;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.ext.Providers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.glassfish.jersey.server.ResourceConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the feature gets into an application, and how a wrong way stops the start. */
class RegistrationTest {

  private static Latchkey seen;

  @Path("/")
  public static final class Resources {

    @Context private Providers providers;

    @GET
    @Path("me")
    public String me(@Context SecurityContext security) {
      return Identity.of(security.getUserPrincipal()).subject().orElseThrow();
    }

    @GET
    @Path("status")
    public String status() {
      seen =
          Objects.requireNonNull(
                  providers.getContextResolver(Latchkey.class, MediaType.WILDCARD_TYPE))
              .getContext(Object.class);
      return seen.status().state().name();
    }
  }

  private static TestProvider provider;

  @TempDir private java.nio.file.Path folder;

  @BeforeAll
  static void open() {
    provider = TestProvider.start();
  }

  @AfterAll
  static void close() {
    provider.close();
  }

  private static Map<String, Object> settings() {
    Map<String, Object> settings = new HashMap<>();
    settings.put("issuer", provider.issuer());
    settings.put("insecure-http-hosts", "127.0.0.1");
    settings.put("audience", provider.audience());
    settings.put("rules", "public /status\nbearer /**");
    return settings;
  }

  private static String bodyOf(Map<String, ?> properties, String path) {
    URI base = App.freeAddress();
    HttpServer server = App.start(base, config(properties));
    try {
      HttpResponse<String> answer =
          App.send(
              URI.create(base + path), "GET", "Authorization", "Bearer " + provider.token().sign());
      return answer.body();
    } finally {
      server.stop(0);
    }
  }

  private static ResourceConfig config(Map<String, ?> properties) {
    return new ResourceConfig(OidcFeature.class, Resources.class)
        .addProperties(new HashMap<>(properties));
  }

  private static String problemsOf(Map<String, ?> properties) {
    try {
      App.start(App.freeAddress(), config(properties)).stop(0);
      return "";
    } catch (IllegalArgumentException wrong) {
      return String.valueOf(wrong.getMessage());
    }
  }

  @Test
  void aClassReadsTheConfigurationsProperties() {
    assertThat(bodyOf(settings(), "/me")).isEqualTo("ada");
  }

  @Test
  void propertiesMayHaveThePrefix() {
    Map<String, Object> prefixed = new HashMap<>();
    settings().forEach((key, value) -> prefixed.put("latchkey." + key, value));

    assertThat(bodyOf(prefixed, "/me")).isEqualTo("ada");
  }

  @Test
  void othersPropertiesAreTheirs() {
    Map<String, Object> properties = settings();
    properties.put("jersey.config.server.wadl.disableWadl", true);
    properties.put("shop.database", new Object());

    assertThat(bodyOf(properties, "/me")).isEqualTo("ada");
  }

  @Test
  void numbersAndTruthValuesAreTexts() {
    Map<String, Object> properties = settings();
    properties.put("token.max-bytes", 100);

    assertThat(problemsOf(properties)).contains("token.max-bytes");
  }

  @Test
  void aFileMayHoldThemAll() throws IOException {
    java.nio.file.Path file = folder.resolve("latchkey.properties");
    Files.writeString(
        file,
        """
        issuer=%s
        insecure-http-hosts=127.0.0.1
        audience=%s
        rule.1=bearer /**
        """
            .formatted(provider.issuer(), provider.audience()));

    assertThat(bodyOf(Map.of("config", file.toString()), "/me")).isEqualTo("ada");
  }

  @Test
  void aFileThatIsMissingStopsTheStart() {
    assertThat(problemsOf(Map.of("config", folder.resolve("none").toString())))
        .contains("config names " + folder.resolve("none") + ", which does not exist")
        .contains("issuer is not set");
  }

  @Test
  void withoutSettingsTheStartFails() {
    assertThat(problemsOf(Map.of())).contains("issuer is not set");
  }

  @Test
  void allProblemsAreTold() {
    Map<String, Object> properties = settings();
    properties.put("issuer", "http://id.example.com");
    properties.put("latchkey.rulez", "public /**");
    properties.put("clock-skew", "soon");
    properties.put("client-secret", new Object());

    assertThat(problemsOf(properties))
        .contains("issuer is http://id.example.com, which is not https")
        .contains("\"rulez\" is no setting; the nearest is rules")
        .contains("clock-skew")
        .contains("property client-secret is a java.lang.Object; write it as text");
  }

  @Test
  void aSettingThatIsThereTwiceIsAProblem() {
    Map<String, Object> properties = settings();
    properties.put("latchkey.issuer", "https://other.example.com");

    assertThat(problemsOf(properties))
        .contains("properties issuer and latchkey.issuer say the same; remove one of them");
  }

  @Test
  void anInstanceThatWasBuiltHereIsHandedOutAndClosedWithTheApplication() {
    assertThat(bodyOf(settings(), "/status")).isIn(readyOrNotYet());

    assertThat(seen.decide(new NoRequest()).headers()).isNotEmpty();
    assertThat(((dev.latchkey.gate.Decision.Stop) seen.decide(new NoRequest())).status())
        .as("closed")
        .isEqualTo(503);
  }

  private static List<String> readyOrNotYet() {
    return List.of(Status.State.READY.name(), Status.State.UNREACHABLE.name());
  }

  @Test
  void anInstanceThatWasGivenIsNotClosedWithTheApplication() {
    try (Latchkey latchkey =
        Latchkey.builder()
            .issuer(provider.issuer())
            .set("insecure-http-hosts", "127.0.0.1")
            .audience(provider.audience())
            .rules("public /**")
            .build()) {
      App.start(App.freeAddress(), new ResourceConfig().register(new OidcFeature(latchkey)))
          .stop(0);

      assertThat(latchkey.decide(new NoRequest()))
          .isInstanceOf(dev.latchkey.gate.Decision.Proceed.class);
    }
  }

  /** A feature of the application's that brings ours along. */
  public static final class Bringing implements Feature {

    private final OidcFeature ours;

    Bringing(OidcFeature ours) {
      this.ours = ours;
    }

    @Override
    public boolean configure(FeatureContext context) {
      return ours.configure(context);
    }
  }

  @Test
  void twoFeaturesInOneApplicationStopTheStart() {
    try (Latchkey latchkey =
        Latchkey.builder()
            .issuer(provider.issuer())
            .set("insecure-http-hosts", "127.0.0.1")
            .audience(provider.audience())
            .rules("bearer /**")
            .build()) {
      ResourceConfig config =
          new ResourceConfig()
              .register(new OidcFeature(latchkey))
              .register(new Bringing(new OidcFeature(latchkey)));

      assertThatThrownBy(() -> App.start(App.freeAddress(), config).stop(0))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("OidcFeature is registered twice; register it once");
    }
  }

  /** Runtimes keep one component of a class, and tell nobody that there was another. */
  @Test
  void aSecondOneThatTheRuntimeLeavesOutOpensNothing() {
    ResourceConfig config = config(settings());
    URI base = App.freeAddress();
    try (Latchkey open =
        Latchkey.builder()
            .issuer(provider.issuer())
            .set("insecure-http-hosts", "127.0.0.1")
            .audience(provider.audience())
            .rules("public /**")
            .build()) {
      HttpServer server = App.start(base, config.register(new OidcFeature(open)));
      try {
        assertThat(App.send(URI.create(base + "/me"), "GET").statusCode()).isEqualTo(401);
      } finally {
        server.stop(0);
      }
    }
  }
}
