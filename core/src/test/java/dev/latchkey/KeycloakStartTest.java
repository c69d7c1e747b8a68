package dev.latchkey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.testing.FakeTransport;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as Keycloak's administration console wrote them, at a start. */
class KeycloakStartTest {

  private static final String SECRET = "0c2a9c1e-6d0c-4c8f-9c3f-3b7c2f4a1d11";

  private final Map<String, String> environment = new LinkedHashMap<>();
  private final Map<String, String> parameters = new LinkedHashMap<>();
  private final List<String> warnings = new ArrayList<>();

  @TempDir private Path folder;

  private static InputStream resource(String path) {
    return KeycloakStartTest.class.getResourceAsStream(
        path.replaceFirst("^/WEB-INF/", "/keycloak/"));
  }

  private LatchkeyBuilder builder(String file) {
    parameters.put("config", "/WEB-INF/" + file);
    return builder();
  }

  private LatchkeyBuilder builder() {
    return Latchkey.builder()
        .transport(new FakeTransport())
        .listener(event -> warnings.add(event.detail()))
        .from(new SettingsReader(Map.of(), environment))
        .parameters(parameters, KeycloakStartTest::resource);
  }

  private static List<String> problems(LatchkeyBuilder builder) {
    try {
      builder.build().close();
      return List.of();
    } catch (IllegalArgumentException wrong) {
      return List.of(wrong.getMessage().split("\n  - "));
    }
  }

  static Stream<Arguments> filesOfSignIns() {
    return Stream.of(
        Arguments.of("web-app.json", "https://id.example.com/auth/realms/shop"),
        Arguments.of("web-app-with-client-roles.json", "https://id.example.com/realms/shop"),
        Arguments.of("public-client.json", "https://id.example.com/auth/realms/shop"));
  }

  @ParameterizedTest
  @MethodSource("filesOfSignIns")
  void aFileOfAWebApplicationNeedsTheBaseUrlAndASessionSecretBeside(String file, String issuer) {
    assertThat(problems(builder(file)))
        .hasSize(3)
        .anyMatch(problem -> problem.startsWith("base-url is not set"))
        .anyMatch(problem -> problem.startsWith("session.secret is not set"));

    parameters.put("base-url", "https://shop.example.com");
    parameters.put("session.secret", SoundSettings.RANDOM);
    assertThat(problems(builder(file))).isEmpty();
    assertThat(builder(file).values().text(Setting.ISSUER)).isEqualTo(issuer);
    assertThat(builder(file).values().text(Setting.RULES)).isEqualTo("login /**");
  }

  @Test
  void aFileOfAServiceNeedsNothingBeside() {
    assertThat(problems(builder("bearer-only.json"))).isEmpty();
    SettingValues values = builder("bearer-only.json").values();
    assertThat(values.text(Setting.RULES)).isEqualTo("bearer /**");
    assertThat(values.text(Setting.AUDIENCE)).isEqualTo("orders-api");
    assertThat(values.text(Setting.ROLES_CLAIMS)).isEqualTo("/resource_access/orders-api/roles");
    assertThat(warnings).noneMatch(warning -> warning.contains("keycloak"));
  }

  /** Recognising callers with a token needs no client either. */
  @Test
  void aServiceMayHaveRulesOfItsOwn() {
    parameters.put("rule.1", "optional /catalogue");
    parameters.put("rule.2", "bearer /**");

    assertThat(problems(builder("bearer-only.json"))).isEmpty();
  }

  @Test
  void placeholdersComeFromTheEnvironment() {
    parameters.put("base-url", "https://shop.example.com");
    parameters.put("session.secret", SoundSettings.RANDOM);
    assertThat(problems(builder("containers.json")))
        .hasSize(3)
        .anyMatch(problem -> problem.contains("auth-server-url names ${env.KC_URL}"))
        .anyMatch(problem -> problem.contains("credentials.secret names ${env.KC_SECRET}"));

    environment.put("KC_URL", "https://id.example.com");
    environment.put("KC_SECRET", SECRET);
    assertThat(problems(builder("containers.json"))).isEmpty();
  }

  @Test
  void withoutTheEnvironmentPlaceholdersAreRefused() throws IOException {
    Path file = folder.resolve("keycloak.json");
    Files.write(file, resource("/WEB-INF/containers.json").readAllBytes());

    assertThat(problems(Latchkey.builder().set("config", file.toString())))
        .anyMatch(problem -> problem.contains("have the builder do so with fromEnvironment()"));
  }

