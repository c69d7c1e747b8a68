package dev.latchkey.examples.shop;

import dev.latchkey.Latchkey;
import dev.latchkey.LatchkeyBuilder;
import dev.latchkey.testkit.TestProvider;
import java.time.Duration;
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
  private final Optional<TestProvider> provider;

  private ShopSettings(Map<String, String> environment, int port, Optional<TestProvider> provider) {
    this.environment = environment;
    this.port = port;
    this.provider = provider;
  }

  /** Reads the environment of this process. */
  public static ShopSettings ofThisProcess() {
    return of(System.getenv());
  }

  /** Reads the given environment. */
  public static ShopSettings of(Map<String, String> environment) {
    int port = Integer.parseInt(environment.getOrDefault("PORT", "8080"));
    Optional<TestProvider> provider =
        environment.containsKey("LATCHKEY_ISSUER")
            ? Optional.empty()
            : Optional.of(
                TestProvider.builder()
                    .redirectUri(address(port) + "/oidc/callback")
                    .postLogoutRedirectUri(address(port) + "/")
                    .start());
    return new ShopSettings(environment, port, provider);
  }

  private static String address(int port) {
    return "http://localhost:" + port;
  }

  /** Where to listen: {@code PORT}, default 8080. */
  public int port() {
    return port;
  }

  /** An instance with these settings. */
  public Latchkey latchkey() {
    LatchkeyBuilder builder = Latchkey.builder().fromEnvironment();
    provider.ifPresent(own -> builder.settings(own.settings()));
    if (!environment.containsKey("LATCHKEY_SCOPES")) {
      builder.set("scopes", provider.isPresent() ? DEMO_SCOPES : SCOPES);
    }
    if (!environment.containsKey("LATCHKEY_BASE_URL")) {
      builder.baseUrl(address(port));
    }
    if (!environment.containsKey("LATCHKEY_RULES")) {
      builder.rules(RULES);
    }
    return builder.build();
  }

  /** What to tell the person who started the example. */
  public String welcome() {
    String open = environment.getOrDefault("LATCHKEY_BASE_URL", address(port));
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
        .formatted(token, address(port), own.issuer());
  }

  @Override
  public void close() {
    provider.ifPresent(TestProvider::close);
  }
}
