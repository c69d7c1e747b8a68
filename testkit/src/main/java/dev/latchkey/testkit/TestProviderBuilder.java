package dev.latchkey.testkit;

import com.nimbusds.jose.JWSAlgorithm;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** What a provider is to be like. Not thread-safe; may start several providers. */
public final class TestProviderBuilder {
  private final Map<String, TestUser> users = new LinkedHashMap<>();
  private final Map<String, TestClient> clients = new LinkedHashMap<>();
  private int port;
  private InstantSource clock = InstantSource.system();
  private Duration accessTokenLifetime = Duration.ofMinutes(5);
  private Duration idTokenLifetime = Duration.ofMinutes(5);
  private JWSAlgorithm algorithm = JWSAlgorithm.RS256;
  private boolean opaqueAccessTokens;

  TestProviderBuilder() {
    String[] service = Scopes.SERVICE.toArray(String[]::new);
    user(TestUser.alice()).user(TestUser.bob());
    clients.put(
        TestProvider.CLIENT_ID,
        TestClient.confidential(TestProvider.CLIENT_ID, TestProvider.CLIENT_SECRET)
            .serviceScopes(service));
    client(TestClient.confidential("orders-client", "orders-secret").serviceScopes(service));
  }

  /** Takes this port of 127.0.0.1; 0, the default, any free one. */
  public TestProviderBuilder port(int port) {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port must be 0 to 65535, not " + port);
    }
    this.port = port;
    return this;
  }

  /** Tells the time by this clock; the system's is the default. */
  public TestProviderBuilder clock(InstantSource clock) {
    this.clock = Objects.requireNonNull(clock, "clock");
    return this;
  }

  /** Sets how long access tokens are good, in whole seconds; 5 minutes is the default. */
  public TestProviderBuilder accessTokenLifetime(Duration lifetime) {
    this.accessTokenLifetime = positive(lifetime);
    return this;
  }

  /** Sets how long ID tokens are good, in whole seconds; 5 minutes is the default. */
  public TestProviderBuilder idTokenLifetime(Duration lifetime) {
    this.idTokenLifetime = positive(lifetime);
    return this;
  }

  /**
   * Signs with this algorithm, and announces it: RS, PS or ES with 256, 384 or 512. The default is
   * RS256.
   *
   * @throws IllegalArgumentException if it is none of these
   */
  public TestProviderBuilder signWith(String algorithm) {
    this.algorithm = SigningKeys.algorithm(algorithm);
    return this;
  }

  /** Hands out access tokens that say nothing, to be looked up by introspection. */
  public TestProviderBuilder opaqueAccessTokens() {
    this.opaqueAccessTokens = true;
    return this;
  }

  /** Adds a user, or replaces the one of that name. */
  public TestProviderBuilder user(TestUser user) {
    users.put(user.username(), user);
    return this;
  }

  /**
   * Adds a client, or replaces the one with that id.
   *
   * @throws IllegalArgumentException for the id {@value TestProvider#CLIENT_ID}: the ready client
   *     stays as it is
   */
  public TestProviderBuilder client(TestClient client) {
    if (client.id().equals(TestProvider.CLIENT_ID)) {
      throw new IllegalArgumentException(
          "client \""
              + TestProvider.CLIENT_ID
              + "\" is there already; use redirectUri, or another id");
    }
    clients.put(client.id(), client);
    return this;
  }

  /** Lets logins of the ready client return to this address. */
  public TestProviderBuilder redirectUri(String uri) {
    clients.computeIfPresent(TestProvider.CLIENT_ID, (id, client) -> client.redirectUri(uri));
    return this;
  }

  /** Lets logouts of the ready client return to this address. */
  public TestProviderBuilder postLogoutRedirectUri(String uri) {
    clients.computeIfPresent(
        TestProvider.CLIENT_ID, (id, client) -> client.postLogoutRedirectUri(uri));
    return this;
  }

  /**
   * Starts the provider.
   *
   * @throws java.io.UncheckedIOException if the port is taken
   */
  public TestProvider start() {
    return new TestProvider(this);
  }

  int port() {
    return port;
  }

  boolean handsOutOpaqueTokens() {
    return opaqueAccessTokens;
  }

  Realm realm(String issuer, Faults faults) {
    return new Realm(
        issuer,
        clock,
        accessTokenLifetime,
        idTokenLifetime,
        new SigningKeys(algorithm),
        new Users(users.values()),
        new Clients(clients.values()),
        faults);
  }

  private static Duration positive(Duration lifetime) {
    if (lifetime.toSeconds() < 1) {
      throw new IllegalArgumentException("a lifetime must be a second or more, not " + lifetime);
    }
    return lifetime;
  }
}