  @Test
  void aPolicyEnforcerStopsTheStart() {
    parameters.put("base-url", "https://shop.example.com");
    parameters.put("session.secret", SoundSettings.RANDOM);

    assertThat(problems(builder("with-authorization.json")))
        .hasSize(2)
        .element(1)
        .asString()
        .startsWith("/WEB-INF/with-authorization.json: policy-enforcer would ask Keycloak");
  }

  @Test
  void aFileOfTheFirstReleasesIsToldAllThatIsNoMore() {
    parameters.put("base-url", "https://shop.example.com");
    parameters.put("session.secret", SoundSettings.RANDOM);

    List<String> problems = problems(builder("first-release.json"));

    assertThat(problems)
        .extracting(problem -> problem.replaceFirst("(?s)^\\S+: (\\S+) .*", "$1"))
        .contains(
            "auth-server-url",
            "enable-cors",
            "realm-public-key",
            "disable-trust-manager",
            "allow-any-hostname",
            "client-keystore",
            "client-keystore-password",
            "client-key-password",
            "expose-token");
    assertThat(String.join("\n", problems))
        .contains("also look at this: /WEB-INF/first-release.json: ssl-required is none")
        .contains("http.trust-store (truststore)")
        .doesNotContain("geheim", "\"password\"", "MIGf");
  }

  @Test
  void theBuilderTheEnvironmentAndInitParamsWinOverTheFile() {
    parameters.put("client-id", "by-init-param");
    environment.put("LATCHKEY_AUDIENCE", "by-environment");

    SettingValues values =
        builder("web-app.json").set("issuer", "https://by.builder.example").values();

    assertThat(values.text(Setting.ISSUER)).isEqualTo("https://by.builder.example");
    assertThat(values.text(Setting.CLIENT_ID)).isEqualTo("by-init-param");
    assertThat(values.text(Setting.AUDIENCE)).isEqualTo("by-environment");
    assertThat(values.text(Setting.CLIENT_SECRET)).isEqualTo(SECRET);
  }

  @Test
  void rulesOfOnesOwnStandInPlaceOfThoseOfTheFile() {
    parameters.put("rule.1", "any /**");

    SettingValues values = builder("web-app.json").values();

    assertThat(values.numberedRules()).hasSize(1);
    assertThat(values.has(Setting.RULES)).isFalse();
  }

  /** 86400s is a day, the longest there is. */
  @Test
  void aValueThatIsTooLongIsToldWithTheKeyOfTheFile() throws IOException {
    Path file = folder.resolve("keycloak.json");
    String json = new String(resource("/WEB-INF/bearer-only.json").readAllBytes(), "UTF-8");
    parameters.put("config", file.toString());

    Files.writeString(file, json.replaceFirst("\\{", "{\"public-key-cache-ttl\": 86400,"));
    assertThat(problems(builder())).isEmpty();

    Files.writeString(file, json.replaceFirst("\\{", "{\"public-key-cache-ttl\": 86401,"));
    assertThat(problems(builder()))
        .element(1)
        .asString()
        .startsWith("jwks.refresh (public-key-cache-ttl) is \"86401s\"; write a number with");
  }

