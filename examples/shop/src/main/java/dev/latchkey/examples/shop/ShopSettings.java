package dev.latchkey.examples.shop;

import dev.latchkey.Latchkey;
import dev.latchkey.testkit.TestProvider;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How an example finds its settings: from the environment, as a user's application would, or from a
 * provider that it brings along when {@code LATCHKEY_ISSUER} is not set.
 */
public final class ShopSettings implements AutoCloseable {

  /** Who may do what; {@code LATCHKEY_RULES} replaces it. */
  public static final String RULES =
      """
      public    /health
      optional  /
      bearer    GET   /api/orders  scope=orders:read
      bearer    POST  /api/orders  scope=orders:write
      bearer    /api/admin         role=admin
      login     /me
      """;

  private static final String SCOPES = "openid profile email";
  private static final String DEMO_SCOPES = SCOPES + " orders:read";

  private final Map<String, String> environment;
  private final int port;
  private final String contextPath;
  private final Optional<TestProvider> provider;

  private ShopSettings(Map<String, String> environment) {
    this.environment = environment;
    this.port = Integer.parseInt(environment.getOrDefault("PORT", "8080"));
    this.contextPath = environment.getOrDefault("CONTEXT_PATH", "");
    this.provider =
        environment.containsKey("LATCHKEY_ISSUER")
            ? Optional.empty()
            : Optional.of(
                TestProvider.builder()
                    .redirectUri(address() + "/oidc/callback")
                    .postLogoutRedirectUri(address() + "/")
                    .start());
  }

  /** Reads the environment of this process. */
  public static ShopSettings ofThisProcess() {
    return of(System.getenv());
  }

  /** Reads the given environment. */
  public static ShopSettings of(Map<String, String> environment) {
    return new ShopSettings(environment);
  }

  private String address() {
    return "http://localhost:" + port + contextPath;
  }

  /** Where to listen: {@code PORT}, default 8080. */
  public int port() {
    return port;
  }

  /**
   * Below which path of its host the shop lives: {@code CONTEXT_PATH}, such as {@code /shop};
   * empty, the default, for the host's own root.
   */
  public String contextPath() {
    return contextPath;
  }

  /** An instance with these settings. */
  public Latchkey latchkey() {
    return Latchkey.builder().fromEnvironment().settings(settings()).build();
  }

  /** What the environment leaves open, under the names of the settings. */
  public Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    provider.ifPresent(own -> settings.putAll(own.settings()));
    unlessGiven(settings, "scopes", provider.isPresent() ? DEMO_SCOPES : SCOPES);
    unlessGiven(settings, "base-url", address());
    unlessGiven(settings, "rules", RULES);
    return settings;
  }

  /** The same for a war, which brings its own rules, and files of secrets that are not here. */
  public Map<String, String> forWar() {
    Map<String, String> settings = settings();
    settings.remove("rules");
    if (!environment.containsKey("LATCHKEY_SESSION_SECRET_FILE")) {
      unlessGiven(settings, "session.secret", "per-process");
    }
    return settings;
  }

  private void unlessGiven(Map<String, String> settings, String key, String value) {
    String variable = "LATCHKEY_" + key.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
    if (!environment.containsKey(variable)) {
      settings.put(key, value);
    }
  }

  /** What to tell the person who started the example. */
  public String welcome() {
    String open = environment.getOrDefault("LATCHKEY_BASE_URL", address());
    return "\nThe shop is open: "
        + open
        + "\n"
        + provider.map(this::hints).orElse("")
        + "Ctrl-C closes it.\n";
  }

  private String hints(TestProvider own) {
    String token =
        own.token()
            .subject("alice-id")
            .scope("orders:read orders:write")
            .role("user")
            .expiresIn(Duration.ofHours(8))
            .sign();
    return """
        Sign in as alice with the password alice-pw (role user),
                or as bob with the password bob-pw (roles user and admin).
        Call the API with a token that is good for eight hours:

        curl -H "Authorization: Bearer %s" %s/api/orders

        The provider at %s is part of this demo and ends with it.
        """
        .formatted(token, address(), own.issuer());
  }

  @Override
  public void close() {
    provider.ifPresent(TestProvider::close);
  }
}