  @Test
  void anIssuerWithoutHttpsIsToldAsEver() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("keycloak.json"),
            """
            {"realm": "shop", "auth-server-url": "http://id.example.com", "resource": "orders-api",
             "ssl-required": "none", "bearer-only": true}
            """);
    parameters.put("config", file.toString());

    assertThat(problems(builder()))
        .element(1)
        .asString()
        .startsWith(
            "issuer (auth-server-url and realm) is http://id.example.com/realms/shop, which is not"
                + " https");
  }

  @Test
  void theClassPathMayHoldTheFile() {
    assertThat(
            problems(
                Latchkey.builder()
                    .transport(new FakeTransport())
                    .set("config", "classpath:keycloak/bearer-only.json")))
        .isEmpty();
  }

  @Test
  void canBeExplained() throws IOException {
    Path file = folder.resolve("keycloak.json");
    Files.write(file, resource("/WEB-INF/bearer-only.json").readAllBytes());
    StringWriter out = new StringWriter();

    int code =
        new Explain(new SettingsReader(Map.of(), Map.of()), null, new PrintWriter(out, true))
            .run(List.of(file.toString(), "GET", "/orders"));

    assertThat(code).isZero();
    assertThat(out.toString())
        .contains("issuer: https://id.example.com/realms/shop")
        .contains("bearer /**");
  }

  @Test
  void aMissingFileIsOneProblemOfItsOwn() {
    assertThat(problems(builder("absent.json")))
        .contains("config names /WEB-INF/absent.json, which does not exist");
  }

  @ParameterizedTest
  @ValueSource(strings = {"keycloak.config.file", "keycloak.config.path"})
  void theInitParamsOfKeycloaksFilterNameTheFile(String name) throws IOException {
    Path file = folder.resolve("keycloak.json");
    Files.write(file, resource("/WEB-INF/bearer-only.json").readAllBytes());
    parameters.put(name, name.endsWith("path") ? "/WEB-INF/bearer-only.json" : file.toString());

    assertThat(problems(builder())).isEmpty();
  }

  static Stream<Arguments> wrongParameters() {
    return Stream.of(
        Arguments.of("resolver", "com.example.Resolver", "name further issuers in providers"),
        Arguments.of("idMapper", "com.example.Mapper", "set session.store=memory"),
        Arguments.of("idmapperclass", "com.example.Mapper", "set session.store=memory"),
        Arguments.of("path", "/keycloak.json", "move it to /WEB-INF/"),
        Arguments.of("path", "/WEB-INF/keycloak.conf", "does not end in .json; rename it"),
        Arguments.of("file", "/etc/keycloak.conf", "does not end in .json; rename it"),
        Arguments.of("file", "/etc/keycloak.json", "names a second file; leave one, as config"),
        Arguments.of("skipPattern", " ", "is empty; remove it"),
        Arguments.of("skippattern", "/x", "the nearest is keycloak.config.skipPattern"));
  }

  @ParameterizedTest
  @MethodSource("wrongParameters")
  void whatKeycloaksFilterWasToldAndCannotBeHadIsRefused(String name, String value, String advice) {
    parameters.put("keycloak.config." + name, value);

    assertThat(problems(builder("bearer-only.json")))
        .hasSize(2)
        .element(1)
        .asString()
        .startsWith("parameter keycloak.config." + name + " ")
        .contains(advice);
  }

  @Test
  void theSkipPatternIsTheFirstRule() {
    parameters.put("keycloak.config.skipPattern", "/assets/.*|/health");

    assertThat(problems(builder("bearer-only.json"))).isEmpty();
    assertThat(builder("bearer-only.json").values().text(Setting.RULES))
        .isEqualTo("public \"~/assets/.*|/health\"\nbearer /**");
  }

  @Test
  void aSkipPatternForEverythingLeavesNoRuleToReach() {
    parameters.put("keycloak.config.skipPattern", "/.*");

    assertThat(problems(builder("bearer-only.json")))
        .anyMatch(problem -> problem.contains("can never match here: line 1 (public"));
  }

  @Test
  void aSkipPatternWorksWithASettingsFileOfOursToo() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("latchkey.properties"),
            "issuer=https://id.example.com\naudience=orders-api\n");
    parameters.put("config", file.toString());
    parameters.put("keycloak.config.skipPattern", "/health");

    assertThat(problems(builder())).isEmpty();

    Files.writeString(file, "rule.1=bearer /**\nissuer=https://a.example\naudience=b\n");
    assertThat(problems(builder()))
        .element(1)
        .asString()
        .startsWith("parameter keycloak.config.skipPattern stands beside rules; remove it");
  }

  @Test
  void anAdapterThatIsStillThereIsTold() throws IOException {
    Path there = folder.resolve("org/keycloak/adapters/KeycloakDeployment.class");
    Files.createDirectories(there.getParent());
    Files.createFile(there);
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader application =
        new URLClassLoader(new URL[] {folder.toUri().toURL()}, before)) {
      thread.setContextClassLoader(application);
      assertThat(problems(builder("bearer-only.json"))).isEmpty();
    } finally {
      thread.setContextClassLoader(before);
    }

    assertThat(warnings)
        .anyMatch(warning -> warning.startsWith("Keycloak's adapter is still on the class path"));
  }
}
